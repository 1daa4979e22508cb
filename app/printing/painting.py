"""What WeasyPrint leaves out, put in while it paints: art drawn once, squares of rectangles, and text one can copy.

The art is a Form XObject below the text, marked as an artifact. The text of a PDF is glyphs, and who turns the glyphs
of Khmer or Burmese back into letters gets them wrong; so each run of text carries its letters as ActualText, and its
language where that is not the document's.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any
from xml.etree import ElementTree

import pydyf

from app.printing.engine import Page, Stream, SVGImage, boxes
from app.printing.pixels import Pixels, pixels_of
from app.printing.qr import Square

_BREAK = "\u200b"
_NO_SHIFT = re.compile(rb">-?0(?:\.0)?<")
_LONG_SHIFT = re.compile(rb"(\d\.\d)\d+")


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture of pixels, as a PNG, and where it lies, in shares of the width and the height of its art."""

    content: bytes
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Art:
    """A drawing as large as its page: its name in the file, its SVG, and its size in millimetres."""

    name: str
    svg: str
    width: float
    height: float
    pictures: tuple[Placed, ...] = ()
    """What is stamped over the drawing."""


@dataclass(frozen=True, slots=True)
class Dress:
    """What a paper wears.

    ``art`` is stamped page by page, the last entry on all that follow; ``squares`` are drawn in the places of ``svg``
    elements, by their class; text in elements of the classes ``in_one_piece`` is copied in one piece however it is
    drawn.
    """

    art: tuple[tuple[Art, ...], ...] = ((),)
    squares: Mapping[str, Square] = field(default_factory=dict)
    in_one_piece: frozenset[str] = frozenset()


def dress(document: Any, worn: Dress) -> Any:
    """Give a laid out document its art, its squares and its readable text."""
    for page in document.pages:
        for box in page._page_box.descendants(placeholders=True):
            if isinstance(box, boxes.ReplacedBox) and (square := worn.squares.get(box.element.get("class", ""))):
                box.replacement.draw = partial(_draw_square, square)
    language = document.metadata.lang
    last = len(worn.art) - 1
    return document.copy(
        [
            _Sheet(page._page_box, language, worn.art[min(place, last)], worn.in_one_piece)
            for place, page in enumerate(document.pages)
        ]
    )


class _Sheet(Page):  # type: ignore[misc]  # WeasyPrint has no types.
    """A page that stamps the art before its text is painted and adds to each run of text what it says."""

    def __init__(self, page_box: Any, language: str, art: tuple[Art, ...], in_one_piece: frozenset[str]) -> None:
        super().__init__(page_box)
        self._language = language
        self._art = art
        self._in_one_piece = in_one_piece

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Paint the page: the art, the text, and what the text says."""
        if self._art:
            with stream.artifact(), stream.stacked():
                stream.transform(a=scale, d=scale)
                for art in self._art:
                    stamp(stream, art)
        super().paint(stream, scale)
        say(stream, self._language, self._in_one_piece)
        stream.stream[:] = map(shortened, stream.stream)


def stamp(stream: Any, art: Art) -> None:
    """Draw a piece of art, which the file holds once however often it is drawn."""
    hold(stream, art)
    stream.draw_x_object(art.name)


def hold(stream: Any, art: Art) -> None:
    """Put a piece of art among what a file holds."""
    content, alphas = drawn_once(art)
    form = {
        "Type": "/XObject",
        "Subtype": "/Form",
        "BBox": pydyf.Array((0, 0, *_size(art))),
        "Resources": pydyf.Dictionary({"ExtGState": pydyf.Dictionary(alphas)} | _images(art)),
        "Filter": "/FlateDecode",
    }
    stream._resources["XObject"].setdefault(art.name, pydyf.Stream([content], form))


@lru_cache(maxsize=16)
def drawn_once(art: Art) -> tuple[bytes, dict[str, Any]]:
    """Turn a piece of art into operators, packed, and the states of transparency that they name."""
    resources: dict[str, Any] = {"ExtGState": {}, "XObject": {}, "Pattern": {}, "Shading": {}}
    canvas = Stream({}, (0, 0, *_size(art)), resources, {}, None, {}, None)
    tree = ElementTree.fromstring(art.svg)  # noqa: S314  # It is our own.
    SVGImage(tree, None, None, None).draw(canvas, *_size(art), None)
    for place, picture in enumerate(art.pictures):
        _stamp_picture(canvas, f"p{place}", picture, *_size(art))
    operators = b"\n".join(part if isinstance(part, bytes) else str(part).encode() for part in canvas.stream)
    return zlib.compress(operators, 9), resources["ExtGState"]


def _stamp_picture(canvas: Any, name: str, picture: Placed, width: float, height: float) -> None:
    """Draw a picture, whose own square stands on its feet while the page counts from above."""
    with canvas.stacked():
        canvas.transform(
            a=picture.width * width,
            d=-picture.height * height,
            e=picture.left * width,
            f=(picture.top + picture.height) * height,
        )
        canvas.draw_x_object(name)


def _images(art: Art) -> dict[str, Any]:
    """Make the pictures of an art ready for one file."""
    images = {f"p{place}": _image(_unpacked(picture.content)) for place, picture in enumerate(art.pictures)}
    return {"XObject": pydyf.Dictionary(images)} if images else {}


def _image(pixels: Pixels) -> Any:
    palette = f"<{pixels.palette.hex()}>"
    extra = _of_image(pixels)
    extra["ColorSpace"] = pydyf.Array(("/Indexed", "/DeviceRGB", len(pixels.palette) // 3 - 1, palette))
    if pixels.packed_alpha is not None:
        extra["SMask"] = pydyf.Stream([pixels.packed_alpha], _of_image(pixels) | {"ColorSpace": "/DeviceGray"})
    return pydyf.Stream([pixels.packed], extra)


def _of_image(pixels: Pixels) -> dict[str, Any]:
    return {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": pixels.width,
        "Height": pixels.height,
        "BitsPerComponent": 8,
        "Filter": "/FlateDecode",
    }


@lru_cache(maxsize=16)
def _unpacked(content: bytes) -> Pixels:
    return pixels_of(content)


def _size(art: Art) -> tuple[float, float]:
    """Give the size of a piece of art in CSS pixels."""
    return art.width * 96 / 25.4, art.height * 96 / 25.4


def shortened(operation: Any) -> Any:
    """Leave out shifts of nothing between glyphs, and digits of shifts below a ten-thousandth of the type's size."""
    if not (isinstance(operation, bytes) and operation.endswith(b"TJ")):
        return operation
    return _LONG_SHIFT.sub(rb"\1", _NO_SHIFT.sub(b"", operation))


def _draw_square(square: Square, stream: Any, width: float, height: float, _style: Any) -> None:
    stream.transform(a=width / square.size, d=height / square.size)
    stream.stream.append(square_operators(square))


def square_operators(square: Square) -> bytes:
    """Paint a square in modules, its light ground first."""
    runs = "\n".join(f"{column} {row} {length} 1 re" for column, row, length in square.runs)
    return f"1 1 1 rg\n0 0 {square.size} {square.size} re\nf\n0 0 0 rg\n{runs}\nf".encode()


def say(stream: Any, language: str, in_one_piece: frozenset[str]) -> None:
    """Write into each marked run of text its letters, and its language where it is another than the document's."""
    properties = {item["MCID"]: item for item in stream.stream if isinstance(item, pydyf.Dictionary) and "MCID" in item}
    texts = [
        (box, properties[mark["mcid"]])
        for box, mark in stream._tags.items()
        if isinstance(box, boxes.TextBox) and mark["mcid"] in properties
    ]
    for box, property_list in texts:
        say_alone(box, property_list, language)
    _say_in_one_piece(texts, in_one_piece)


def say_alone(box: Any, property_list: Any, language: str, in_one_piece: frozenset[str] = frozenset()) -> None:
    """Write what one run of text says that is not cut into several, and its language."""
    letters = box.text.replace(_BREAK, "")
    if box.style["lang"] != language:
        property_list["Lang"] = pydyf.String(box.style["lang"])
    if not letters.isascii() or _is_in_one_piece(box, in_one_piece):
        property_list["ActualText"] = pydyf.String(letters)


def _say_in_one_piece(texts: list[tuple[Any, Any]], classes: frozenset[str]) -> None:
    """Say a name on several lines whole on the first, and nothing on the others."""
    said: set[Any] = set()
    for box, property_list in texts:
        if _is_in_one_piece(box, classes):
            whole = "" if box.element in said else "".join(box.element.itertext()).replace(_BREAK, "")
            property_list["ActualText"] = pydyf.String(whole)
            said.add(box.element)


def _is_in_one_piece(box: Any, classes: frozenset[str]) -> bool:
    return box.element is not None and bool(classes.intersection(box.element.get("class", "").split()))
