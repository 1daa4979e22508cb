"""Verbs and questions about the printers of an office."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from app.accounts.models import Staff
from app.audit.acts import named
from app.audit.rules import Actor, Subject
from app.audit.services import record
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.errors import NotAllowed, NotFound
from app.core.permissions import Permission
from app.printroom.printer_models import Printer
from app.printroom.printer_rules import offset

MEASURED = named("printer-measured", _l("Measured how far a printer is off"))
FORGOTTEN = named("printer-forgotten", _l("Took a printer off the list"))


class NoSuchPrinter(NotFound):
    """There is no printer of this number."""


def printers() -> Sequence[Printer]:
    """List the printers by name."""
    return db.session.scalars(select(Printer).order_by(func.lower(Printer.name), Printer.id)).all()


def printer_by_id(printer_id: int) -> Printer:
    """Find a printer; raise NoSuchPrinter."""
    found = db.session.get(Printer, printer_id)
    if found is None:
        raise NoSuchPrinter
    return found


@unit_of_work()
def note_measured(*, name: str, for_cards: bool, left: float, top: float, by: Staff) -> Printer:
    """Remember where the lines of a test page were found, in place of what was known of a printer of this name."""
    _check(by)
    printer = db.session.scalar(select(Printer).where(Printer.name == name))
    if printer is None:
        printer = Printer(name=name)
        db.session.add(printer)
    printer.for_cards = for_cards
    printer.dx, printer.dy = offset(left, for_cards=for_cards), offset(top, for_cards=for_cards)
    printer.measured_at, printer.measured_by_id = clock.now(), by.id
    db.session.flush()
    record(MEASURED, actor=Actor.staff(by.id), subject=Subject("printer", printer.id))
    return printer


@unit_of_work()
def forget_printer(*, printer: Printer, by: Staff) -> None:
    """Take a printer off the list."""
    _check(by)
    record(FORGOTTEN, actor=Actor.staff(by.id), subject=Subject("printer", printer.id))
    db.session.delete(printer)


def _check(by: Staff) -> None:
    if Permission.PRINT_CERTIFICATES not in by.permissions:
        raise NotAllowed
