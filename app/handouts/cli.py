"""The handouts' commands: draw the leaflets and the help cards."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import click
from flask.cli import AppGroup

from app.core import clock
from app.core.i18n import LOCALES
from app.course.catalogue import Module
from app.course.corridor import Corridor, UnknownCorridor, parse_corridor
from app.course.queries import course
from app.handouts.composing import compose
from app.handouts.drawing import draw, draw_card
from app.handouts.help_card import compose_card
from app.handouts.naming import card_name, leaflet_name
from app.printing.errors import CannotPrint

handout_commands = AppGroup("handouts", help="Draw what trainers print.")
CARDS_PER_SHEET = (1, 4)


@handout_commands.command("draw")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder for the files.")
@click.option("--locale", "tags", multiple=True, type=click.Choice([one.tag for one in LOCALES]), help="Default: all.")
@click.option("--module", "slugs", multiple=True, help="A module as in its address; default: all.")
@click.option("--corridor", "journey", help="Origin and destination, and the work: KH-TH-farm.")
@click.option("--cards", is_flag=True, help="Also draw the help card of the corridor.")
def draw_all(out: Path, tags: tuple[str, ...], slugs: tuple[str, ...], journey: str | None, cards: bool) -> None:
    """Draw each module in each language as PDF."""
    corridor = _corridor(journey)
    if cards and corridor is None:
        raise click.ClickException("A help card is for a journey: add --corridor KH-TH.")
    modules, began = _modules(slugs), time.monotonic()
    locales = tags or tuple(locale.tag for locale in LOCALES)
    out.mkdir(parents=True, exist_ok=True)
    faults = [fault for tag in locales for fault in _draw_locale(out, tag, modules, corridor)]
    if corridor and cards:
        faults += [fault for tag in locales for fault in _draw_cards(out, tag, corridor)]
    click.echo(f"{len(locales) * len(modules)} leaflets in {time.monotonic() - began:.0f} s, {len(faults)} refused.")
    if faults:
        raise click.ClickException("\n".join(faults))


def _draw_locale(out: Path, tag: str, modules: list[Module], corridor: Corridor | None) -> Iterator[str]:
    """Draw all modules in a language, print what came out, and give what could not be drawn."""
    pages, size, tightest = 0, 0, 10_000
    for module in modules:
        try:
            drawn = draw(compose(module, tag, corridor, clock.today()))
        except CannotPrint as fault:
            yield str(fault)
            continue
        (out / f"{leaflet_name(module, tag, corridor)}.pdf").write_bytes(drawn.content)
        pages, size = pages + drawn.pages, size + len(drawn.content)
        tightest = min(tightest, drawn.step.size)
    click.echo(f"{tag:<8} {pages:>3} pages {size / 1024:>6.0f} kB, smallest type {tightest / 10:g} pt")


def _draw_cards(out: Path, tag: str, corridor: Corridor) -> Iterator[str]:
    card = compose_card(corridor, tag, clock.today())
    for per_sheet in CARDS_PER_SHEET:
        try:
            content = draw_card(card, per_sheet)
        except CannotPrint as fault:
            yield str(fault)
            return
        (out / f"{card_name(corridor, tag, per_sheet)}.pdf").write_bytes(content)


def _corridor(journey: str | None) -> Corridor | None:
    try:
        return parse_corridor(journey, course().sectors) if journey else None
    except UnknownCorridor as fault:
        raise click.ClickException(str(fault)) from fault


def _modules(slugs: tuple[str, ...]) -> list[Module]:
    try:
        return [course().module(slug) for slug in slugs] or list(course().modules)
    except LookupError as fault:
        raise click.ClickException(f"there is no module {fault}") from fault
