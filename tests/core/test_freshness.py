"""A value is loaded once, again when it is old, and at once when somebody says that it changed."""

from __future__ import annotations

from datetime import timedelta

from app.core import clock
from app.core.freshness import Refreshed

MINUTE = timedelta(minutes=1)


def counted() -> Refreshed[int]:
    return Refreshed(lambda before: (before or 0) + 1, every=MINUTE)


def test_a_value_is_loaded_once_while_it_is_fresh() -> None:
    value = counted()
    assert [value.get(), value.get()] == [1, 1]
    clock.move(MINUTE / 2)
    assert value.get() == 1


def test_an_old_value_is_loaded_anew() -> None:
    value = counted()
    value.get()
    clock.move(MINUTE)
    assert value.get() == 2


def test_a_clock_that_was_put_back_keeps_no_value_for_ever() -> None:
    value = counted()
    value.get()
    clock.move(-MINUTE * 60)
    assert value.get() == 2


def test_a_change_is_seen_at_once_where_it_was_made() -> None:
    value = counted()
    value.get()
    value.forget()
    assert value.get() == 2
