"""How much waits for somebody behind a page of the staff: each room says how it counts, the first page shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flask import Flask, current_app

Count = Callable[[], int]
_COUNTS = "waymark-waiting"


def register_waiting(app: Flask, endpoint: str, count: Count) -> None:
    """Have the staff's first page say beside a way how much waits there; a count is one cheap query.

    It is asked only for people to whom the way is open.
    """
    app.extensions.setdefault(_COUNTS, {})[endpoint] = count


def waiting_at(endpoints: Iterable[str]) -> dict[str, int]:
    """Count what waits behind these pages; those with nothing are left out."""
    counts: dict[str, Count] = current_app.extensions.get(_COUNTS, {})
    counted = {endpoint: counts[endpoint]() for endpoint in endpoints if endpoint in counts}
    return {endpoint: number for endpoint, number in counted.items() if number}
