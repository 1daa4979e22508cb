"""Count which signals seeded classes raise: honest ones, quick ones among them, and frauds, two hundred of each.

``make bench-integrity`` prints the table that stands in the README.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from app.integrity.happenings import Kind
from tests.integrity.classes import FRAUDS, HONEST, Class, kinds_in

CLASSES = 200


def raised_in(make: Callable[[int], Class]) -> Counter[Kind]:
    """Count the classes of a kind in which each signal is raised."""
    return Counter(kind for seed in range(CLASSES) for kind in kinds_in(make(seed)))


def row(name: str, found: Counter[Kind]) -> str:
    """Write a row of the table."""
    words = ", ".join(f"{kind} {count}" for kind, count in sorted(found.items())) or "none"
    return f"| {name} | {words} |"


def main() -> None:
    """Print the table."""
    print(f"| {CLASSES} classes of thirty people | classes that raise a signal, by its kind |\n|---|---|")
    for name, make in HONEST.items():
        print(row(name, raised_in(make)))
    for make in dict.fromkeys(make for make, _kind in FRAUDS):
        print(row("fraud: " + make.__name__.replace("_", " "), raised_in(make)))


if __name__ == "__main__":
    main()
