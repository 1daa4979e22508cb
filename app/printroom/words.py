"""What the print room calls its things on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.printroom.layouts import layouts
from app.printroom.rules import Ordering, Range, Source, State, Why
from app.printroom.stock_models import SheetBox

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

STATES = {
    # NOTE: How far a print run is.
    State.PREPARED: _l("in order, not drawn"),
    State.DRAWING: _l("is being drawn"),
    State.DRAWN: _l("ready to print"),
    State.CANCELLED: _l("cancelled"),
    State.FAILED: _l("could not be drawn"),
    State.FORGOTTEN: _l("pages forgotten, can be drawn again"),
}
ORDERINGS = {
    Ordering.CENTRE: _l("By centre, class and name"),
    Ordering.CLASS: _l("By class and name"),
    Ordering.NAME: _l("By name"),
    Ordering.NUMBER: _l("By number"),
    Ordering.GIVEN: _l("In the order of the list I give"),
}
SOURCES = {
    Source.CLASS: _l("A class"),
    Source.CENTRE: _l("A centre"),
    Source.DAYS: _l("Days of issue"),
    Source.UNPRINTED: _l("All that were never printed"),
    Source.NUMBERS: _l("A list of numbers"),
}
CHOSEN = {**SOURCES, Source.TICKED: _l("People ticked in a class")}
WHYS = {
    # NOTE: Why a sheet of paper was spoiled.
    Why.JAM: _l("Paper jam"),
    Why.SMEARED: _l("Smeared or too pale"),
    Why.MISPLACED: _l("Printed in the wrong place"),
    Why.WRONG_SIDE: _l("Printed on the wrong side or upside down"),
    Why.TORN: _l("Torn, creased or dirty"),
    Why.LOST: _l("Lost"),
    Why.OTHER: _l("Another reason"),
}


def ranges_told(ranges: tuple[Range, ...], box: SheetBox | None) -> str:
    """Write ranges of sheets as they stand on the paper."""
    return ", ".join(
        _sheet(one.first, box) if one.first == one.last else f"{_sheet(one.first, box)}–{_sheet(one.last, box)}"
        for one in ranges
    )


def time_told(seconds: float) -> str:
    """Say about how long something takes."""
    if seconds < 60:
        return str(_("less than a minute"))
    minutes = round(seconds / 60)
    told: str = ngettext("about %(num)s minute", "about %(num)s minutes", minutes)
    return told


def _sheet(serial: int, box: SheetBox | None) -> str:
    return box.named(serial) if box else str(serial)


def layout_words() -> dict[str, LazyString]:
    """Name each layout by its key."""
    return {layout.key: layout.words for layout in layouts()}
