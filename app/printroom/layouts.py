"""How certificates are put on sheets: each way is registered here under a key that a run keeps for good.

A layout is known by words and numbers alone where the web runs. What draws it stands in a module of its own, which is
loaded through the door, in a process that draws. That module has one function::

    def draw(statements: Sequence[Statement], options: Mapping[str, float]) -> bytes: ...

It gets the certificates of some sheets in their order, at most ``part`` of them, and returns a PDF whose pages are
those sheets in that order: each sheet one page, or each two where they have a back. The same statements and options
always give the same bytes. It raises CannotPrint. Where ``alike`` is true, the certificates of a call all speak one
language, and all of them or none have help lines; where a run changes from one kind to another, a new sheet begins.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from flask_babel import lazy_gettext as _l

from app.printing.door import behind
from app.printroom.layouts_room import is_card_large_enough

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

    from app.certificates.statement import Statement

Options = Mapping[str, float]


class Drawing(Protocol):
    """What the module of a layout can do."""

    def draw(self, statements: Sequence[Statement], options: Options, /) -> bytes:
        """Draw the certificates of some sheets into one file."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A number that a run sets for its layout, such as an offset in millimetres."""

    key: str
    words: LazyString
    least: float
    most: float
    usual: float = 0
    step: float = 0.5


def always(_statement: Statement) -> bool:
    """Say that any certificate has room."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A way to put certificates on sheets."""

    key: str
    words: LazyString
    drawing: str
    """The module that draws it."""
    per_sheet: int = 1
    part: int = 25
    """The most certificates in one call; a multiple of ``per_sheet``."""
    alike: bool = True
    """Whether a call gets certificates of one language only, all with a back or none."""
    options: tuple[Option, ...] = ()
    has_room: Callable[[Statement], bool] = always
    """Tells, without drawing it, whether a certificate can be put on such a sheet."""

    def draw(self, statements: Sequence[Statement], options: Options) -> bytes:
        """Draw the certificates of some sheets into one file; this loads the engine."""
        return cast("Drawing", behind(self.drawing)).draw(statements, options)


_LAYOUTS: dict[str, Layout] = {}


def register(layout: Layout) -> Layout:
    """Offer a layout for runs."""
    if layout.part % layout.per_sheet:
        raise ValueError(f"{layout.key}: a part must fill its sheets")
    _LAYOUTS[layout.key] = layout
    return layout


def layouts() -> tuple[Layout, ...]:
    """List the layouts that are offered, in the order in which they were registered."""
    return tuple(_LAYOUTS.values())


def layout_of(key: str) -> Layout:
    """Give the layout of a key; raise KeyError where nobody registered it."""
    return _LAYOUTS[key]


_MOVED = (
    Option(key="dx", words=_l("Move to the right, in millimetres"), least=-15, most=15),
    Option(key="dy", words=_l("Move down, in millimetres"), least=-15, most=15),
)
DESIGN = register(
    Layout(key="design", words=_l("A4, one to a sheet, with the design"), drawing="app.printroom.drawing_design")
)
PLAIN = register(
    Layout(key="plain", words=_l("A4, one to a sheet, no pictures: saves ink"), drawing="app.printroom.drawing_plain")
)
PREPRINTED = register(
    Layout(
        key="preprinted",
        words=_l("A4, text only, for paper on which the pictures are printed already"),
        drawing="app.printroom.drawing_preprinted",
        options=_MOVED,
    )
)
HALF = register(
    Layout(
        key="half",
        words=_l("A4, two to a sheet, to be cut apart"),
        drawing="app.printroom.drawing_half",
        per_sheet=2,
        part=24,
        options=_MOVED,
    )
)
CARD = register(
    Layout(
        key="card",
        words=_l("Plastic card, both sides"),
        drawing="app.printroom.drawing_card",
        options=_MOVED,
        has_room=is_card_large_enough,
    )
)
