"""Counts against guessing are kept in the database, and all processes count together."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from limits import parse
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import select

from app.core.database import db
from app.web.limits import DatabaseStorage, forget_ended_counts, limiter
from app.web.models import GuessCount
from config import settings
from tests.conftest import build_app

KEY = "sign-in/192.0.2.7"
EACH = 25


def count_often(instance: Path, static: Path) -> None:
    """Count in another process, on the same database."""
    with build_app(instance, WAYMARK_STATIC=str(static)).app_context():
        for _ in range(EACH):
            DatabaseStorage().incr(KEY, 3600)


@pytest.fixture
def storage(own: Flask) -> Iterator[DatabaseStorage]:
    with own.app_context():
        yield DatabaseStorage()


def test_two_processes_count_together(own: Flask, storage: DatabaseStorage) -> None:
    spawn = multiprocessing.get_context("spawn")
    folders = (own.config["INSTANCE"], own.config["STATIC_BUILD"])
    others = [spawn.Process(target=count_often, args=folders) for _ in range(2)]
    for other in others:
        other.start()
    for other in others:
        other.join(60)
    assert [other.exitcode for other in others] == [0, 0]
    assert storage.get(KEY) == 2 * EACH


def test_two_applications_on_one_database_see_each_others_counts(own: Flask, storage: DatabaseStorage) -> None:
    other = build_app(own.config["INSTANCE"], WAYMARK_STATIC=str(own.config["STATIC_BUILD"]))
    with other.app_context():
        assert DatabaseStorage().incr(KEY, 60) == 1
    assert storage.incr(KEY, 60) == 2
    with other.app_context():
        assert DatabaseStorage().get(KEY) == 2


def test_a_window_ends_and_the_count_begins_anew(storage: DatabaseStorage) -> None:
    assert [storage.incr(KEY, 0.2) for _ in range(3)] == [1, 2, 3]
    assert 0 < storage.get_expiry(KEY) - time.time() <= 0.2
    time.sleep(0.25)
    assert storage.get(KEY) == 0
    assert storage.incr(KEY, 60) == 1


def test_counting_on_does_not_lengthen_the_window(storage: DatabaseStorage) -> None:
    storage.incr(KEY, 60)
    ends_at = storage.get_expiry(KEY)
    storage.incr(KEY, 60)
    assert storage.get_expiry(KEY) == ends_at


def test_keys_are_counted_apart_and_one_can_be_cleared(storage: DatabaseStorage) -> None:
    storage.incr(KEY, 60, amount=3)
    storage.incr("join/192.0.2.7", 60)
    storage.clear(KEY)
    assert (storage.get(KEY), storage.get("join/192.0.2.7")) == (0, 1)


def test_the_network_itself_is_not_kept(storage: DatabaseStorage) -> None:
    storage.incr(KEY, 60)
    kept = db.session.scalars(select(GuessCount.key)).one()
    assert "192.0.2.7" not in kept
    assert len(kept) == 64


def test_ended_counts_are_deleted_and_running_ones_stay(storage: DatabaseStorage) -> None:
    storage.incr(KEY, 60)
    storage.incr("join/192.0.2.7", 0.01)
    time.sleep(0.02)
    assert forget_ended_counts() == 1
    assert storage.get(KEY) == 1


def test_everything_can_be_forgotten(storage: DatabaseStorage) -> None:
    storage.incr(KEY, 60)
    assert storage.reset() == 1
    assert storage.get(KEY) == 0


def test_the_rules_of_the_library_hold_on_it(storage: DatabaseStorage) -> None:
    assert storage.check()
    rules, three = FixedWindowRateLimiter(storage), parse("3 per hour")
    assert [rules.hit(three, KEY) for _ in range(4)] == [True, True, True, False]
    assert not rules.test(three, KEY)
    assert rules.get_window_stats(three, KEY).remaining == 0


def test_outside_of_tests_limits_are_counted_in_the_database(own: Flask) -> None:
    assert settings({"WAYMARK_INSTANCE": str(own.config["INSTANCE"])})["RATELIMIT_STORAGE_URI"] == "waymark://"
    development = build_app(
        own.config["INSTANCE"], WAYMARK_ENV="development", WAYMARK_STATIC=str(own.config["STATIC_BUILD"])
    )
    with development.app_context():
        assert isinstance(limiter.limiter.storage, DatabaseStorage)
        assert limiter.limiter.hit(parse("1 per hour"), KEY)
        assert not limiter.limiter.test(parse("1 per hour"), KEY)
        limiter.reset()
        assert limiter.limiter.test(parse("1 per hour"), KEY)
