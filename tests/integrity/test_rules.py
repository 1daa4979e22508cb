"""Seeded frauds raise their signals; honest classes, quick ones too, do not. The figures of both stand in the test."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from app.integrity import rules
from app.integrity.happenings import Joined, Kind
from tests.integrity import classes
from tests.integrity.classes import FRAUDS, HONEST, MODULES, Class, kinds_in

SEEDS = range(40)
MOST_FALSE_ALARMS = 1
"""Of forty honest classes of a kind."""


@pytest.mark.parametrize("make", HONEST.values(), ids=HONEST)
def test_honest_classes_raise_nothing(make: Callable[[int], Class]) -> None:
    alarms = Counter(kind for seed in SEEDS for kind in kinds_in(make(seed)))
    assert alarms.total() <= MOST_FALSE_ALARMS, alarms


@pytest.mark.parametrize(("make", "kind"), FRAUDS, ids=[make.__name__ for make, _kind in FRAUDS])
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
