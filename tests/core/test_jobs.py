"""A job is asked for by its function, stands in a queue of its own, and is done with the application around it."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask, current_app
from huey import RedisHuey, SqliteHuey

from app.core import jobs
from tests.postgres import postgres, postgres_server

__all__ = ["postgres", "postgres_server"]

done: list[tuple[object, ...]] = []


def greet(*ids: int | str) -> None:
    """Note what was asked for, and by which application it was done."""
    done.append((current_app.config["NAME"], *ids))


def look_around() -> None:
    """Note that a worker began."""
    done.append(("began",))


def application(tmp_path: Path, *, testing: bool = False, address: str = "") -> Flask:
    app = Flask(__name__)
    app.config.update(
        TESTING=testing, NAME="waymark", JOBS_URL=address or f"sqlite:///{tmp_path}/q/jobs.db", JOBS_WORKERS=1
    )
    jobs.init_jobs(app)
    jobs.register_job(app, greet)
    jobs.register_start(app, look_around)
    done.clear()
    return app


def test_in_tests_a_job_is_done_at_once(tmp_path: Path) -> None:
    with application(tmp_path, testing=True).app_context():
        jobs.enqueue(greet, 7, "km")
    assert done == [("waymark", 7, "km")]


def test_elsewhere_a_job_waits_for_a_worker_of_any_process(tmp_path: Path) -> None:
    with application(tmp_path).app_context():
        jobs.enqueue(greet, 7)
        jobs.enqueue(greet, 8, after=3600)
    assert done == []
    queue = jobs.queue_of(application(tmp_path))
    queue.execute(queue.dequeue())
    assert done == [("waymark", 7)]
    queue.execute(queue.dequeue())
    assert done == [("waymark", 7)], "what is asked for later waits"
    assert queue.scheduled_count() == 1


def test_a_job_nobody_registered_is_refused_where_it_is_asked_for(tmp_path: Path) -> None:
    with application(tmp_path).app_context(), pytest.raises(KeyError):
        jobs.enqueue(look_around)


def test_a_worker_looks_around_when_it_starts(tmp_path: Path) -> None:
    queue = jobs.queue_of(application(tmp_path))
    for hook in queue._startup.values():
        hook()
    assert done == [("began",)]


def test_the_store_is_where_the_setting_says(tmp_path: Path) -> None:
    assert isinstance(jobs.queue_of(application(tmp_path)), SqliteHuey)
    assert (tmp_path / "q" / "jobs.db").exists()
    with pytest.raises(jobs.UnknownStore, match="mysql"):
        application(tmp_path, address="mysql://there")


def test_redis_is_asked_for_by_its_address_and_needs_its_package(tmp_path: Path) -> None:
    from huey.exceptions import ConfigurationError

    try:
        queue = jobs.queue_of(application(tmp_path, address="redis://127.0.0.1:1/0"))
    except ConfigurationError as error:
        assert "redis" in str(error)
    else:
        assert isinstance(queue, RedisHuey)


def test_workers_on_several_hosts_share_a_queue_in_postgresql(tmp_path: Path, postgres: str) -> None:
    here, there = (application(tmp_path, address=postgres) for _ in range(2))
    with here.app_context():
        jobs.enqueue(greet, 9)
    queue = jobs.queue_of(there)
    queue.execute(queue.dequeue())
    assert done == [("waymark", 9)]
    assert jobs.queue_of(here).pending_count() == 0
    for app in (here, there):
        jobs.queue_of(app).storage.close()
