"""What WeasyPrint leaves out, put in while it paints: art drawn once, a square of rectangles, and text one can copy.

The art is a Form XObject below the text, marked as an artifact. The text of a PDF is glyphs, and who turns the glyphs
of Khmer or Burmese back into letters gets them wrong; so each run of text carries its letters as ActualText, and its
language where that is not the document's.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any
from xml.etree import ElementTree

import pydyf

from app.certificates import artwork
from app.certificates.qr import Square
from app.certificates.typesetting import Page, Stream, SVGImage, boxes

_IN_ONE_PIECE = frozenset({"name", "watermark"})
"""The classes, in the page, of elements whose text is copied in one piece however it is drawn."""
_ART: Mapping[str, Callable[[], str]] = {"border": artwork.border, "front": artwork.front}
_BREAK = "\u200b"
_NO_SHIFT = re.compile(rb">-?0(?:\.0)?<")
_LONG_SHIFT = re.compile(rb"(\d\.\d)\d+")


def dress(document: Any, square: Square) -> Any:
    """Give a laid out document its art, its square and its readable text."""
    for page in document.pages:
        for box in page._page_box.descendants(placeholders=True):
            if isinstance(box, boxes.ReplacedBox):
                box.replacement.draw = partial(_draw_square, square)
    language = document.metadata.lang
    front, *others = (page._page_box for page in document.pages)
    sheets = [_Sheet(front, language, ("border", "front")), *(_Sheet(box, language, ("border",)) for box in others)]
    return document.copy(sheets)


class _Sheet(Page):  # type: ignore[misc]  # WeasyPrint has no types.
    """A page that stamps the art before its text is painted and adds to each run of text what it says."""

    def __init__(self, page_box: Any, language: str, art: tuple[str, ...]) -> None:
        super().__init__(page_box)
        self._language = language
        self._art = art

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Paint the page: the art, the text, and what the text says."""
        with stream.artifact(), stream.stacked():
            stream.transform(a=scale, d=scale)
            for name in self._art:
                _stamp(stream, name)
        super().paint(stream, scale)
        _say(stream, self._language)
        stream.stream[:] = map(_shortened, stream.stream)


def _stamp(stream: Any, name: str) -> None:
    """Draw a piece of art, which the file holds once however often it is drawn."""
    content, alphas = _drawn_once(name)
    form = {
        "Type": "/XObject",
        "Subtype": "/Form",
        "BBox": pydyf.Array((0, 0, *_size())),
        "Resources": pydyf.Dictionary({"ExtGState": pydyf.Dictionary(alphas)}),
        "Filter": "/FlateDecode",
    }
    stream._resources["XObject"].setdefault(name, pydyf.Stream([content], form))
    stream.draw_x_object(name)


@cache
def _drawn_once(name: str) -> tuple[bytes, dict[str, Any]]:
    """Turn a piece of art into operators, packed, and the states of transparency that they name."""
    resources: dict[str, Any] = {"ExtGState": {}, "XObject": {}, "Pattern": {}, "Shading": {}}
    canvas = Stream({}, (0, 0, *_size()), resources, {}, None, {}, None)
    tree = ElementTree.fromstring(_ART[name]())  # noqa: S314  # It is our own.
    SVGImage(tree, None, None, None).draw(canvas, *_size(), None)
    operators = b"\n".join(part if isinstance(part, bytes) else str(part).encode() for part in canvas.stream)
    return zlib.compress(operators, 9), resources["ExtGState"]


def _size() -> tuple[float, float]:
    """Give the paper's size in CSS pixels."""
    return artwork.WIDTH * 96 / 25.4, artwork.HEIGHT * 96 / 25.4


def _shortened(operation: Any) -> Any:
    """Leave out shifts of nothing between glyphs, and digits of shifts below a ten-thousandth of the type's size."""
    if not (isinstance(operation, bytes) and operation.endswith(b"TJ")):
        return operation
    return _LONG_SHIFT.sub(rb"\1", _NO_SHIFT.sub(b"", operation))


def _draw_square(square: Square, stream: Any, width: float, height: float, _style: Any) -> None:
    stream.transform(a=width / square.size, d=height / square.size)
    stream.set_color_rgb(1, 1, 1)
    stream.rectangle(0, 0, square.size, square.size)
    stream.fill()
    stream.set_color_rgb(0, 0, 0)
    for column, row, length in square.runs:
        stream.rectangle(column, row, length, 1)
    stream.fill()


def _say(stream: Any, language: str) -> None:
    """Write into each marked run of text its letters, and its language where it is another than the document's."""
    properties = {item["MCID"]: item for item in stream.stream if isinstance(item, pydyf.Dictionary) and "MCID" in item}
    texts = [(box, properties[mark["mcid"]]) for box, mark in stream._tags.items() if isinstance(box, boxes.TextBox)]
    for box, property_list in texts:
        letters = box.text.replace(_BREAK, "")
        if box.style["lang"] != language:
            property_list["Lang"] = pydyf.String(box.style["lang"])
        if not letters.isascii():
            property_list["ActualText"] = pydyf.String(letters)
    _say_in_one_piece(texts)


def _say_in_one_piece(texts: list[tuple[Any, Any]]) -> None:
    """Say a name on several lines whole on the first, and nothing on the others."""
    said: set[Any] = set()
    for box, property_list in texts:
        if _IN_ONE_PIECE.intersection(box.element.get("class", "").split()):
            whole = "" if box.element in said else "".join(box.element.itertext()).replace(_BREAK, "")
            property_list["ActualText"] = pydyf.String(whole)
            said.add(box.element)
