"""The operator's commands about classes."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.orm import Session, scoped_session

from app.cohorts.cli import class_commands
from app.cohorts.leading import agencies_of
from app.core.permissions import Role
from tests.cohorts.people import a_cohort
from tests.learners.people import a_staff


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    """Run one of the commands and give its end and what it printed."""
    result = app.test_cli_runner().invoke(class_commands, list(arguments))
    return result.exit_code, result.output


def test_an_agency_is_linked_to_a_class_and_taken_away(app: Flask, session: scoped_session[Session]) -> None:
    cohort, agency = a_cohort(), a_staff(Role.AGENCY)
    assert run(app, "agency", cohort.code.lower(), agency.username)[0] == 0
    assert agencies_of(cohort) == [agency]
    assert "no agency" in run(app, "agency", cohort.code, agency.username, "--remove")[1]
    assert agencies_of(cohort) == []


def test_what_cannot_be_linked_is_said(app: Flask, session: scoped_session[Session]) -> None:
    cohort, officer = a_cohort(), a_staff(Role.OFFICER)
    assert "No agency has this user name." in run(app, "agency", cohort.code, officer.username)[1]
    assert "no class has this code" in run(app, "agency", "ZZZZZZ", officer.username)[1]
