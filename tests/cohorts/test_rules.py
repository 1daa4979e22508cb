"""Spreading modules over the days of a class."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.cohorts.rules import propose, teaching_days

MONDAY = date(2026, 3, 9)
WEEK = teaching_days(MONDAY, date(2026, 3, 15), range(5))


def test_only_the_chosen_weekdays_that_are_free_are_days_to_teach() -> None:
    assert [day.day for day in WEEK] == [9, 10, 11, 12, 13]
    assert [day.day for day in teaching_days(MONDAY, date(2026, 3, 15), {0, 5}, {MONDAY})] == [14]


def test_modules_keep_their_order_and_share_the_time_out() -> None:
    found = propose({"M01": 60, "M02": 30, "M03": 30, "M04": 50}, WEEK[:3])
    assert [(one.day.day, one.modules, one.minutes) for one in found] == [
        (9, ("M01",), 60),
        (10, ("M02", "M03"), 60),
        (11, ("M04",), 60),
    ]


def test_few_modules_lie_apart_over_many_days() -> None:
    assert [one.day.day for one in propose({"M01": 31, "M02": 31, "M03": 31}, WEEK)] == [9, 11, 13]


def test_without_days_or_modules_there_is_no_plan() -> None:
    assert propose({"M01": 31}, []) == [] == propose({}, WEEK)


@given(st.lists(st.integers(1, 300), min_size=1, max_size=12), st.integers(1, 20))
def test_every_module_is_planned_once_and_no_two_sessions_share_a_day(lengths: list[int], count: int) -> None:
    minutes = {f"M{place:02}": length for place, length in enumerate(lengths)}
    days = teaching_days(MONDAY, date.fromordinal(MONDAY.toordinal() + count - 1), range(7))
    found = propose(minutes, days)
    assert [module for one in found for module in one.modules] == list(minutes)
    assert all(before.day < after.day for before, after in pairwise(found))
    assert len(found) == min(len(minutes), len(days))
    assert all(one.minutes >= sum(minutes[module] for module in one.modules) for one in found)
