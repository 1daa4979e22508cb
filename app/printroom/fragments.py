"""Makes of a drawn file a fragment: the objects of its pages, numbered so that fragments only need to be put together.

Loaded only in processes that draw. What belongs to a file as a whole and not to its paper stays behind: the tree of
its structure, metadata, outlines. The joined file is for a printer; what a person reads is the single certificate.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from typing import Any

import pikepdf

from app.printroom.joining import SPARE, STRIDE

_LEFT_BEHIND = {"/Parent", "/StructParents", "/StructParent", "/Tabs", "/Annots"}
_PLAIN = (pikepdf.Dictionary, pikepdf.Array, pikepdf.Stream)


class TooManyObjects(ValueError):
    """A file has more objects than a fragment has numbers."""


@dataclass(slots=True)
class Fragment:
    """The objects of some pages, one after the other."""

    base: int
    content: bytearray = field(default_factory=bytearray)
    offsets: list[int] = field(default_factory=list)
    """Where each object begins, by its number from ``base`` + 1."""
    pages: list[int] = field(default_factory=list)
    box: list[float] = field(default_factory=list)
    intent: int | None = None

    def described(self) -> dict[str, Any]:
        """Write down all but the content."""
        return {"at": self.offsets, "pages": self.pages, "box": self.box, "intent": self.intent}


def fragment_of(file: bytes, number: int) -> Fragment:
    """Take the pages of a file apart; ``number`` is the fragment's place among those it will be joined with, from 1."""
    made = Fragment(number * STRIDE)
    with pikepdf.open(BytesIO(file)) as pdf:
        writer = _Writer(made)
        for page in pdf.pages:
            made.pages.append(writer.number_of(page.obj))
            made.box = made.box or [float(edge) for edge in page.mediabox.as_list()]
        intents = pdf.Root.get("/OutputIntents")
        if intents is not None:
            made.intent = writer.number_of(intents[0])
        writer.write_all()
    if len(made.offsets) > STRIDE - SPARE - 1:
        raise TooManyObjects(f"{len(made.offsets)} objects in one part")
    return made


class _Writer:
    """Writes objects in the order in which they are named, each once."""

    def __init__(self, made: Fragment) -> None:
        self._made = made
        self._numbers: dict[tuple[int, int], int] = {}
        self._waiting: list[Any] = []

    def number_of(self, thing: Any) -> int:
        """Give the number under which an object is or will be written."""
        known = self._numbers.get(thing.objgen)
        if known is None:
            known = self._numbers[thing.objgen] = self._made.base + len(self._numbers) + 1
            self._waiting.append(thing)
        return known

    def write_all(self) -> None:
        """Write what was named, and what that names, until nothing is left."""
        content = self._made.content
        place = 0
        while place < len(self._waiting):
            thing = self._waiting[place]
            place += 1
            self._made.offsets.append(len(content))
            content += b"%d 0 obj\n" % (self._made.base + place)
            content += b"".join(self._body(thing))
            content += b"\nendobj\n"

    def _body(self, thing: Any) -> Iterator[bytes]:
        if isinstance(thing, pikepdf.Stream):
            raw = thing.read_raw_bytes()
            yield from self._entries(thing, {"/Length": b"%d" % len(raw)})
            yield b"\nstream\n" + raw + b"\nendstream"
        elif isinstance(thing, pikepdf.Dictionary):
            is_page = thing.get("/Type") == "/Page"
            yield from self._entries(thing, {"/Parent": b"%d 0 R" % self._made.base} if is_page else {})
        elif isinstance(thing, pikepdf.Array):
            yield b"["
            for one in thing:
                yield from self._named(one)
                yield b" "
            yield b"]"
        else:
            yield _unparsed(thing)

    def _entries(self, thing: Any, own: dict[str, bytes]) -> Iterator[bytes]:
        yield b"<<"
        for key, value in sorted(thing.items()):
            if key in own or key in _LEFT_BEHIND:
                continue
            yield pikepdf.Name(key).unparse() + b" "
            yield from self._named(value)
        for key, written in own.items():
            yield key.encode() + b" " + written
        yield b">>"

    def _named(self, thing: Any) -> Iterator[bytes]:
        """Write a reference, or the thing itself where it stands in another."""
        if isinstance(thing, pikepdf.Object) and thing.is_indirect:
            yield b"%d 0 R" % self.number_of(thing)
        elif isinstance(thing, _PLAIN):
            yield from self._body(thing)
        else:
            yield _unparsed(thing)


def _unparsed(thing: Any) -> bytes:
    """Write a number, a word or a text."""
    if thing is None:
        return b"null"
    if isinstance(thing, bool):
        return b"true" if thing else b"false"
    if isinstance(thing, Decimal):
        return format(thing, "f").encode()
    if isinstance(thing, int | float):
        return str(thing).encode()
    written: bytes = thing.unparse(resolved=True)
    return written
