"""A blank: a paper laid out and painted once, with gaps that are filled in for each person.

Most of a certificate's time goes into setting sentences that are the same on all of its kind. So these are set once,
and for each further paper only the texts in its gaps. A text that would not stand in a gap just as the layout would
have set it is refused, and its paper laid out anew: a filled blank is, to the byte, the paper laid out alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from functools import partial
from typing import Any

import pydyf

from app.printing.engine import Page, Stream, boxes, draw_text
from app.printing.gap import Gap, gaps_in
from app.printing.outlining import outline
from app.printing.painting import Art, Dress, hold, say, say_alone, shortened, square_operators, stamp
from app.printing.qr import Square

_SCALE = 0.75
"""Points a pixel."""
_files: dict[str, bytes] = {}
"""The content of each font file that a blank uses, held once."""


@dataclass(frozen=True, slots=True)
class _Hole:
    """What a page leaves open while it is painted: the gap or the square of a name."""

    name: str
    mcid: int = -1


class Blank:
    """A laid out document whose gaps, elements with ``data-gap``, are filled with one text after another."""

    def __init__(self, document: Any, worn: Dress, texts: Mapping[str, str]) -> None:
        self._document, self._worn = document, worn
        found = [gap for page in document.pages for gap in gaps_in(page._page_box)]
        lines = Counter(gap.name for gap in found)
        self._gaps = {gap.name: gap for gap in found if lines[gap.name] == 1 and gap.is_of(texts.get(gap.name, ""))}
        self.is_for_others = self._gaps.keys() == texts.keys()
        """Whether nothing of ``texts`` is left outside the gaps, so that the blank holds nobody's name."""
        last = len(worn.art) - 1
        self._pages = [
            Painted(page, self._gaps, document.metadata.lang, worn.art[min(place, last)], worn)
            for place, page in enumerate(document.pages)
        ]
        self._document.pages = []

    def filled(self, texts: Mapping[str, str], squares: Mapping[str, Square]) -> Any | None:
        """Fill the gaps and give a document to write; None where a text does not stand in its gap."""
        lines = {name: gap.filled(texts[name]) for name, gap in self._gaps.items()}
        if None in lines.values():
            return None
        filled = self._document.copy([FilledPage(page, lines, squares) for page in self._pages])
        filled.metadata = copy(self._document.metadata)
        return filled


class Painted:
    """A page as operators with holes, and what these name."""

    def __init__(self, page: Any, gaps: Mapping[str, Gap], language: str, art: tuple[Art, ...], worn: Dress) -> None:
        self.page, self.language, self.art, self.worn = page, language, art, worn
        self.rectangle = (0, 0, page.width, page.height)
        recorder = _Recorder(self.rectangle, {gap.box: name for name, gap in gaps.items()})
        _leave_out_squares(page, worn)
        with recorder.artifact(), recorder.stacked():
            recorder.transform(a=_SCALE, d=_SCALE)
            for one in art:
                stamp(recorder, one)
        page.paint(recorder, _SCALE)
        say(recorder, language, worn.in_one_piece)
        self.fonts = recorder._fonts
        for font in self.fonts.values():  # The engine reads a file anew for each page, of up to four megabytes.
            font.file_content = _files.setdefault(font.hash, font.file_content)
        self.alphas = dict(recorder._resources["ExtGState"])
        self.parts = list(_joined(recorder.stream))
        self.tree, self.marks = outline(page._page_box, recorder._tags)


class _Recorder(Stream):  # type: ignore[misc]  # WeasyPrint has no types.
    """A stream that leaves holes for gaps, and leaves out text that is nothing but space."""

    def __init__(self, rectangle: tuple[float, ...], gaps: Mapping[Any, str]) -> None:
        resources: dict[str, Any] = {"ExtGState": {}, "XObject": {}, "Pattern": {}, "Shading": {}}
        super().__init__({}, rectangle, resources, {}, {}, {}, None)
        self._gaps = gaps

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        """Mark content, but of a gap keep only the colours that are set before its text."""
        name = self._gaps.get(box)
        if isinstance(box, boxes.TextBox) and (name or not box.text.strip()):
            start = len(self.stream)
            box.text = " "
            yield
            self.stream[start:] = [part for part in self.stream[start:] if part not in (b"BT", b"ET")]
            if name:
                self._tags[box] = {"tag": tag, "mcid": len(self._tags)}
                self.stream.append(_Hole(name, self._tags[box]["mcid"]))
        else:
            with super().marked(box, tag):
                yield


class FilledPage(Page):  # type: ignore[misc]  # WeasyPrint has no types.
    """A painted page with its holes filled."""

    def __init__(self, painted: Painted, lines: Mapping[str, Any], squares: Mapping[str, Square]) -> None:
        self.__dict__.update(painted.page.__dict__)
        self._page_box = painted.tree
        self.painted, self._lines, self._squares = painted, lines, squares

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Give the stream what is painted already, what fills the holes, and the fonts and art of both."""
        stream._tags.update({box: dict(mark) for box, mark in self.painted.marks.items()})
        first, *others = self.pieces(stream)
        stream.pieces = [b"\n".join([*map(pydyf._to_bytes, stream.stream), first]), *others]

    def pieces(self, stream: Any) -> list[bytes]:
        """Give what is painted already and what fills the holes, in turn, and the stream the fonts and art of both."""
        painted = self.painted
        stream._resources["ExtGState"].update({name: pydyf.Dictionary(alpha) for name, alpha in painted.alphas.items()})
        for art in painted.art:
            hold(stream, art)
        _share_fonts(stream._fonts, painted.fonts)
        return [self._piece(part, stream) for part in painted.parts]

    def _piece(self, part: bytes | _Hole, stream: Any) -> bytes:
        if isinstance(part, bytes):
            return part
        if part.mcid < 0:
            return square_operators(self._squares[part.name])
        return self._line(part, stream)

    def _line(self, hole: _Hole, stream: Any) -> bytes:
        """Paint a line of text as the page would have, with what it says."""
        box = self._lines[hole.name]
        brush = Stream(stream._fonts, self.painted.rectangle, stream._resources, {}, None, {}, None)
        draw_text(brush, box, 0, "clip", "none")
        text = brush.stream[brush.stream.index(b"BT") :]
        properties = pydyf.Dictionary({"MCID": hole.mcid})
        say_alone(box, properties, self.painted.language, self.painted.worn.in_one_piece)
        marked = ["/Span", properties, b"BDC", *map(shortened, text), b"EMC"]
        return b"\n".join(map(pydyf._to_bytes, marked))


def _leave_out_squares(page: Any, worn: Dress) -> None:
    for box in page._page_box.descendants(placeholders=True):
        if isinstance(box, boxes.ReplacedBox) and (name := box.element.get("class", "")) in worn.squares:
            box.replacement.draw = partial(_leave_out, name, worn.squares[name].size)


def _leave_out(name: str, size: int, stream: Any, width: float, height: float, _style: Any) -> None:
    stream.transform(a=width / size, d=height / size)
    stream.stream.append(_Hole(name))


def _joined(operations: list[Any]) -> Iterator[bytes | _Hole]:
    """Join what stands between two holes."""
    between: list[bytes] = []
    for operation in operations:
        if isinstance(operation, _Hole):
            yield b"\n".join(between)
            yield operation
            between = []
        else:
            between.append(pydyf._to_bytes(shortened(operation)))
    yield b"\n".join(between)


def _share_fonts(fonts: dict[Any, Any], painted: Mapping[Any, Any]) -> None:
    """Bring the glyphs of a painted page into a document's fonts, which are its own: each is cut to what it shows."""
    for key, font in painted.items():
        if key not in fonts:
            fonts[key] = copy(font)
            fonts[key].widths, fonts[key].to_unicode = dict(font.widths), dict(font.to_unicode)
        else:
            fonts[key].widths = {**font.widths, **fonts[key].widths}
            fonts[key].to_unicode = {**font.to_unicode, **fonts[key].to_unicode}
