"""Who needs help, and what a class misses."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.progress.rules import Cell, Help, Record, Stage, checked, half_has, help_needed, misses

NOW = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
BEGAN = NOW - timedelta(days=11)
FINE = Record((Cell(3, 3, 1, 0, True), Cell(1, 3)), NOW - timedelta(days=1), 4, 4)


def needs(record: Record, half: float = 4, began: datetime | None = BEGAN) -> tuple[Help, ...]:
    return help_needed(record, half_has=half, class_began=began, now=NOW)


@pytest.mark.parametrize(
    ("cell", "stage"),
    [
        (Cell(0, 3), Stage.NOTHING),
        (Cell(1, 3), Stage.READING),
        (Cell(3, 3), Stage.READ),
        (Cell(3, 3, 2, 1), Stage.TRIED),
        (Cell(2, 3, 1, 0, True), Stage.PASSED),
    ],
)
def test_a_module_is_at_one_stage(cell: Cell, stage: Stage) -> None:
    assert cell.stage is stage


def test_who_gets_on_needs_no_help() -> None:
    assert needs(FINE) == ()


def test_a_week_without_a_step_is_stuck_and_a_day_less_is_not() -> None:
    assert needs(replace(FINE, last_step=NOW - timedelta(days=7))) == (Help.STUCK,)
    assert needs(replace(FINE, last_step=NOW - timedelta(days=6))) == ()


def test_who_is_far_behind_the_class_is_stuck() -> None:
    assert needs(FINE, half=11) == (Help.STUCK,)


def test_nobody_is_stuck_before_the_class_has_begun() -> None:
    assert needs(Record((Cell(0, 3),), None, 0, 0), began=None) == ()


def test_who_is_done_is_never_stuck() -> None:
    done = Record((Cell(3, 3, 1, 0, True),), NOW - timedelta(days=60), 4, 4)
    assert needs(done) == ()


def test_who_was_away_more_than_two_times_in_five_is_asked_why() -> None:
    assert needs(replace(FINE, attended=2, held=4)) == (Help.ABSENT,)
    assert needs(replace(FINE, attended=3, held=5)) == ()


def test_a_must_know_missed_twice_counts_until_the_quiz_is_passed() -> None:
    missed = Cell(3, 3, 2, 2)
    assert needs(replace(FINE, cells=(*FINE.cells, missed))) == (Help.MUST_KNOW,)
    assert needs(replace(FINE, cells=(*FINE.cells, replace(missed, is_passed=True)))) == ()


def test_half_of_a_class_is_its_middle() -> None:
    records = [Record((Cell(done, 9),), None, 0, 0) for done in (1, 5, 9)]
    assert half_has(records) == 5
    assert half_has([]) == 0


RIGHT = {"q1": frozenset({"a"}), "q2": frozenset({"a", "b"})}


def test_the_question_missed_most_comes_first_with_what_is_believed() -> None:
    said = [(["q1", "q2"], {"q1": ["b"], "q2": ["a", "b"]})] * 4 + [(["q1", "q2"], {"q1": ["c"], "q2": ["a", "c"]})]
    first, second = misses(said, RIGHT)
    assert (first.question, first.asked, first.wrong, first.belief, first.believers) == ("q1", 5, 5, "b", 4)
    assert (second.question, second.wrong, second.belief) == ("q2", 1, "c")


def test_a_blank_is_wrong_and_believes_nothing() -> None:
    (missed,) = misses([(["q1"], {})] * 5, RIGHT)
    assert (missed.wrong, missed.belief, missed.believers) == (5, None, 0)


def test_few_answers_tell_nothing_about_a_class() -> None:
    assert misses([(["q1"], {"q1": ["b"]})] * 4, RIGHT) == []


def test_questions_the_course_no_longer_has_are_left_out() -> None:
    assert misses([(["gone"], {"gone": ["b"]})] * 9, RIGHT) == []


def test_checks_are_summed_up_over_five_people_at_least() -> None:
    found = checked([(6, 12)] * 5, [(9, 12)] * 4)
    assert (found.before, found.after) == (0.5, None)
    assert (found.before_people, found.after_people) == (5, 4)
