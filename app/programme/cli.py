"""The programme's commands: show it, set it up, change it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup

from app.programme.errors import BadProgramme
from app.programme.queries import programme_or_none
from app.programme.rules import Settings
from app.programme.services import change_programme, create_programme

programme_commands = AppGroup("programme", help="Show the programme's settings, or set them.")
_NEW = Settings(issuer_code="", issuer_name={}, contact="")


@programme_commands.command("show")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
def show(as_json: bool) -> None:
    """Print the settings of the programme."""
    programme = programme_or_none()
    if programme is None:
        raise click.ClickException("there is no programme yet: flask programme set")
    shown = _shown(programme.settings)
    if as_json:
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(f"{name:<20}{_line(value)}" for name, value in shown.items()))


@programme_commands.command("set")
@click.option("--issuer-code", help="Country and ministry: KH-MLVT. XX-… is a demo.")
@click.option("--issuer-name", multiple=True, metavar="LOCALE=NAME", help="The issuer's name; once for each language.")
@click.option("--contact", help="Where people can ask about a certificate.")
@click.option("--watermark", help="Words printed across every certificate; empty for none.")
@click.option("--validity-months", type=int, help="How long a certificate is valid; 0 for without end.")
@click.option("--approval/--no-approval", default=None, help="Whether an officer approves each certificate.")
@click.option(
    "--second-approval/--no-second-approval",
    default=None,
    help="Whether a second officer has to approve each certificate too.",
)
@click.option("--also-core", multiple=True, metavar="MODULE", help="Ask for this module in the core statement too.")
@click.option("--standard-core", is_flag=True, help="Ask for the core modules alone in the core statement.")
@click.option(
    "--hide-unreviewed/--show-unreviewed",
    default=None,
    help="Whether learners are offered only languages that a person has reviewed from end to end.",
)
@click.option("--seal/--no-seal", default=None, help="Whether the files that holders download are sealed.")
@click.option("--class/--no-class", "class_needed", default=None, help="Whether a certificate needs a class.")
@click.option(
    "--attendance-share",
    type=int,
    metavar="PERCENT",
    help="What a member of a class must have attended of the sessions held; 80 unless told.",
)
@click.option("--corridor", "corridors", multiple=True, metavar="KH-TH", help="Offer this journey; may be repeated.")
@click.option("--all-corridors", is_flag=True, help="Offer every journey that the course has.")
@click.option(
    "--staff-second-factor/--no-staff-second-factor",
    default=None,
    help="Whether nobody of the staff works without a code from their phone.",
)
def set_up(**options: Any) -> None:
    """Change some settings; the first time, set the programme up."""
    programme = programme_or_none()
    try:
        settings = _changed(programme.settings if programme else _NEW, **options)
        if programme:
            change_programme(settings=settings, modules=_modules())
        else:
            create_programme(settings=settings, modules=_modules())
    except BadProgramme as bad:
        raise click.ClickException("\n".join(bad.faults)) from None
    click.echo("The programme is changed." if programme else "The programme is set up.")


def _changed(
    settings: Settings,
    *,
    issuer_name: Iterable[str],
    watermark: str | None,
    validity_months: int | None,
    approval: bool | None,
    seal: bool | None,
    also_core: Iterable[str],
    standard_core: bool,
    corridors: Iterable[str],
    all_corridors: bool,
    **others: str | int | bool | None,
) -> Settings:
    """Put what was given on the command line in the place of what was there."""
    changes: dict[str, Any] = {name: value for name, value in others.items() if value is not None}
    names = {**settings.issuer_name, **_names(issuer_name)}
    changes["issuer_name"] = {tag: name for tag, name in names.items() if name}
    changes["also_core"] = (frozenset() if standard_core else settings.also_core) | frozenset(also_core)
    named = frozenset(corridor.strip().upper() for corridor in corridors)
    changes["corridors"] = frozenset() if all_corridors else settings.corridors | named
    if watermark is not None:
        changes["watermark"] = watermark.strip() or None
    if validity_months is not None:
        changes["validity_months"] = validity_months or None
    if approval is not None:
        changes["approval_needed"] = approval
    if seal is not None:
        changes["seal_files"] = seal
    return replace(settings, **changes)


def _names(pairs: Iterable[str]) -> dict[str, str]:
    split = [pair.partition("=") for pair in pairs]
    return {tag.strip(): name.strip() for tag, _, name in split}


def _modules() -> list[str]:
    # The course stands to the right of the programme, so it is asked for what the application holds, not imported.
    return [module.id for module in current_app.extensions["course"].modules]


def _shown(settings: Settings) -> dict[str, Any]:
    return {
        "issuer code": settings.issuer_code,
        "demo": settings.demo,
        "issuer name": dict(settings.issuer_name),
        "contact": settings.contact,
        "watermark": settings.watermark,
        "validity months": settings.validity_months,
        "approval needed": settings.approval_needed,
        "second approval": settings.second_approval,
        "also core": sorted(settings.also_core),
        "hide unreviewed": settings.hide_unreviewed,
        "seal files": settings.seal_files,
        "class needed": settings.class_needed,
        "attendance share": settings.attendance_share,
        "corridors": sorted(settings.corridors) or ["all"],
        "staff second factor": settings.staff_second_factor,
    }


def _line(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{tag}={name}" for tag, name in value.items())
    if isinstance(value, list):
        return ", ".join(value) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else str(value)
