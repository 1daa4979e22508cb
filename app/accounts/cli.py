"""Commands for the operator: who is on the staff. A password is typed unseen, or made up and shown once."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app.accounts import services
from app.accounts.models import Staff
from app.accounts.queries import all_staff, staff_by_username
from app.core.errors import Problem
from app.core.permissions import Role

staff_commands = AppGroup("staff", help="Say who is on the staff.")
_ROLES = click.Choice([role.value for role in Role])


@staff_commands.command("add")
@click.argument("username")
@click.option("--role", "roles", type=_ROLES, multiple=True, required=True, help="May be given more than once.")
@click.option("--type-password", is_flag=True, help="Type the password instead of having one made up.")
def add(username: str, roles: tuple[str, ...], type_password: bool) -> None:
    """Add a member of staff."""
    password = _typed_password() if type_password else services.new_password()
    try:
        staff = services.add_staff(username=username, password=password, roles=map(Role, roles))
    except Problem as problem:
        raise click.ClickException(f"{username}: {_words(problem)}") from None
    click.echo(f"Added {_line(staff)}")
    _show_once(password, type_password)


@staff_commands.command("list")
def list_staff() -> None:
    """List everybody and what they are."""
    for staff in all_staff():
        click.echo(_line(staff))


@staff_commands.command("role")
@click.argument("username")
@click.argument("roles", type=_ROLES, nargs=-1)
def role(username: str, roles: tuple[str, ...]) -> None:
    """Give somebody exactly these roles; none takes all away."""
    staff = _found(username)
    services.set_roles(staff=staff, roles=map(Role, roles))
    click.echo(_line(staff))


@staff_commands.command("password")
@click.argument("username")
@click.option("--type-password", is_flag=True, help="Type the password instead of having one made up.")
def password(username: str, type_password: bool) -> None:
    """Give somebody a new password, and remove the second factor they lost."""
    staff = _found(username)
    new = _typed_password() if type_password else services.new_password()
    try:
        services.reset_password(staff=staff, password=new)
    except Problem as problem:
        raise click.ClickException(_words(problem)) from None
    click.echo(f"Changed {_line(staff)}")
    _show_once(new, type_password)


@staff_commands.command("disable")
@click.argument("username")
def disable(username: str) -> None:
    """Let somebody in no more."""
    staff = _found(username)
    services.disable_staff(staff=staff)
    click.echo(_line(staff))


@staff_commands.command("enable")
@click.argument("username")
def enable(username: str) -> None:
    """Let somebody in again."""
    staff = _found(username)
    services.enable_staff(staff=staff)
    click.echo(_line(staff))


def _found(username: str) -> Staff:
    try:
        return staff_by_username(username)
    except Problem as problem:
        raise click.ClickException(f"{username}: {_words(problem)} 'flask staff list' shows who there is.") from None


def _typed_password() -> str:
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return typed


def _show_once(password: str, was_typed: bool) -> None:
    if not was_typed:
        click.echo(f"Password: {password}")
        click.echo("It is shown only now. Give it to the person, who can change it after signing in.")


def _line(staff: Staff) -> str:
    roles = ", ".join(sorted(role.name for role in staff.roles)) or "no role"
    return f"{staff.username} ({roles}{'' if staff.active else '; disabled'})"


def _words(problem: Problem) -> str:
    return str(problem.message)
