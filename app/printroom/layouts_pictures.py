"""The pictures of a ministry's design on smaller paper: logo, seal and signature in boxes of their own.

Imported by whoever draws; never where the web starts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.certificates.pdf import art_name
from app.printing.painting import Art, Placed
from app.printing.vectors import plain_drawing
from app.programme.design import Design, Part, PictureKind

Box = tuple[float, float, float, float]
"""Left, top, width and height in millimetres."""


def art_with(name: str, size: tuple[float, float], drawn: str, design: Design, boxes: Mapping[Part, Box]) -> Art:
    """Draw something and the pictures of a design that have a box, each in the middle of it, as large as it allows."""
    width, height = size
    shapes = "".join(_drawings(design, boxes))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}">{drawn}{shapes}</svg>'
    return Art(art_name(name, design), svg, width, height, tuple(_pixels(size, design, boxes)))


def _drawings(design: Design, boxes: Mapping[Part, Box]) -> Iterator[str]:
    for part, box in sorted(boxes.items()):
        picture = design.pictures.get(part)
        if picture and picture.kind is PictureKind.DRAWING:
            yield plain_drawing(picture.content).placed(*box)


def _pixels(size: tuple[float, float], design: Design, boxes: Mapping[Part, Box]) -> Iterator[Placed]:
    for part, (left, top, width, height) in sorted(boxes.items()):
        picture = design.pictures.get(part)
        if picture and picture.kind is PictureKind.PIXELS:
            scale = min(width / picture.width, height / picture.height)
            across, down = picture.width * scale, picture.height * scale
            x, y = left + (width - across) / 2, top + (height - down) / 2
            yield Placed(picture.content, x / size[0], y / size[1], across / size[0], down / size[1])
