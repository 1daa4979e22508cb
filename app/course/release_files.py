"""Writes a release as one file for good, and reads it again: ``curriculum/releases/<version>.json.xz``.

The file is JSON. Its first line holds the head (version, digest, day), so that a start reads only that. The same
snapshot on the same day gives the same bytes.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.course.catalogue import (
    Bloom,
    Card,
    CardKind,
    Lesson,
    Module,
    Outcome,
    Question,
    QuestionKind,
    QuestionUse,
    State,
)
from app.course.digests import digest_of, plain
from app.course.errors import BrokenRelease
from app.course.snapshot import FactThen, PlaceThen, Snapshot, Words, paths_of
from app.course.versions import version_key

FOLDER = "releases"
SUFFIX = ".json.xz"


@dataclass(frozen=True, slots=True)
class Head:
    """Which version a release is, by which digest its course is known, and the day of the release."""

    version: str
    digest: str
    released_on: date


def release_file(root: Path, version: str) -> Path:
    """Name the file of a release."""
    return root / FOLDER / f"{version}{SUFFIX}"


def read_heads(root: Path) -> tuple[Head, ...]:
    """Read which releases there are, in the order of their versions; raise BrokenRelease."""
    heads = [_read_head(path) for path in (root / FOLDER).glob(f"*{SUFFIX}")]
    return tuple(sorted(heads, key=lambda head: version_key(head.version)))


def read_release(root: Path, version: str) -> Snapshot:
    """Read what was taught under a version; raise BrokenRelease where the file does not hold what was released."""
    path = release_file(root, version)
    _read_head(path)
    try:
        written = json.loads(lzma.decompress(path.read_bytes()))
        snapshot = _snapshot(written)
        digest = _digest(written, snapshot)
    except (lzma.LZMAError, ValueError, KeyError, TypeError) as error:
        raise BrokenRelease(path.name, f"it cannot be read ({error})") from None
    if digest != snapshot.digest:
        raise BrokenRelease(path.name, "its words are not those its digest was made of")
    return snapshot


def release_bytes(snapshot: Snapshot, released_on: date) -> bytes:
    """Write a snapshot as the record of what was taught from a day on."""
    parts = {
        "head": {"version": snapshot.version, "digest": snapshot.digest, "released_on": released_on.isoformat()},
        "sectors": snapshot.sectors,
        "modules": plain(snapshot.modules),
        "texts": snapshot.texts,
        "facts": snapshot.facts,
        "places": snapshot.places,
    }
    lines = (f'"{name}":{_json(part)}' for name, part in parts.items())
    return lzma.compress(("{" + ",\n".join(lines) + "}\n").encode(), preset=6)


def _read_head(path: Path) -> Head:
    try:
        with lzma.open(path, "rt", encoding="utf-8") as file:
            written = json.loads(file.readline().rstrip().removesuffix(",") + "}")["head"]
        head = Head(written["version"], written["digest"], date.fromisoformat(written["released_on"]))
        version_key(head.version)
    except (OSError, EOFError, lzma.LZMAError, ValueError, KeyError, TypeError) as error:
        raise BrokenRelease(path.name, f"it has no head that can be read ({error})") from None
    if path != release_file(path.parent.parent, head.version):
        raise BrokenRelease(path.name, f"it holds version {head.version}")
    return head


def _json(part: object) -> str:
    return json.dumps(part, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def _plain(thing: object) -> object:
    if is_dataclass(thing):
        return {field.name: getattr(thing, field.name) for field in fields(thing)}
    if isinstance(thing, Mapping):
        return dict(thing)
    if isinstance(thing, date):
        return thing.isoformat()
    raise TypeError(f"{thing!r} cannot stand in a release")


def _snapshot(written: Mapping[str, Any]) -> Snapshot:
    head = written["head"]
    return Snapshot(
        version=head["version"],
        digest=head["digest"],
        released_on=date.fromisoformat(head["released_on"]),
        sectors=tuple(written["sectors"]),
        modules=tuple(_module(part) for part in written["modules"]),
        texts={tag: {path: _words(part) for path, part in units.items()} for tag, units in written["texts"].items()},
        facts={name: _fact(part) for name, part in written["facts"].items()},
        places={name: _place(part) for name, part in written["places"].items()},
    )


def _module(part: Mapping[str, Any]) -> Module:
    outcomes = tuple(Outcome(one["id"], Bloom(one["bloom"])) for one in part["outcomes"])
    lessons, questions = tuple(map(_lesson, part["lessons"])), tuple(map(_question, part["questions"]))
    return Module(**(dict(part) | {"outcomes": outcomes, "lessons": lessons, "questions": questions}))


def _lesson(part: Mapping[str, Any]) -> Lesson:
    cards = tuple(Card(**(card | {"kind": CardKind(card["kind"])})) for card in part["cards"])
    return Lesson(**(dict(part) | {"outcomes": tuple(part["outcomes"]), "cards": cards}))


def _question(part: Mapping[str, Any]) -> Question:
    kinds = {"kind": QuestionKind(part["kind"]), "use": QuestionUse(part["use"])}
    return Question(**(dict(part) | kinds | {"options": tuple(part["options"]), "right": tuple(part["right"])}))


def _words(part: Mapping[str, Any]) -> Words:
    return Words(part["passages"], part["digest"], State(part["state"]))


def _fact(part: Mapping[str, Any]) -> FactThen:
    day = date.fromisoformat(part["checked_on"]) if part["checked_on"] else None
    lists = {"sectors": tuple(part["sectors"]), "phones": tuple(part["phones"])}
    return FactThen(**(dict(part) | lists | {"checked_on": day}))


def _place(part: Mapping[str, Any]) -> PlaceThen:
    return PlaceThen(part["name"], {row: tuple(names) for row, names in part["rows"].items()}, part["sector"])


def _digest(written: Mapping[str, Any], snapshot: Snapshot) -> str:
    """Make the course's digest anew, as `app.course.digests` does."""
    structure = digest_of([snapshot.version, written["sectors"], written["modules"]])
    return digest_of([structure, {tag: dict(_digests(snapshot, tag)) for tag in snapshot.texts}])


def _digests(snapshot: Snapshot, tag: str) -> Iterator[tuple[str, str]]:
    words: Mapping[str, Words] = snapshot.texts[tag]
    names = (pair for module in snapshot.modules for pair in paths_of(module).items())
    return ((name, words[path].digest) for path, name in names if path in words)
