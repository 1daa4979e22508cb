"""Commands for the demo."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from app.core.errors import Problem
from app.core.migrations import migrate
from app.dashboard.demo import SignIn, demo_sign_ins, load_demo
from app.signing.errors import KeyProblem

demo = AppGroup("demo", help="The demo programme, clearly invented.")


@demo.command("load")
def load() -> None:
    """Set the demo up; a second time changes nothing."""
    try:
        load_demo()
    except (Problem, KeyProblem) as problem:
        raise click.ClickException(str(problem.message)) from None


@demo.command("start")
@click.pass_context
def start(context: click.Context) -> None:
    """Bring the database to the newest schema, set the demo up and print its sign-ins, all in one start."""
    migrate()
    context.invoke(load)
    context.invoke(show)


@demo.command("show")
def show() -> None:
    """Print addresses and sign-ins."""
    home = current_app.config["PUBLIC_ADDRESS"]
    click.echo(f"\n  Waymark is at           {home}/\n  Check a certificate     {home}/en/verify\n")
    for entry in demo_sign_ins():
        click.echo(_line(home, entry))
    click.echo("")


def _line(home: str, entry: SignIn) -> str:
    return f"  {entry.who:<22}  {home}{entry.page:<14} {entry.name:<20} {entry.secret}"
