"""Values that are read now and then instead of on every page: settings and corrections that many pages depend on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from app.core import clock

Value = TypeVar("Value")


class Refreshed(Generic[Value]):
    """Something that is loaded when it is first asked for, and again when it has grown old.

    ``load`` gets the value of before, or None, and may give it back where nothing changed. A page therefore shows a
    change at the latest ``every`` after it was made, in each process, without a restart; whoever made the change in
    this process calls ``forget``.
    """

    def __init__(self, load: Callable[[Value | None], Value], *, every: timedelta) -> None:
        self._load = load
        self._every = every
        self._value: Value | None = None
        self._until: datetime | None = None

    def get(self) -> Value:
        """Give the value, at most ``every`` old."""
        now = clock.now()
        if self._value is None or self._until is None or not self._until - self._every <= now < self._until:
            self._value = self._load(self._value)
            self._until = now + self._every
        return self._value

    def forget(self) -> None:
        """Load the value anew when it is next asked for."""
        self._until = None
