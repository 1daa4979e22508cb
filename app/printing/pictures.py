"""A picture that somebody sent for the paper: told by its content, checked, and rebuilt."""

from __future__ import annotations

from dataclasses import dataclass

from app.printing.door import behind
from app.printing.refusals import PictureRefused, Refusal

MOST_BYTES = 2 * 1024 * 1024
"""Of a file that is sent."""
HEAVIEST = 150_000
"""Bytes of a picture as it is kept: every certificate that is downloaded carries it."""
COARSE = 240
"""Pixels of the longer side below which a picture looks coarse on paper."""
_PIXELS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture as it is kept."""

    content: bytes
    is_drawing: bool
    width: float
    height: float

    @property
    def is_coarse(self) -> bool:
        """Tell whether the paper will show its pixels."""
        return not self.is_drawing and max(self.width, self.height) < COARSE


def keepable(content: bytes) -> Kept:
    """Check a file and rebuild the picture in it; raise PictureRefused, which says why."""
    if not content:
        raise PictureRefused(Refusal.EMPTY)
    if len(content) > MOST_BYTES:
        raise PictureRefused(Refusal.HEAVY)
    if content.startswith(_PIXELS):
        return _pixels(content)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _drawing(content)
    raise PictureRefused(Refusal.UNKNOWN)


def _drawing(content: bytes) -> Kept:
    vectors = behind("app.printing.vectors")
    try:
        drawing = vectors.plain_drawing(content)
    except vectors.NotPlain as fault:
        raise PictureRefused(Refusal.NOT_PLAIN, fault.what) from None
    kept = drawing.to_svg()
    if not behind("app.printing.trying").can_be_drawn(drawing):
        raise PictureRefused(Refusal.NOT_PLAIN, "SVG")
    return _light(Kept(kept, True, drawing.width, drawing.height))


def _pixels(content: bytes) -> Kept:
    pixels = behind("app.printing.pixels")
    try:
        kept = pixels.plain_picture(content)
    except pixels.NotAPicture:
        raise PictureRefused(Refusal.DAMAGED) from None
    except pixels.NotOnlyAPicture:
        raise PictureRefused(Refusal.NOT_ONLY) from None
    except pixels.TooManyPixels:
        raise PictureRefused(Refusal.TOO_LARGE) from None
    return _light(Kept(kept, False, *pixels.size_of(kept)))


def _light(kept: Kept) -> Kept:
    if len(kept.content) > HEAVIEST:
        raise PictureRefused(Refusal.HEAVY)
    return kept
