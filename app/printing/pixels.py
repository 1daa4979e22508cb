"""Pictures made of pixels that somebody sent: read, checked and written anew, so that nothing else of the file is kept.

Imported through the door, never where the web starts: the library that reads pictures is large.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PIXELS = {"PNG": 8_000_000, "JPEG": 50_000_000}
"""More is refused before anything is unpacked; a JPEG is unpacked small, however large it is."""
LONGEST_SIDE = 560
"""Pixels kept: 300 to the inch on the 47 millimetres that the largest place has."""
COLOURS = 128
_KINDS = ("PNG", "JPEG")
_PNG, _JPEG_END, _SCAN = b"\x89PNG\r\n\x1a\n", b"\xff\xd9", 0xDA


class NotAPicture(ValueError):
    """These bytes are no PNG or JPEG that can be read whole."""


class NotOnlyAPicture(ValueError):
    """Something else stands behind the picture in the same file."""


class TooManyPixels(ValueError):
    """A picture is larger than any that was meant for paper."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture of few colours with its transparency, each packed as PDF holds them."""

    width: int
    height: int
    palette: bytes
    """Three bytes a colour."""
    packed: bytes
    """One byte a pixel, which colour it has."""
    packed_alpha: bytes | None
    """One byte a pixel, 255 where it covers the paper; None where all do."""


def plain_picture(content: bytes) -> bytes:
    """Write a picture anew as a PNG of few colours; raise NotAPicture, NotOnlyAPicture and TooManyPixels."""
    picture, end = _opened(content), _end_of(content)
    if end > len(content):
        raise NotAPicture
    if end < len(content):
        raise NotOnlyAPicture
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    out = BytesIO()
    picture.quantize(COLOURS, Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
    return out.getvalue()


def pixels_of(content: bytes) -> Pixels:
    """Read what ``plain_picture`` wrote, for the paper."""
    with Image.open(BytesIO(content), formats=("PNG",)) as picture:
        whole = picture.convert("RGBA")
    alpha = whole.getchannel("A")
    flat = Image.new("RGB", whole.size, "white")
    flat.paste(whole, mask=None if alpha.getextrema() == (255, 255) else alpha.point(lambda value: 255 if value else 0))
    few = flat.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    return Pixels(
        width=few.width,
        height=few.height,
        palette=bytes(few.getpalette() or b""),
        packed=zlib.compress(few.tobytes(), 9),
        packed_alpha=None if alpha.getextrema() == (255, 255) else zlib.compress(alpha.tobytes(), 9),
    )


def size_of(content: bytes) -> tuple[int, int]:
    """Tell width and height in pixels."""
    with Image.open(BytesIO(content), formats=("PNG",)) as picture:
        return picture.size


def _end_of(content: bytes) -> int:
    """Tell where a picture ends in its file: after the last chunk of a PNG, after the mark of the end of a JPEG."""
    if content.startswith(_PNG):
        place, kind = len(_PNG), b""
        while kind != b"IEND" and place + 8 <= len(content):
            length, kind = int.from_bytes(content[place : place + 4]), content[place + 4 : place + 8]
            place += 12 + length
        return place
    place = 2
    while place + 4 <= len(content) and content[place + 1] != _SCAN:
        place += 2 + int.from_bytes(content[place + 2 : place + 4])
    return content.find(_JPEG_END, place) + len(_JPEG_END)


def _opened(content: bytes) -> Image.Image:
    """Unpack a picture whose size was looked at first."""
    try:
        with Image.open(BytesIO(content), formats=_KINDS) as picture:
            if picture.width * picture.height > MOST_PIXELS[picture.format or ""]:
                raise TooManyPixels
            picture.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
            picture.load()
            return ImageOps.exif_transpose(picture).convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as fault:
        if isinstance(fault, TooManyPixels | Image.DecompressionBombError):
            raise TooManyPixels from None
        raise NotAPicture from None
