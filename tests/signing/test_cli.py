"""The commands of whoever looks after the keys."""

from __future__ import annotations

import json
from pathlib import Path

from flask import Flask
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from app.core import clock
from app.signing.keys import Use
from tests.certificates.people import a_programme
from tests.signing.people import kept_keys

KEY = kept_keys()[1].of_use(Use.QR)[0]


def run(app: Flask, *words: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["keys", *words])
    return result.exit_code, result.output


def test_a_key_is_revoked_from_a_day_on_or_from_today(
    app: Flask, session: scoped_session[Session], tmp_path: Path
) -> None:
    a_programme()
    file = tmp_path / "list.json"
    for words, day in (((), clock.today().isoformat()), (("--since", "2026-03-09"), "2026-03-09")):
        code, said = run(app, "revoke", KEY.kid, *words, "--out", str(file))
        assert code == 0
        assert f"nothing will be believed from {day} on" in said
        entry = next(one for one in json.loads(file.read_text())["keys"] if one["kid"] == KEY.kid)
        assert (entry["state"], entry["revoked_on"]) == ("revoked", day)


def test_a_key_nobody_knows_and_a_day_to_come_are_refused(
    app: Flask, session: scoped_session[Session], tmp_path: Path
) -> None:
    a_programme()
    file = tmp_path / "list.json"
    for words, why in ((("00000000",), "There is no key"), ((KEY.kid, "--since", "2999-01-01"), "still to come")):
        code, said = run(app, "revoke", *words, "--out", str(file))
        assert code == 1
        assert why in said
    assert not file.exists()
