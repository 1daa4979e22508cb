"""The programme's commands."""

from __future__ import annotations

import json

from flask import Flask
from sqlalchemy.orm import Session, scoped_session

from app.programme.cli import programme_commands
from app.programme.queries import current_programme

NEW = [
    "set",
    "--issuer-code",
    "XX-TEST",
    "--issuer-name",
    "en=Test Office",
    "--contact",
    "1 Test Road",
    "--watermark",
    "SAMPLE",
]


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    """Run one of the commands and give its end and what it printed."""
    result = app.test_cli_runner().invoke(programme_commands, list(arguments))
    return result.exit_code, result.output


def test_the_programme_is_set_up_and_shown(app: Flask, session: scoped_session[Session]) -> None:
    assert run(app, "show")[0] == 1
    assert run(app, *NEW) == (0, "The programme is set up.\n")

    shown = json.loads(run(app, "show", "--json")[1])
    assert shown["issuer code"] == "XX-TEST"
    assert shown["validity months"] == 24
    assert "watermark           SAMPLE\n" in run(app, "show")[1]


def test_only_what_is_given_is_changed(app: Flask, session: scoped_session[Session]) -> None:
    run(app, *NEW)

    change = ["--validity-months", "0", "--approval", "--issuer-name", "km=ការិយាល័យ", "--also-core", "M06"]
    assert run(app, "set", *change)[0] == 0

    settings = current_programme().settings
    assert settings.validity_months is None
    assert settings.approval_needed
    assert settings.issuer_name == {"en": "Test Office", "km": "ការិយាល័យ"}
    assert settings.also_core == {"M06"}
    assert settings.contact == "1 Test Road"


def test_a_second_officer_approves_where_the_programme_says_so(app: Flask, session: scoped_session[Session]) -> None:
    run(app, *NEW)
    assert "second approval     no\n" in run(app, "show")[1]
    assert "switch approval on too" in run(app, "set", "--second-approval")[1]

    assert run(app, "set", "--approval", "--second-approval")[0] == 0
    assert current_programme().settings.second_approval
    assert run(app, "set", "--no-second-approval")[0] == 0
    assert not current_programme().settings.second_approval


def test_files_are_sealed_until_the_programme_says_otherwise(app: Flask, session: scoped_session[Session]) -> None:
    run(app, *NEW)
    assert "seal files          yes\n" in run(app, "show")[1]

    assert run(app, "set", "--no-seal")[0] == 0
    assert not current_programme().seal_files
    run(app, "set", "--approval")
    assert not current_programme().seal_files
    run(app, "set", "--seal")
    assert current_programme().seal_files


def test_a_certificate_asks_for_no_class_until_the_programme_says_so(
    app: Flask, session: scoped_session[Session]
) -> None:
    run(app, *NEW)
    shown = json.loads(run(app, "show", "--json")[1])
    assert (shown["class needed"], shown["attendance share"]) == (False, 80)

    assert run(app, "set", "--class", "--attendance-share", "90")[0] == 0
    run(app, "set", "--approval")
    assert (current_programme().class_needed, current_programme().attendance_share) == (True, 90)
    run(app, "set", "--no-class", "--attendance-share", "0")
    assert (current_programme().class_needed, current_programme().attendance_share) == (False, 0)


def test_a_change_that_cannot_be_is_refused_in_words(app: Flask, session: scoped_session[Session]) -> None:
    run(app, *NEW)

    end, output = run(app, "set", "--also-core", "M99", "--watermark", "")

    assert end == 1
    assert "M99" in output
    assert "watermark" in output
