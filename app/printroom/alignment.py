"""The test page by which an office finds out how far its printer is off: what it says, in the officer's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from app.core.i18n import locale_by_tag
from app.printing.door import behind
from app.printing.speaking import speaking
from app.printroom.layouts import CARD, HALF, Layout
from app.printroom.printer_rules import AIM, AIM_ON_A_CARD

Box = tuple[str, float, float, float, float]
"""What lands in a box, and its left, top, width and height in millimetres."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TestPage:
    """All that is on a test page; the same always gives the same bytes."""

    __test__ = False
    locale: str
    width: float
    height: float
    aim: float
    """Where the two lines are, from the left and from the upper edge."""
    dx: float
    dy: float
    bar: float
    """How long the line to measure is."""
    boxes: tuple[Box, ...]
    words: Mapping[str, str]


def test_page(layout: Layout, tag: str, *, dx: float = 0.0, dy: float = 0.0) -> TestPage:
    """Draw up the test page of a layout; with offsets, to see whether they are right."""
    locale = locale_by_tag(tag)
    with speaking(tag):
        shapes = {HALF.key: _half, CARD.key: _card}
        width, height, aim, bar, boxes = shapes.get(layout.key, _whole)()
        return TestPage(
            locale=locale.tag if locale else "en",
            width=width,
            height=height,
            aim=aim,
            dx=dx,
            dy=dy,
            bar=bar,
            boxes=boxes,
            words=_words(str(layout.words), aim, bar, is_moved=bool(dx or dy)),
        )


test_page.__test__ = False  # type: ignore[attr-defined]  # It is no test.


def draw_test_page(page: TestPage) -> bytes:
    """Draw a test page; this loads the engine."""
    drawn: bytes = behind("app.printroom.alignment_pdf").draw(page)
    return drawn


def _words(layout: str, aim: float, bar: float, *, is_moved: bool) -> dict[str, str]:
    check = _("Moved as this printer needs it: both lines should be where they belong now.")
    return {
        "heading": _("Test page for the printer"),
        "layout": layout,
        "size": _("1. Print at 100 %%, not “fit to page”. Line C must be %(bar)s mm long.", bar=f"{bar:g}"),
        "left": _("2. Measure from the left edge to line A. It should be %(aim)s mm.", aim=f"{aim:g}"),
        "top": _("3. Measure from the upper edge to line B. It should be %(aim)s mm.", aim=f"{aim:g}"),
        "type": check if is_moved else _("4. Type both numbers on the page “Printers”."),
        "hold": _("Hold this sheet against your own paper and a light: things land in the boxes."),
    }


def _whole() -> tuple[float, float, float, float, tuple[Box, ...]]:
    return 297.0, 210.0, AIM, 100.0, tuple(_boxes_of_whole())


def _boxes_of_whole() -> list[Box]:
    return [
        (_("Names and text"), 82, 16, 195, 125),
        (_("Office"), 19, 50, 54, 42),
        (_("Seal"), 28, 99, 36, 36),
        (_("Number, code, small print"), 20, 150, 216, 45),
        (_("Square"), 242, 157, 38, 38),
    ]


def _half() -> tuple[float, float, float, float, tuple[Box, ...]]:
    upper: list[Box] = [
        (_("Names and text"), 11, 8, 139, 95),
        (_("Office"), 154, 9, 46, 52),
        (_("Seal"), 166, 62, 22, 22),
        (_("Number, code, small print"), 11, 106, 145, 34),
        (_("Square"), 163, 103.5, 38, 38),
    ]
    lower = [(what, left, top + 148.5, width, height) for what, left, top, width, height in upper]
    return 210.0, 297.0, AIM, 100.0, (*upper, *lower)


def _card() -> tuple[float, float, float, float, tuple[Box, ...]]:
    return 85.6, 54.0, AIM_ON_A_CARD, 50.0, ()
