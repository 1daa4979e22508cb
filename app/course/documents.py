"""Reads YAML without losing the lines, so that a fault can say where it is.

Every scalar is read as text: a title that says ``No`` and a version that says ``2026.1`` stay what their author
typed, and whoever takes a field decides what it is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import yaml

from app.course.catalogue import Place
from app.course.reading import Reading

Choice = TypeVar("Choice", bound=StrEnum)
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_TRUTHS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Block:
    """A mapping as it was written."""

    at: Place
    entries: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list as it was written."""

    at: Place
    value: Value


Value = str | tuple[Item, ...] | Block


def read_fields(reading: Reading, path: Path) -> Fields | None:
    """Read a YAML file that holds a mapping; None, and a fault, where it does not."""
    source = reading.source(path)
    return parse_fields(reading, path, source) if source is not None else None


def parse_fields(reading: Reading, path: Path, source: str) -> Fields | None:
    """Read YAML that is, or will be, in a file; None, and a fault, where it holds no mapping."""
    try:
        node = yaml.compose(source, Loader=_LOADER)
    except yaml.YAMLError as error:
        line, reason = _explained(error)
        reading.fault(reading.place(path, line), f"this is not YAML: {reason}", "mend the line or the one above it")
        return None
    value = _value(reading, reading.place(path).file, node) if node else ""
    if isinstance(value, Block):
        return Fields(reading, value)
    reading.fault(reading.place(path), "this file holds no mapping", "write it as `key: value` lines")
    return None


def read_required(reading: Reading, path: Path, what_to_do: str) -> Fields | None:
    """Read a YAML file that holds a mapping and must be there; None, and a fault, where it is not."""
    if path.is_file():
        return read_fields(reading, path)
    reading.fault(reading.place(path), "this file is missing", what_to_do)
    return None


class Fields:
    """Takes the values of a block by name; one that is missing or of the wrong shape becomes a fault."""

    def __init__(self, reading: Reading, block: Block) -> None:
        self.at = block.at
        self.names = tuple(block.entries)
        self._reading = reading
        self._entries = block.entries
        self._taken: set[str] = set()

    def text(self, key: str) -> str:
        """Take words; an empty value counts as missing."""
        value = self._take(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self._wrong(key, value, "some text")
        return ""

    def text_or_none(self, key: str) -> str | None:
        """Take words that may be left out."""
        return self.text(key) if key in self._entries else None

    def prose(self, key: str) -> str:
        """Take words that a reader sees; they hold neither raw HTML nor placeholders."""
        words = self.text(key)
        self._reading.check_words(words, self.at.of(key))
        return words

    def all_prose(self) -> dict[str, str]:
        """Take every value of the block as words that a reader sees."""
        return {key: self.prose(key) for key in self.names}

    def number(self, key: str) -> int:
        """Take a whole number from 1."""
        value = self._take(key)
        if isinstance(value, str) and value.isascii() and value.isdigit() and int(value) > 0:
            return int(value)
        self._wrong(key, value, "a whole number from 1")
        return 1

    def truth(self, key: str) -> bool:
        """Take true or false; left out means false."""
        value = self._take(key)
        if isinstance(value, str) and value in _TRUTHS:
            return _TRUTHS[value]
        if value is not None:
            self._wrong(key, value, "true or false")
        return False

    def choice(self, key: str, choices: type[Choice]) -> Choice:
        """Take one of a closed set of words; the first of them stands in for a wrong one."""
        value = self._take(key)
        if isinstance(value, str) and value in {choice.value for choice in choices}:
            return choices(value)
        self._wrong(key, value, f"one of {', '.join(choices)}")
        return next(iter(choices))

    def one_of(self, key: str, known: Collection[str]) -> str:
        """Take one of the words that are known; a wrong one is given back, with a fault."""
        word = self.text(key)
        if word and word not in known:
            self._reading.fault(self.at.of(key), f"`{key}` cannot be `{word}`", f"use one of {', '.join(known)}")
        return word

    def some_of(self, key: str, known: Collection[str]) -> tuple[str, ...]:
        """Take a list of words that are known and that may be left out; wrong ones are dropped, with a fault."""
        placed = self.placed_words(key) if key in self._entries else ()
        for word, at in placed:
            if word not in known:
                self._reading.fault(at, f"`{key}` cannot hold `{word}`", f"use some of {', '.join(known)}")
        return tuple(word for word, _ in placed if word in known)

    def day_or_none(self, key: str) -> date | None:
        """Take a day that may be left out."""
        words = self.text_or_none(key)
        try:
            return date.fromisoformat(words) if words else None
        except ValueError:
            self._wrong(key, words, "a day, as in 2026-11-21")
            return None

    def words(self, key: str) -> tuple[str, ...]:
        """Take a list of words."""
        return tuple(word for word, _ in self.placed_words(key))

    def placed_words(self, key: str) -> tuple[tuple[str, Place], ...]:
        """Take a list of words, each with its place."""
        items = self._items(key, "a list of words, as in `[one, two]`")
        return tuple((item.value, item.at) for item in items if isinstance(item.value, str))

    def blocks(self, key: str) -> tuple[Fields, ...]:
        """Take a list of mappings."""
        wanted = "a list of mappings, as in `- id: …`"
        items = self._items(key, wanted)
        for item in items:
            if not isinstance(item.value, Block):
                self._reading.fault(item.at, f"this entry of `{key}` is no mapping", f"`{key}` must be {wanted}")
        return tuple(Fields(self._reading, item.value) for item in items if isinstance(item.value, Block))

    def block(self, key: str) -> Fields | None:
        """Take a mapping."""
        value = self._take(key)
        if isinstance(value, Block):
            return Fields(self._reading, Block(replace(value.at, line=self.at.of(key).line), value.entries))
        self._wrong(key, value, "a mapping of `key: value` lines")
        return None

    def all_blocks(self) -> dict[str, Fields]:
        """Take every value of the block as a mapping; those that are none are left out, with a fault."""
        return {key: block for key in self.names if (block := self.block(key))}

    def refuse_others(self) -> None:
        """Refuse keys that nobody took: a misspelt key would be silently without effect."""
        for key in self.names:
            if key not in self._taken:
                known = ", ".join(sorted(self._taken))
                self._reading.fault(self.at.of(key), f"nothing reads the key `{key}`", f"use one of {known}")

    def _take(self, key: str) -> Value | None:
        self._taken.add(key)
        return self._entries.get(key)

    def _items(self, key: str, wanted: str) -> tuple[Item, ...]:
        value = self._take(key)
        if isinstance(value, tuple):
            return value
        self._wrong(key, value, wanted)
        return ()

    def _wrong(self, key: str, value: Value | None, wanted: str) -> None:
        what = f"`{key}` is missing" if value is None or value == "" else f"`{key}` has the wrong shape"
        self._reading.fault(self.at.of(key), what, f"`{key}` must be {wanted}")


def _value(reading: Reading, file: str, node: yaml.Node) -> Value:
    if isinstance(node, yaml.MappingNode):
        return _block(reading, file, node)
    if isinstance(node, yaml.SequenceNode):
        return tuple(Item(Place(file, _line(entry)), _value(reading, file, entry)) for entry in node.value)
    return str(node.value)


def _block(reading: Reading, file: str, node: yaml.MappingNode) -> Block:
    entries: dict[str, Value] = {}
    lines: dict[str, int] = {}
    for name, value in node.value:
        key = str(name.value)
        if key in entries:
            reading.fault(
                Place(file, _line(name)),
                f"`{key}` is written twice, first on line {lines[key]}",
                "keep one of the two, or give the other its own id",
            )
            continue
        entries[key] = _value(reading, file, value)
        lines[key] = _line(name)
    return Block(Place(file, _line(node), lines), entries)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _explained(error: yaml.YAMLError) -> tuple[int, str]:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return error.problem_mark.line + 1, error.problem or "unknown"
    return 1, str(error)
