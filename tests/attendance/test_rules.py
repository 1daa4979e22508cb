"""How marks add up."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.attendance.rules import (
    Choice,
    How,
    Mark,
    Share,
    Standing,
    Status,
    attended,
    is_slip,
    minutes_late,
    share_of,
    standing_of,
)
from tests.attendance.people import ABSENT, EXCUSED, PRESENT, late
from tests.cohorts.people import MONDAY


def a_mark(number: int, choice: Choice, minute: int = 0, **more: object) -> Mark:
    values: dict[str, object] = {
        "token": str(number),
        "learner_id": 1,
        "how": How.LIST,
        "at": MONDAY + timedelta(minutes=minute),
        "recorded_at": MONDAY + timedelta(minutes=number),
        "staff_id": 1,
    }
    return Mark(id=number, choice=choice, **(values | more))  # type: ignore[arg-type]


def test_without_a_mark_nobody_stands_anyhow() -> None:
    assert standing_of([]) is None


def test_a_correction_counts_and_what_it_corrects_does_not() -> None:
    marks = [a_mark(1, ABSENT), a_mark(2, PRESENT, corrects_id=1), a_mark(3, late(9), corrects_id=2)]
    assert standing_of(marks) == Standing(marks[2])


def test_of_two_marks_that_differ_the_earlier_counts_and_both_are_shown() -> None:
    said, heard_first = a_mark(2, PRESENT, minute=1), a_mark(1, ABSENT, minute=5)
    found = standing_of([heard_first, said])
    assert found == Standing(said, (heard_first,))
    assert found.differs


def test_two_who_say_the_same_do_not_differ() -> None:
    found = standing_of([a_mark(1, late(10)), a_mark(2, late(12))])
    assert found is not None and not found.differs


def test_a_wrong_clock_does_not_change_what_came_first() -> None:
    wrong = a_mark(1, ABSENT, minute=-180, clock_off=-4 * 3600)
    right = a_mark(2, PRESENT, minute=20)
    found = standing_of([wrong, right])
    assert found is not None and found.mark is right
    assert wrong.clock_was_wrong and not right.clock_was_wrong


def test_what_is_settled_no_longer_differs() -> None:
    marks = [a_mark(1, PRESENT), a_mark(2, ABSENT), a_mark(3, ABSENT, corrects_id=1), a_mark(4, ABSENT, corrects_id=2)]
    found = standing_of(marks)
    assert found is not None and not found.differs and found.mark.choice == ABSENT


@pytest.mark.parametrize(
    ("choice", "counts"),
    [
        (PRESENT, True),
        (late(30), True),
        (late(31), False),
        (Choice(Status.LEFT_EARLY, 30), True),
        (Choice(Status.LEFT_EARLY, 31), False),
        (ABSENT, False),
        (EXCUSED, False),
    ],
)
def test_present_or_a_little_missed_is_attended(choice: Choice, counts: bool) -> None:
    assert attended(Standing(a_mark(1, choice))) is counts


def test_nobody_attended_without_a_mark() -> None:
    assert not attended(None)


def test_a_share_counts_each_session_once() -> None:
    standings = [
        Standing(a_mark(1, PRESENT)),
        Standing(a_mark(2, late(40))),
        Standing(a_mark(3, EXCUSED)),
        Standing(a_mark(4, PRESENT), (a_mark(5, ABSENT),)),
        None,
    ]
    share = share_of(standings)
    assert share == Share(held=5, attended=2, excused=1, unmarked=1, disputed=1)
    assert (share.part, share.percent) == (Fraction(2, 5), 40)
    assert share_of(standings, missed_at_most=40).attended == 3
    assert (Share().part, Share().percent) == (None, None)


def test_a_share_is_never_rounded_up() -> None:
    assert Share(held=3, attended=2).percent == 66


@pytest.mark.parametrize(("minutes", "late_by"), [(-20, None), (0, None), (15, None), (16, 16), (90, 90)])
def test_who_comes_in_the_first_quarter_of_an_hour_is_not_late(minutes: int, late_by: int | None) -> None:
    assert minutes_late(MONDAY + timedelta(minutes=minutes), MONDAY) == late_by


@pytest.mark.parametrize(
    ("choice", "is_whole"),
    [
        (PRESENT, True),
        (late(1), True),
        (late(601), False),
        (Choice(Status.LATE), False),
        (Choice(Status.ABSENT, 5), False),
    ],
)
def test_minutes_belong_to_late_and_left_early_alone(choice: Choice, is_whole: bool) -> None:
    assert choice.is_whole is is_whole


def test_a_slip_is_put_right_by_the_same_hand_at_once() -> None:
    old, at = Standing(a_mark(1, ABSENT)), MONDAY + timedelta(minutes=3)
    assert is_slip(old, staff_id=1, at=at, device=None)
    assert not is_slip(old, staff_id=2, at=at, device=None)
    assert not is_slip(old, staff_id=1, at=at, device="other")
    assert not is_slip(old, staff_id=1, at=MONDAY + timedelta(minutes=16), device=None)
    assert not is_slip(Standing(a_mark(1, ABSENT), (a_mark(2, PRESENT),)), staff_id=1, at=at, device=None)


@given(st.permutations([a_mark(n, choice, minute=n) for n, choice in enumerate((PRESENT, ABSENT, late(5), ABSENT), 1)]))
def test_the_order_in_which_marks_are_read_does_not_matter(marks: list[Mark]) -> None:
    assert standing_of(marks) == standing_of(sorted(marks, key=lambda mark: mark.id))
