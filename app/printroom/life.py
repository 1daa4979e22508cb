"""What the print room knows about one certificate: in which runs it lies, and what became of its sheets."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Staff
from app.certificates.life_entries import LifeEntry, register_life_entries
from app.core.database import db
from app.printroom.models import PrintPlace, PrintRun
from app.printroom.rules import Outcome, Why
from app.printroom.stock_models import SheetBox, SheetOutcome
from app.printroom.words import WHYS


def init_paper_life(app: Flask) -> None:
    """Have the page of every certificate tell of its runs and sheets."""
    register_life_entries(app, _runs)
    register_life_entries(app, _sheets)


def _runs(number: str) -> Iterator[LifeEntry]:
    query = (
        select(PrintRun, Staff.username)
        .join(PrintPlace, PrintPlace.run_id == PrintRun.id)
        .join(Staff, Staff.id == PrintRun.made_by_id)
        .where(PrintPlace.number == number)
        .order_by(PrintRun.id)
    )
    for run, username in db.session.execute(query):
        yield LifeEntry(run.made_at, _("Put into a print run"), username, address=_address(run.id), told=str(run.id))


def _sheets(number: str) -> Iterator[LifeEntry]:
    query = (
        select(SheetOutcome, SheetBox, Staff.username)
        .join(PrintPlace, (PrintPlace.run_id == SheetOutcome.run_id) & (PrintPlace.sheet == SheetOutcome.sheet))
        .join(Staff, Staff.id == SheetOutcome.by_id)
        .outerjoin(SheetBox, SheetBox.id == SheetOutcome.box_id)
        .where(PrintPlace.number == number)
        .order_by(SheetOutcome.id)
    )
    for outcome, box, username in db.session.execute(query):
        yield _sheet(outcome, box, username)


def _sheet(outcome: SheetOutcome, box: SheetBox | None, username: str) -> LifeEntry:
    is_spoiled = outcome.outcome == Outcome.SPOILED
    return LifeEntry(
        at=outcome.at,
        what=_("Sheet spoiled") if is_spoiled else _("Printed on a sheet"),
        who=username,
        why=WHYS[Why(outcome.why)] if outcome.why else "",
        note=outcome.note or "",
        address=_address(outcome.run_id),
        told=box.named(outcome.serial) if box else str(outcome.serial),
    )


def _address(run_id: int) -> str:
    return url_for("print_runs.page", run_id=run_id)
