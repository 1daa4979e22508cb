"""The operator's commands about centres."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.orm import Session, scoped_session

from app.programme.centre_cli import centre_commands
from app.programme.centres import open_centres


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    """Run one of the commands and give its end and what it printed."""
    result = app.test_cli_runner().invoke(centre_commands, list(arguments))
    return result.exit_code, result.output


def test_a_centre_is_added_listed_and_closed(app: Flask, session: scoped_session[Session]) -> None:
    added = run(app, "add", "pnh-01", "Invented Centre", "--time-zone", "Asia/Phnom_Penh")
    assert added == (0, "Added PNH-01  Invented Centre (Asia/Phnom_Penh)\n")
    assert [centre.code for centre in open_centres()] == ["PNH-01"]
    assert run(app, "close", "pnh-01")[0] == 0
    assert not open_centres()
    assert run(app, "list") == (0, "PNH-01  Invented Centre (Asia/Phnom_Penh; closed)\n")


def test_a_centre_that_cannot_be_is_refused_in_words(app: Flask, session: scoped_session[Session]) -> None:
    run(app, "add", "PNH-01", "Invented Centre", "--time-zone", "Asia/Phnom_Penh")
    for arguments, words in (
        (("add", "PNH-01", "Another", "--time-zone", "Asia/Phnom_Penh"), "there is a centre with this code"),
        (("add", "PNH-02", "Another", "--time-zone", "Asia/Atlantis"), "no such time zone"),
        (("add", "A-CODE-TOO-LONG", "Another", "--time-zone", "Asia/Phnom_Penh"), "1 to 12 signs"),
        (("close", "PNH-09"), "no such centre"),
    ):
        status, said = run(app, *arguments)
        assert status == 1
        assert words in said
