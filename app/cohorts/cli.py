"""Commands for the operator: which agencies see who of a class is certified."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app.cohorts.leading import agencies_of, link_agency, unlink_agency
from app.cohorts.models import Cohort
from app.cohorts.queries import cohort_by_code
from app.cohorts.services import CODE_SIGNS
from app.core.codes import read_code
from app.core.errors import Problem

class_commands = AppGroup("class", help="Say which agencies see who of a class is certified.")


@class_commands.command("agency")
@click.argument("code")
@click.argument("username")
@click.option("--remove", is_flag=True, help="Take the agency's view away.")
def agency(code: str, username: str, remove: bool) -> None:
    """Let an agency see who of a class is certified, by the code of the class and the user name."""
    cohort = _found(code)
    try:
        if remove:
            _remove(cohort, username)
        else:
            link_agency(cohort=cohort, username=username)
    except Problem as problem:
        raise click.ClickException(f"{username}: {problem.message}") from None
    names = ", ".join(staff.username for staff in agencies_of(cohort)) or "no agency"
    click.echo(f"{cohort.code} {cohort.title}: {names}")


def _remove(cohort: Cohort, username: str) -> None:
    for staff in agencies_of(cohort):
        if staff.username == username:
            unlink_agency(cohort=cohort, staff_id=staff.id)


def _found(typed: str) -> Cohort:
    code = read_code(typed, CODE_SIGNS)
    cohort = cohort_by_code(code) if code else None
    if cohort is None:
        raise click.ClickException(f"{typed}: no class has this code; it stands on the poster of the class.")
    return cohort
