"""Reads of runs: their order, how far they are, and their files."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.certificates.models import Certificate
from app.core.database import db
from app.printroom.claiming import count_drawn
from app.printroom.errors import NoSuchRun
from app.printroom.joining import Piece
from app.printroom.models import PrintPart, PrintPlace, PrintRun
from app.printroom.rules import PartState, State, remaining_seconds

PAGE = 50


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is drawn."""

    drawn: int
    parts: int
    certificates: int
    seconds_left: float | None
    faults: tuple[str, ...]

    @property
    def share(self) -> int:
        """Tell how much is drawn, of a hundred."""
        return 100 * self.drawn // self.parts


@dataclass(frozen=True, slots=True)
class PrintFile:
    """A file of a run: some sheets that follow one another."""

    number: int
    first_sheet: int
    last_sheet: int
    first_place: int
    last_place: int
    pages: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A place of a run, with what tells people of one name apart."""

    place: int
    sheet: int
    number: str
    names: tuple[str, ...]
    locale: str


def run_by_id(run_id: int) -> PrintRun:
    """Find a run; raise NoSuchRun."""
    found = db.session.get(PrintRun, run_id)
    if found is None:
        raise NoSuchRun
    return found


def runs(before: int | None = None) -> Sequence[PrintRun]:
    """List runs, the newest first, a page of them."""
    query = select(PrintRun).order_by(PrintRun.id.desc()).limit(PAGE + 1)
    return db.session.scalars(query.where(PrintRun.id < before) if before else query).all()


def numbers_of(run_id: int, sheets: Collection[int] | None = None) -> Sequence[str]:
    """List the numbers of a run in its order, of all its sheets or of some."""
    query = select(PrintPlace.number).where(PrintPlace.run_id == run_id).order_by(PrintPlace.place)
    return db.session.scalars(query if sheets is None else query.where(PrintPlace.sheet.in_(sheets))).all()


def places_of(run_id: int, after: int = 0, limit: int = PAGE) -> list[Placed]:
    """List places with the names on the papers; somebody who was erased has none."""
    query = (
        select(PrintPlace, Certificate.statement)
        .join(Certificate, Certificate.number == PrintPlace.number)
        .where(PrintPlace.run_id == run_id, PrintPlace.place > after)
        .order_by(PrintPlace.place)
        .limit(limit)
    )
    return [_placed(place, statement) for place, statement in db.session.execute(query)]


def places_on(run_id: int, sheet: int) -> list[Placed]:
    """List what is on one sheet of a run."""
    query = (
        select(PrintPlace, Certificate.statement)
        .join(Certificate, Certificate.number == PrintPlace.number)
        .where(PrintPlace.run_id == run_id, PrintPlace.sheet == sheet)
        .order_by(PrintPlace.place)
    )
    return [_placed(place, statement) for place, statement in db.session.execute(query)]


def _placed(place: PrintPlace, statement: str | None) -> Placed:
    nobody = {"name_native": None, "name_latin": None, "locale": "en"}
    said: dict[str, Any] = json.loads(statement) if statement else nobody
    names = tuple(dict.fromkeys(name for name in (said["name_native"], said["name_latin"]) if name))
    return Placed(place.place, place.sheet, place.number, names, said["locale"])


def progress_of(run: PrintRun, lanes: int) -> Progress:
    """Tell how far a run is, and how long the rest will take by what the parts took so far."""
    drawn, parts = count_drawn(run.id)
    query = select(PrintPart).where(PrintPart.run_id == run.id).order_by(PrintPart.number)
    rows = db.session.scalars(query).all()
    done = [row for row in rows if row.state == PartState.DRAWN]
    left = remaining_seconds([row.seconds or 0 for row in done], parts - drawn, lanes)
    certificates = sum(row.last_place - row.first_place + 1 for row in done)
    return Progress(drawn, parts, certificates, left, tuple(row.fault for row in rows if row.fault))


def drawn_at(run: PrintRun) -> datetime | None:
    """Tell when a run was drawn; None where it is not."""
    return run.ended_at if run.state == State.DRAWN else None


@dataclass(frozen=True, slots=True)
class Drawn:
    """The parts of a drawn run, without their content."""

    parts: Sequence[PrintPart]

    @property
    def both_sides(self) -> bool:
        """Tell whether any sheet has a back, so that all are printed on both sides."""
        return any((part.pages or 0) > _sheets(part) for part in self.parts)

    @property
    def pages_a_sheet(self) -> int:
        """Count the pages of each sheet in the file."""
        return 2 if self.both_sides else 1


def drawn_parts(run: PrintRun) -> Drawn:
    """Give the parts of a run."""
    query = select(PrintPart).where(PrintPart.run_id == run.id).order_by(PrintPart.number)
    return Drawn(db.session.scalars(query).all())


def files_of(run: PrintRun) -> list[PrintFile]:
    """Cut a run into files of at most so many pages, a sheet never in two."""
    drawn = drawn_parts(run)
    sheets = max(1, (run.pages_a_file or run.sheets * 2) // drawn.pages_a_sheet)
    firsts = range(1, run.sheets + 1, sheets)
    return [
        PrintFile(number, first, last, *_places_between(run.id, first, last), (last - first + 1) * drawn.pages_a_sheet)
        for number, first in enumerate(firsts, start=1)
        for last in [min(first + sheets - 1, run.sheets)]
    ]


def _places_between(run_id: int, first: int, last: int) -> tuple[int, int]:
    query = select(PrintPlace.place).where(PrintPlace.run_id == run_id, PrintPlace.sheet.between(first, last))
    ordered = query.order_by(PrintPlace.place)
    return (
        db.session.scalars(ordered.limit(1)).one(),
        db.session.scalars(query.order_by(PrintPlace.place.desc()).limit(1)).one(),
    )


def pieces_of(run: PrintRun, sheets: Collection[int]) -> Iterator[Piece]:
    """Give the fragments of some sheets one at a time, in the order of the run."""
    wanted = set(sheets)
    for part in drawn_parts(run).parts:
        here = [sheet for sheet in range(part.first_sheet, part.last_sheet + 1) if sheet in wanted]
        if here:
            yield _piece(part, here)


def _piece(part: PrintPart, sheets: Sequence[int]) -> Piece:
    query = select(PrintPart.content, PrintPart.objects).where(
        PrintPart.run_id == part.run_id, PrintPart.number == part.number
    )
    content, objects = db.session.execute(query).one()
    pages, each = objects["pages"], (part.pages or 1) // _sheets(part)
    places = [(sheet - part.first_sheet) * each for sheet in sheets]
    return Piece(part.number, content, objects, tuple(tuple(pages[place : place + each]) for place in places))


def _sheets(part: PrintPart) -> int:
    return part.last_sheet - part.first_sheet + 1
