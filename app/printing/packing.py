"""Packing a file: no element that says nothing, what several pages paint alike once, and each stream packed once."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import groupby
from typing import Any

import pydyf
from fontTools.ttLib.sfnt import SFNTReader, SFNTWriter

_WORTH_SHARING = 300
"""Bytes of operators below which a stream of its own would take more than it saves."""
_OUTLINES = ("cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep")
_PLAIN = {"Type", "S", "K", "Pg", "P"}
_HOLDERS = {f"/{kind}" for kind in ("P", "H1", "H2", "H3", "LBody", "Span", "TD", "TH")}


def pack(_document: object, file: Any) -> None:
    """Make a file small; what it shows and says stays the same."""
    _merge_spans(file)
    _share(file)
    for part in file.objects:
        if isinstance(part, pydyf.Stream) and part.compress:
            if "Length1" in part.extra:
                part.stream = [_lean(*part.stream)]
                part.extra["Length1"] = len(part.stream[0])
            # The engine would pack each stream twice, the first time to digest the file.
            part.stream, part.compress = [_packed(part)], False
            part.extra["Filter"] = "/FlateDecode"


def _packed(part: Any) -> bytes:
    return zlib.compress(b"\n".join(pydyf._to_bytes(item) for item in part.stream), 9)


def _lean(font: bytes) -> bytes:
    """Leave of a TrueType font what draws its glyphs; a PDF says itself what letters they are (ISO 32000-1, 9.9)."""
    whole = SFNTReader(BytesIO(font))
    kept = [tag for tag in _OUTLINES if tag in whole]
    lean = BytesIO()
    tables = SFNTWriter(lean, len(kept), whole.sfntVersion)
    for tag in kept:
        tables[tag] = whole[tag]
    tables.close()
    return lean.getvalue()


def _merge_spans(file: Any) -> None:
    """Let a paragraph hold its text itself; the engine puts an element that says nothing around each run of it."""
    elements = {part.reference: part for part in file.objects if _is_element(part)}
    holders: dict[bytes, bytes] = {}
    for reference, span in reversed(elements.items()):  # The innermost first: what held one may be merged as well.
        holder = elements.get(span["P"])
        if holder is not None and holder["S"] in _HOLDERS and _says_nothing(span):
            place = holder["K"].index(reference)
            holder["K"][place : place + 1] = span["K"]
            holders[reference] = span["P"]
            _free(span)
    if holders:
        root = next(part for part in file.objects if isinstance(part, dict) and part.get("Type") == "/StructTreeRoot")
        for held in filter(_is_array, file.objects[int(root["ParentTree"].split()[0])]["Nums"]):
            held[:] = [_outermost(reference, holders) for reference in held]


def _outermost(reference: bytes, holders: dict[bytes, bytes]) -> bytes:
    while reference in holders:
        reference = holders[reference]
    return reference


def _is_element(part: Any) -> bool:
    return isinstance(part, dict) and part.get("Type") == "/StructElem"


def _is_array(part: Any) -> bool:
    return isinstance(part, pydyf.Array)


def _says_nothing(element: Any) -> bool:
    return element["S"] == "/Span" and element.keys() == _PLAIN and all(isinstance(kid, int) for kid in element["K"])


def _free(part: Any) -> None:
    """Leave a number unused; such an entry names no next one and is of generation 65535 (ISO 32000-1, 7.5.4)."""
    part.number, part.generation, part.free = 0, 65535, "f"


def _share(file: Any) -> None:
    """Let pages name one stream for what they paint alike: a page's content may be several (ISO 32000-1, 7.7.3.3)."""
    streams = [part for part in file.objects if hasattr(part, "pieces")]
    is_large = _recurs(piece for stream in streams for piece in stream.pieces)
    runs = {stream: [b"\n".join(run) for _, run in groupby(stream.pieces, is_large)] for stream in streams}
    is_shared = _recurs(run for page in runs.values() for run in page)
    pages = {page["Contents"]: page for page in file.objects if isinstance(page, dict) and "Contents" in page}
    held: dict[bytes, Any] = {}
    for stream, page in runs.items():
        pages[stream.reference]["Contents"] = pydyf.Array(_contents(file, stream, page, is_shared, held))


def _recurs(contents: Iterator[bytes]) -> Callable[[bytes], bool]:
    """Tell what stands on several pages and is worth a stream of its own."""
    often = {part for part, times in Counter(contents).items() if times > 1 and len(part) >= _WORTH_SHARING}
    return often.__contains__


def _contents(
    file: Any, stream: Any, page: list[bytes], is_shared: Callable[[bytes], bool], held: dict[bytes, Any]
) -> Iterator[bytes]:
    """Give the streams of a page: shared ones, and between them its own, of which it has one to begin with."""
    own = [stream]
    if all(map(is_shared, page)):
        stream.stream[:] = []
        yield own.pop().reference
    for content in page:
        if is_shared(content):
            held[content] = part = held.get(content) or _added(file, content)
        else:
            part = own.pop() if own else _added(file, content)
            part.stream[:] = [content]
        yield part.reference


def _added(file: Any, content: bytes) -> Any:
    added = pydyf.Stream([content], compress=True)
    file.add_object(added)
    return added
