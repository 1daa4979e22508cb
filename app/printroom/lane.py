"""What a worker asks of a process that draws; both load this, so it loads nothing heavy before it is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.printing.door import behind

if TYPE_CHECKING:
    from app.programme.design import Design

_PRESS = "app.printroom.press"


@dataclass(frozen=True, slots=True)
class Pressed:
    """A part that was drawn."""

    content: bytes
    objects: dict[str, Any]
    pages: int
    digest: str
    seconds: float


def press(
    drawing: str, stated: Sequence[str], options: Mapping[str, float], number: int, designs: tuple[Design, ...] = ()
) -> Pressed:
    """Draw a part here."""
    drawn: Pressed = behind(_PRESS).press(drawing, stated, options, number, designs)
    return drawn


def begin() -> None:
    """Prepare this process to draw."""
    behind(_PRESS).begin()
