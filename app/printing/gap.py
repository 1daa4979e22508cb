"""Gaps: where a line of text stands on a page that differs from paper to paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import Any

from app.printing.engine import boxes, split_text_box

_SPARE = 1.0
"""Pixels that stay free at the end of a gap, so that no rounding decides whether a text has room."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Where one line of text stands that differs from paper to paper."""

    box: Any
    """The box of the first text that stood there."""
    room: float
    """How long a text may be, in pixels."""
    is_steady: bool
    """Whether the place of something else depends on how long the text is."""

    @property
    def name(self) -> str:
        """Give the name by which the template calls it."""
        return _name_of(self.box)

    def is_of(self, text: str) -> bool:
        """Tell whether this text stands in the gap, and would stand there again if it were set anew."""
        return bool(self.box.text == text and self.filled(text))

    def filled(self, text: str) -> Any | None:
        """Set a text in the gap; None where it takes another room than the first."""
        if not text or text != " ".join(text.split()):
            return None
        box, rest, _ = split_text_box(None, self.box.copy_with_text(text), inf, 0)
        has_room = box.width == self.box.width if self.is_steady else box.width <= self.room - _SPARE
        return box if rest is None and has_room and _height(box) == _height(self.box) else None


def gaps_in(box: Any, room: float = inf, *, is_shrunk: bool = False) -> Iterator[Gap]:
    """Find the gaps, each with the room of its block.

    A gap is steady where its block is as wide as its text, or where something follows on its line.
    """
    box = getattr(box, "_box", box)
    if isinstance(box, boxes.BlockContainerBox):
        room = box.width
        is_shrunk = isinstance(box, boxes.InlineBlockBox) and box.style["width"] == "auto"
    if isinstance(box, boxes.LineBox):
        texts = list(_texts(box))
        yield from (Gap(one, room, is_shrunk or one is not texts[-1]) for one in texts if _name_of(one))
    for child in getattr(box, "children", ()):
        yield from gaps_in(child, room, is_shrunk=is_shrunk)


def _texts(box: Any) -> Iterator[Any]:
    """List the texts of a line, without those of blocks that stand in it."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            yield child
        elif isinstance(child, boxes.InlineBox):
            yield from _texts(child)


def _name_of(box: Any) -> str:
    return str(box.element.get("data-gap", ""))


def _height(box: Any) -> tuple[float, ...]:
    return box.height, box.baseline, box.margin_top, box.margin_bottom
