"""A simple picture for each seat, so that who does not read finds the own tile: twelve things in four frames."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

# NOTE: the names of simple pictures beside a person's number
THINGS: dict[str, LazyString] = {
    "fish": _l("fish"),
    "bird": _l("bird"),
    "tree": _l("tree"),
    "sun": _l("sun"),
    "boat": _l("boat"),
    "house": _l("house"),
    "flower": _l("flower"),
    "moon": _l("moon"),
    "cup": _l("cup"),
    "leaf": _l("leaf"),
    "umbrella": _l("umbrella"),
    "key": _l("key"),
}
FRAMES = ("circle", "square", "hexagon", "drop")


@dataclass(frozen=True, slots=True)
class SeatPicture:
    """The thing and the frame around it; both differ in shape, the frame in colour too."""

    thing: str
    frame: str
    says: LazyString


def seat_picture(seat: int) -> SeatPicture:
    """Give the picture of a seat; the same one comes again after forty-eight, and the number tells them apart."""
    turn, place = divmod(seat - 1, len(THINGS))
    thing = list(THINGS)[place]
    return SeatPicture(thing, FRAMES[turn % len(FRAMES)], THINGS[thing])
