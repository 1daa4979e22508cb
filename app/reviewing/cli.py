"""Commands for the operator: who may sign which language, and carrying decisions into the files of the curriculum."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from app.accounts.models import Staff
from app.accounts.queries import staff_by_username
from app.core.errors import Problem
from app.core.i18n import Locale
from app.course.errors import BrokenCourse
from app.course.refusals import WordsRefused
from app.reviewing import services
from app.reviewing.exporting import Library, open_library, write_agreed, write_back_translations, write_sign_offs
from app.reviewing.queries import all_languages
from app.reviewing.texts import TRANSLATED

review_commands = AppGroup("review", help="Say who reviews translations, and write down what reviewers decided.")
_TAGS = click.Choice([locale.tag for locale in TRANSLATED])
_one_locale = click.option("--locale", "tag", type=_TAGS, help="One language instead of all.")


@review_commands.command("allow")
@click.argument("username")
@click.argument("tags", type=_TAGS, nargs=-1, required=True)
@click.option("--name", help="The name to write beside sign-offs where names are exported.")
def allow(username: str, tags: tuple[str, ...], name: str | None) -> None:
    """Let a reviewer sign languages: flask review allow sokha km my."""
    staff = _staff(username)
    try:
        services.give_languages(staff=staff, locales=_chosen(tags), signs_as=name)
    except Problem as problem:
        raise click.ClickException(f"{username}: {problem.message} ('flask staff role')") from None
    _show(username)


@review_commands.command("forbid")
@click.argument("username")
@click.argument("tags", type=_TAGS, nargs=-1, required=True)
def forbid(username: str, tags: tuple[str, ...]) -> None:
    """Let somebody sign languages no more; what they signed stays signed."""
    services.take_languages(staff=_staff(username), locales=_chosen(tags))
    _show(username)


@review_commands.command("list")
def list_languages() -> None:
    """List who may sign which language."""
    for username, tag, name in all_languages():
        click.echo(f"{username}: {tag}{f' (signs as {name})' if name else ''}")


@review_commands.command("texts")
@_one_locale
def texts(tag: str | None) -> None:
    """Write the suggestions that reviewers agreed on into the text files; each new text waits for an accept."""
    library = _library()
    for locale in _chosen([tag] if tag else []):
        try:
            outcome = write_agreed(library=library, locale=locale)
        except WordsRefused as problem:
            raise click.ClickException(str(problem)) from None
        _tell(outcome.paths)
        for refusal in outcome.refused:
            click.echo(f"Not written, {locale.tag}: {refusal}", err=True)


@review_commands.command("export")
@_one_locale
@click.option("--names", is_flag=True, help="Write the names that reviewers gave instead of their sign-in names.")
def export(tag: str | None, names: bool) -> None:
    """Write the sign-offs in force into the status files, and back-translations beside them."""
    library = _library()
    for locale in _chosen([tag] if tag else []):
        _tell(write_sign_offs(library=library, locale=locale, with_names=names))
        _tell(write_back_translations(library=library, locale=locale))


def _staff(username: str) -> Staff:
    try:
        return staff_by_username(username)
    except Problem as problem:
        raise click.ClickException(f"{username}: {problem.message} 'flask staff list' shows who there is.") from None


def _chosen(tags: Iterable[str]) -> list[Locale]:
    wanted = set(tags)
    return [locale for locale in TRANSLATED if not wanted or locale.tag in wanted]


def _library() -> Library:
    try:
        return open_library(Path(current_app.config["CURRICULUM"]))
    except BrokenCourse as problem:
        raise click.ClickException(str(problem)) from None


def _show(username: str) -> None:
    tags = [tag for name, tag, _ in all_languages() if name == _staff(username).username]
    click.echo(f"{username} may sign: {', '.join(tags) or 'nothing'}")


def _tell(paths: Iterable[Path]) -> None:
    for path in paths:
        click.echo(f"Wrote {path}")
