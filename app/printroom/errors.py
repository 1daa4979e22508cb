"""What can go wrong in the print room."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from app.core.errors import NotFound, Refused
from app.printroom.rules import MOST

_SHOWN = 12


def listed(what: Sequence[str]) -> str:
    """Write some of many."""
    return ", ".join(what[:_SHOWN]) + (" …" if len(what) > _SHOWN else "")


class NoSuchRun(NotFound):
    """There is no print run of this number."""


class NoSuchBox(NotFound):
    """There is no box of this number."""


class NothingToPrint(Refused):
    """The selection holds no certificate that counts today."""

    message = _l("There is nothing to print: no certificate of this choice is valid today, or none is left to print.")


class TooMany(Refused):
    """The selection holds more than one run may."""

    message = _l("These are more than %(most)s certificates. Choose fewer: a class, a centre or some days.", most=MOST)


class UnknownNumbers(Refused):
    """Some of the numbers that were given fit no certificate."""

    def __init__(self, numbers: Sequence[str]) -> None:
        super().__init__(_l("We know no certificate with these numbers: %(numbers)s", numbers=listed(numbers)))


class NotValidNow(Refused):
    """Some certificates were withdrawn, replaced or have run out, so no paper of them is printed."""

    def __init__(self, numbers: Sequence[str]) -> None:
        super().__init__(
            _l("These certificates do not count today and cannot be printed: %(numbers)s", numbers=listed(numbers))
        )


class NoRoom(Refused):
    """The paper that was chosen has no room for what some certificates say."""

    def __init__(self, numbers: Sequence[str]) -> None:
        super().__init__(
            _l(
                "These certificates have too much text for this paper: %(numbers)s. Print them on larger paper.",
                numbers=listed(numbers),
            )
        )


class NotInThisState(Refused):
    """The run has gone on meanwhile."""

    message = _l("This print run has changed meanwhile. Look at it as it is now.")


class BoxesOverlap(Refused):
    """Another box holds some of these numbers already."""

    message = _l("Another box holds some of these numbers already. Look at the numbers on the box.")


class NotEnoughSheets(Refused):
    """The boxes that were chosen hold fewer sheets than are needed."""

    def __init__(self, needed: int, there: int) -> None:
        super().__init__(
            _l(
                "%(needed)s sheets are needed and only %(there)s are left. Register another box first.",
                needed=needed,
                there=there,
            )
        )


class SheetsOutstanding(Refused):
    """Sheets were taken for this run and nobody has said what became of them."""

    message = _l("Sheets are taken for this run already. First say what became of them.")


class NotOfThisRun(Refused):
    """A sheet that was named is not one of those this run has open."""

    def __init__(self, sheet: str) -> None:
        super().__init__(
            _l("Sheet %(sheet)s does not wait for word in this run. Look at the number on the paper.", sheet=sheet)
        )


class NothingOpen(Refused):
    """No sheet of this run waits for word."""

    message = _l("No sheet of this run waits for word.")
