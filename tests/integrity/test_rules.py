"""Seeded frauds raise their signals; honest classes, quick ones too, do not. The figures of both stand in the test."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from app.integrity import rules, whereabouts
from app.integrity.happenings import Joined, Kind
from tests.integrity import classes
from tests.integrity.classes import HONEST, MODULES, Class

SEEDS = range(40)
MOST_FALSE_ALARMS = 1
"""Of forty honest classes of a kind."""


def kinds_in(found: Class) -> set[Kind]:
    signals = (
        *rules.too_fast(found.tries),
        *rules.same_mistakes(found.tries),
        *rules.all_alike(found.tries),
        *whereabouts.outside_sessions(found.marks),
        *whereabouts.two_places(found.marks),
        *whereabouts.trainers_twice(found.marks),
        *whereabouts.quizzes_outside(found.tries, found.meetings, classes.COHORT),
        *whereabouts.quizzes_in_two_places(found.tries, found.marks, classes.COHORT),
        *rules.all_at_once(found.tries, MODULES),
        *rules.roster_after_exam(found.joined, found.tries, None),
    )
    return {signal.kind for signal in signals}


@pytest.mark.parametrize("make", HONEST.values(), ids=HONEST)
def test_honest_classes_raise_nothing(make: Callable[[int], Class]) -> None:
    alarms = Counter(kind for seed in SEEDS for kind in kinds_in(make(seed)))
    assert alarms.total() <= MOST_FALSE_ALARMS, alarms


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (classes.clicked_through, Kind.TOO_FAST),
        (classes.copied_failures, Kind.SAME_MISTAKES),
        (classes.filled_in_by_one_hand, Kind.ALL_ALIKE),
        (classes.sold_in_an_hour, Kind.ALL_AT_ONCE),
        (classes.ticked_at_night, Kind.OUTSIDE_SESSION),
        (classes.in_two_places, Kind.TWO_PLACES),
        (classes.in_two_places, Kind.TRAINER_TWICE),
        (classes.answered_at_night, Kind.QUIZ_OUTSIDE),
        (classes.filled_in_at_the_office, Kind.QUIZ_OUTSIDE),
        (classes.answered_in_two_classes, Kind.QUIZ_TWO_PLACES),
        (classes.answered_while_elsewhere, Kind.QUIZ_TWO_PLACES),
        (classes.listed_afterwards, Kind.ROSTER_AFTER_EXAM),
    ],
)
def test_a_fraud_raises_its_signal_in_every_seed(make: Callable[[int], Class], kind: Kind) -> None:
    missed = [seed for seed in SEEDS if kind not in kinds_in(make(seed))]
    assert not missed


def test_a_small_class_that_passes_quickly_is_nobodys_signal() -> None:
    few = [one for one in classes.sold_in_an_hour(1).tries if one.learner < 9]
    assert not list(rules.all_at_once(few, MODULES))


def test_who_learned_alone_before_joining_is_no_late_name() -> None:
    found = classes.honest(1)
    late = [Joined(one.learner, classes.BEGIN.replace(month=6)) for one in found.joined]
    assert not list(rules.roster_after_exam(late, found.tries, None))


def test_who_is_listed_after_certificates_were_asked_for_is_named() -> None:
    late = Joined(3, classes.BEGIN.replace(month=6))
    (signal,) = rules.roster_after_exam([late], [], classes.BEGIN)
    assert signal.learners == (3,)


def test_a_key_tells_signals_of_a_kind_apart_and_stays_the_same() -> None:
    found = classes.clicked_through(2)
    keys = [signal.key for signal in rules.too_fast(found.tries)]
    assert len(set(keys)) == len(keys) > 5
    assert keys == [signal.key for signal in rules.too_fast(found.tries)]
