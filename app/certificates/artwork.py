"""The art of the paper: a border of flat stones laid in a line, as on a path, and the mark of three stones stacked.

A ministry's own pictures take the places of the mark and of the seal. The art is the same on every certificate of a
design and takes nothing from a statement but whether somebody signs, so it is drawn once and used for all.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

from app.printing.mark import mark_outline, placed
from app.printing.painting import Placed
from app.printing.vectors import plain_drawing
from app.programme.design import Design, Part, Picture, PictureKind

WIDTH, HEIGHT = 297.0, 210.0
"""A4, landscape, in millimetres, as everything here."""
INSET = 9.0
"""From the edge of the paper to the middle of the border: home printers leave out the outermost 6."""
SEAL, SEAL_ABOVE_SIGNATURE = (46.0, 117.0, 18.0), (46.0, 99.0, 14.0)
"""Where an officer puts a seal: the middle, and the radius. Higher and smaller where somebody signs below it."""
LOGO, SIGNATURE = (22.0, 18.0, 48.0, 30.0), (22.0, 115.0, 48.0, 13.0)
"""The boxes of a logo and of a signature: left, top, width and height."""

Box = tuple[float, float, float, float]
STANDARD_DESIGN = Design()

_STONE, _PATH, _EDGE = "#c9c2b4", "#0b5d5b", "#857b6c"
_SCALE = 0.22
_GAP = 1.7
_CORNER = 5.0
"""Left free from a corner to the first stone, for the little mark that stands there."""


def border() -> str:
    """Draw what is the same on both sides, as one SVG."""
    return _sheet(f'<g fill="{_STONE}">{"".join(_line())}</g><g fill="{_PATH}">{"".join(_corners())}</g>')


def front(design: Design = STANDARD_DESIGN, *, is_signed: bool = False) -> str:
    """Draw what is on the front alone, as one SVG: the mark or the logo, and the seal or the place for it."""
    mark = "" if Part.LOGO in design.pictures else f'<g fill="{_PATH}">{placed(mark_outline(), 33.5, 21, 0.78)}</g>'
    place = "" if Part.SEAL in design.pictures else _seal(seal_of(is_signed=is_signed))
    return _sheet(mark + place + "".join(_drawings(design, is_signed=is_signed)))


def pictures(design: Design, *, is_signed: bool) -> tuple[Placed, ...]:
    """Give the pictures of pixels that are on the front, in shares of the sheet."""
    return tuple(
        Placed(picture.content, *_shares(_inside(picture, boxes_of(is_signed=is_signed)[part])))
        for part, picture in sorted(design.pictures.items())
        if picture.kind is PictureKind.PIXELS
    )


def seal_of(*, is_signed: bool) -> tuple[float, float, float]:
    """Tell where the seal is: its middle, and its radius."""
    return SEAL_ABOVE_SIGNATURE if is_signed else SEAL


def boxes_of(*, is_signed: bool) -> dict[Part, Box]:
    """Tell the box of each picture."""
    x, y, radius = seal_of(is_signed=is_signed)
    seal = (x - radius, y - radius, 2 * radius, 2 * radius)
    return {Part.LOGO: LOGO, Part.SEAL: seal, Part.SIGNATURE: SIGNATURE}


def _drawings(design: Design, *, is_signed: bool) -> Iterator[str]:
    for part, picture in sorted(design.pictures.items()):
        if picture.kind is PictureKind.DRAWING:
            yield plain_drawing(picture.content).placed(*boxes_of(is_signed=is_signed)[part])


def _inside(picture: Picture, box: Box) -> Box:
    """Put a picture into the middle of its box, as large as that allows."""
    left, top, width, height = box
    scale = min(width / picture.width, height / picture.height)
    across, down = picture.width * scale, picture.height * scale
    return left + (width - across) / 2, top + (height - down) / 2, across, down


def _shares(box: Box) -> Box:
    left, top, width, height = box
    return left / WIDTH, top / HEIGHT, width / WIDTH, height / HEIGHT


def _sheet(content: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}">{content}</svg>'


def _stones() -> list[tuple[str, float, float, float]]:
    """Take the mark apart: each stone's outline, its middle and its width."""
    outlines = [f"{part}Z" for part in mark_outline().split("Z") if part]
    middles = ((16.75, 5.5, 11.5), (15.5, 15.0, 19.0), (16.0, 25.5, 27.0))
    return [(outline, *middle) for outline, middle in zip(outlines, middles, strict=True)]


def _line() -> Iterator[str]:
    """Lay stones along the four sides, the same from each corner to the middle."""
    across, down = WIDTH / 2 - INSET - _CORNER, HEIGHT / 2 - INSET - _CORNER
    for offset, outline, x, y in _laid(across):
        for side in (INSET, HEIGHT - INSET):
            yield _stone(outline, x, y, WIDTH / 2 - offset, side)
            yield _stone(outline, x, y, WIDTH / 2 + offset, side)
    for offset, outline, x, y in _laid(down):
        for side in (INSET, WIDTH - INSET):
            yield _stone(outline, x, y, side, HEIGHT / 2 - offset, turned=True)
            yield _stone(outline, x, y, side, HEIGHT / 2 + offset, turned=True)


def _laid(length: float) -> Iterator[tuple[float, str, float, float]]:
    """Lay stones from the middle of a side outwards, large, middle, small, and spread what is left over their gaps."""
    chosen, used = [], 0.0
    for stone in cycle(reversed(_stones())):
        step = stone[3] * _SCALE + _GAP
        if used + step > length:
            break
        chosen.append(stone)
        used += step
    spare = (length - used) / len(chosen)
    position = (_GAP + spare) / 2
    for outline, x, y, width in chosen:
        yield position + width * _SCALE / 2, outline, x, y
        position += width * _SCALE + _GAP + spare


def _stone(outline: str, x: float, y: float, to_x: float, to_y: float, *, turned: bool = False) -> str:
    turn = " rotate(90)" if turned else ""
    return (
        f'<path transform="translate({to_x:.2f} {to_y:.2f}){turn} scale({_SCALE}) translate({-x:g} {-y:g})"'
        f' d="{outline}"/>'
    )


def _corners() -> Iterator[str]:
    size = 0.22
    half = 16 * size
    for x in (INSET, WIDTH - INSET):
        for y in (INSET, HEIGHT - INSET):
            yield placed(mark_outline(), x - half, y - half, size)


def _seal(place: tuple[float, float, float]) -> str:
    x, y, radius = place
    return (
        f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="none" stroke="{_EDGE}" stroke-width="0.25" '
        'stroke-dasharray="1.2 1.2"/>'
    )
