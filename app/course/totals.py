"""How far each language has come, at a glance: the interface, the course, the facts and the pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass

from app.course.catalogue import State
from app.course.interface import InterfaceCount
from app.course.units import FACTS, PICTURES, Unit

INTERFACE, COURSE = "interface", "course"


@dataclass(frozen=True, slots=True)
class Total:
    """Texts of one kind in one locale; stale are those whose English changed since they were translated."""

    texts: int
    translated: int
    missing: int
    reviewed: int
    stale: int

    @property
    def percent(self) -> int:
        """Give the share that is translated, rounded down, so that 100 means every single one."""
        return self.translated * 100 // self.texts if self.texts else 100

    def as_json(self) -> dict[str, int]:
        """Give the numbers by their names."""
        return {**asdict(self), "percent": self.percent}


def states_by_part(units: Iterable[Unit]) -> dict[str, Counter[State]]:
    """Count the units of each part by their state."""
    found: dict[str, Counter[State]] = {}
    for unit in units:
        found.setdefault(unit.part, Counter())[unit.state] += 1
    return found


def totals(parts: Mapping[str, Counter[State]], interface: InterfaceCount) -> dict[str, Total]:
    """Add up the interface, the course, the facts and the pictures of a locale."""
    course = sum((states for part, states in parts.items() if part not in (FACTS, PICTURES)), Counter[State]())
    return {
        INTERFACE: _of_interface(interface),
        COURSE: _of_states(course),
        FACTS: _of_states(parts.get(FACTS, Counter())),
        PICTURES: _of_states(parts.get(PICTURES, Counter())),
    }


def table(found: Mapping[str, Mapping[str, Total]]) -> Iterator[str]:
    """Write the totals of all locales, one to a line."""
    columns = ("texts", "translated", "percent", "missing", "stale", "reviewed")
    yield f"{'locale':<9}{'all':<14}" + "".join(f"{name:>11}" for name in columns)
    for tag, parts in found.items():
        for part, total in parts.items():
            numbers = {**total.as_json(), "percent": f"{total.percent} %"}
            yield f"{tag:<9}{part:<14}" + "".join(f"{numbers[name]:>11}" for name in columns)


def _of_interface(count: InterfaceCount) -> Total:
    return Total(count.total, count.translated + count.fuzzy, count.missing, count.reviewed, count.fuzzy)


def _of_states(states: Counter[State]) -> Total:
    missing = states[State.MISSING]
    return Total(states.total(), states.total() - missing, missing, states[State.REVIEWED], states[State.OUTDATED])
