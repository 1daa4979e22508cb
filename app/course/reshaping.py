"""How the shape of the course changed: modules, lessons, cards and questions that came, went or moved.

A thing is known by its id and by where it stands. One that is gone from its place and stands with the same id in
another has moved; for a card, whose id says little, its English must be the same as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from app.course.catalogue import Card, Lesson, Module, Question
from app.course.snapshot import Snapshot, Words

Thing = Module | Lesson | Card | Question


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the shape; ``what`` is a word of `app.course.comparison.Topic`."""

    what: str
    path: str
    part: str
    old: str | None = None
    new: str | None = None


@dataclass(frozen=True, slots=True)
class Pairing:
    """The things of both snapshots by path, and which old path is which new one where it moved."""

    before: Mapping[str, Thing]
    after: Mapping[str, Thing]
    moves: Mapping[str, str]
    """Old path to new path of what moved itself, not of what went along with it."""
    paths: Mapping[str, str]
    """Old path to new path of everything that stands elsewhere now."""
    one_sided: frozenset[str]
    """Paths of what came or went as a whole, and of a module its ``about``: their words are no change of words."""


def pair_up(old: Snapshot, new: Snapshot) -> Pairing:
    """Find what is the same thing in both snapshots."""
    before, after = dict(_things(old)), dict(_things(new))
    lost = {path: thing for path, thing in before.items() if path not in after}
    found = {path: thing for path, thing in after.items() if path not in before}
    moves: dict[str, str] = {}
    for path, thing in lost.items():
        fitting = [place for place, one in found.items() if _is_same(old, new, (path, thing), (place, one))]
        if _followed(path, moves) not in found and len(fitting) == 1:
            moves[path] = fitting[0]
    paths = {path: place for path in before if (place := _followed(path, moves))}
    paths |= {f"{path}/about": f"{place}/about" for path, place in moves.items() if "/" not in path}
    one_sided = after.keys() ^ {paths.get(path, path) for path in before}
    return Pairing(before, after, moves, paths, frozenset({*one_sided, *(f"{path}/about" for path in one_sided)}))


def structure_changes(old: Snapshot, new: Snapshot, pairing: Pairing) -> Iterator[Change]:
    """Tell how the shape changed, from the whole to the parts."""
    if old.sectors != new.sectors:
        yield Change("setting", "course", "sectors", ", ".join(old.sectors), ", ".join(new.sectors))
    yield from _came_and_went(pairing)
    yield from _orders(old, new, pairing)
    for path, thing in pairing.before.items():
        place = pairing.paths.get(path, path)
        if place in pairing.after:
            yield from _settings(old, new, path, place, thing, pairing.after[place])


def _things(snapshot: Snapshot) -> Iterator[tuple[str, Thing]]:
    for module in snapshot.modules:
        yield module.slug, module
        for lesson in module.lessons:
            yield f"{module.slug}/{lesson.id}", lesson
            yield from ((f"{module.slug}/{lesson.id}/{card.id}", card) for card in lesson.cards)
        yield from ((f"{module.slug}/questions/{question.id}", question) for question in module.questions)


def _is_same(old: Snapshot, new: Snapshot, lost: tuple[str, Thing], found: tuple[str, Thing]) -> bool:
    (path, thing), (place, one) = lost, found
    if type(thing) is not type(one) or thing.id != one.id:
        return False
    if not isinstance(thing, Card):
        return True
    before, after = old.english.get(path), new.english.get(place)
    return before is not None and after is not None and before.digest == after.digest


def _followed(path: str, moves: Mapping[str, str]) -> str | None:
    """Give the new path of what moved or is below what moved; None for what stands where it stood."""
    above, below = path, ""
    while above not in moves and "/" in above:
        above, _, name = above.rpartition("/")
        below = f"/{name}{below}"
    return f"{moves[above]}{below}" if above in moves else None


def _came_and_went(pairing: Pairing) -> Iterator[Change]:
    moved = {pairing.paths.get(path, path) for path in pairing.before}
    for path, thing in pairing.before.items():
        place = pairing.paths.get(path, path)
        if place not in pairing.after and _is_top(
            path, pairing.before, lambda above: pairing.paths.get(above, above) in pairing.after
        ):
            yield Change("removed", path, part_of(thing))
        elif path in pairing.moves:
            yield Change("moved", place, part_of(thing), path, place)
    for path, thing in pairing.after.items():
        if path not in moved and _is_top(path, pairing.after, lambda above: above in moved):
            yield Change("added", path, part_of(thing))


def _is_top(path: str, things: Mapping[str, Thing], is_there: Callable[[str], bool]) -> bool:
    """Tell whether what holds this thing stands on the other side too; else the thing came or went with it."""
    parent = path.rpartition("/")[0].removesuffix("/questions")
    return parent not in things or is_there(parent)


def _orders(old: Snapshot, new: Snapshot, pairing: Pairing) -> Iterator[Change]:
    yield from _order("", "module", old.modules, new.modules)
    for path, thing in pairing.before.items():
        other = pairing.after.get(pairing.paths.get(path, path))
        if isinstance(thing, Module) and isinstance(other, Module):
            yield from _order(f"{other.slug}/", "lesson", thing.lessons, other.lessons)
        elif isinstance(thing, Lesson) and isinstance(other, Lesson):
            yield from _order(f"{pairing.paths.get(path, path)}/", "card", thing.cards, other.cards)


def _order(above: str, part: str, old: Sequence[Thing], new: Sequence[Thing]) -> Iterator[Change]:
    """Name what changed its place among what both sides have; what only made room did not move."""
    before, after = [_name(thing) for thing in old], [_name(thing) for thing in new]
    was = [name for name in before if name in after]
    now = [name for name in after if name in before]
    stayed = {
        name
        for block in SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks()
        for name in was[block.a : block.a + block.size]
    }
    for name in now:
        if name not in stayed:
            places = (f"place {names.index(name) + 1}" for names in (before, after))
            yield Change("moved", f"{above}{name}", part, *places)


def _name(thing: Thing) -> str:
    return thing.slug if isinstance(thing, Module) else thing.id


def _settings(old: Snapshot, new: Snapshot, path: str, place: str, before: Thing, after: Thing) -> Iterator[Change]:
    if isinstance(before, Question) and isinstance(after, Question):
        yield from _answer(old.english.get(path), new.english.get(place), place, before, after)
    for name, what in _SETTINGS.items():
        if hasattr(before, name) and (was := _plain(getattr(before, name))) != (
            now := _plain(getattr(after, name, None))
        ):
            yield Change(what, place, name, was, now)


def _answer(was: Words | None, now: Words | None, place: str, before: Question, after: Question) -> Iterator[Change]:
    """Tell how the right answer changed: others are right (``question``), or the right ones read otherwise.

    Options that change places change what is right as much as other ids do.
    """
    old, new = _right(was, before), _right(now, after)
    if old != new:
        others = {words for name, words in was.passages.items() if name not in before.right} if was else set()
        is_other = set(before.right) != set(after.right) or bool(others & set(new.values()))
        yield Change("answer", place, "question" if is_other else "words", *map(_joined, (old, new)))


def _right(words: Words | None, question: Question) -> dict[str, str]:
    return {name: words.passages.get(name, "") if words else "" for name in sorted(question.right)}


def _joined(right: Mapping[str, str]) -> str:
    return " and ".join(f"{name}: {words}" for name, words in right.items())


_SETTINGS = {
    "lesson_minutes": "minutes",
    "quiz_minutes": "minutes",
    "minutes": "minutes",
    "outcomes": "outcomes",
    "outcome": "outcomes",
    "core": "setting",
    "kind": "setting",
    "picture": "setting",
    "difficulty": "setting",
    "options": "setting",
    "must_know": "setting",
    "use": "setting",
}


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(f"{one.id} ({one.bloom})" if hasattr(one, "bloom") else str(one) for one in value)
    return "none" if value is None else str(value)


def part_of(thing: Thing) -> str:
    """Name what a thing is."""
    return type(thing).__name__.lower()
