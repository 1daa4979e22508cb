"""Work in the background: one queue, in its own SQLite file, or where ``JOBS_URL`` says.

How a module uses it: a job is a plain function in ``jobs.py`` of its package. It takes ids and single words, never
rows; it runs inside an application context of its own; and it may run twice, or begin again after it was killed in
the middle, so it looks at what is there before it does anything. ::

    # app/figures/jobs.py
    def draw_report(report_id: int) -> None: ...

    # app/__init__.py
    jobs.register_job(app, draw_report)                    # something to do when asked
    jobs.register_periodic(app, draw_due, minute="*/10")   # something to do by the clock
    jobs.register_start(app, look_for_left_work)           # something to do when a worker starts

    # a service or a view, after the transaction that made the row
    jobs.enqueue(draw_report, report.id)

In tests the queue is immediate: ``enqueue`` does the work at once and raises what it raises.

Where several hosts work together, all of them name the same store: ``JOBS_URL=postgresql://…`` (Huey keeps its own
tables, ``huey_…``, there; the application's database will do) or ``redis://…`` (needs the package ``redis``).
``flask jobs work`` then runs on each host; ``JOBS_WORKERS`` says how many jobs one process does side by side. A job
taken by a worker that dies is gone from the queue, so what must not be lost is kept in a table with a lease, and a
periodic job picks up what was left (``app.printroom``). Periodic jobs are asked for by each host's own clock: start
all workers but one with ``flask jobs work --no-clock``, or let the periodic job bear being run twice, as it must.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from huey import PostgresHuey, RedisHuey, SqliteHuey, crontab
from huey.api import Huey
from huey.consumer import Consumer

_QUEUE = "waymark-jobs"
_NAME = "waymark"


class UnknownStore(ValueError):
    """``JOBS_URL`` names a kind of store that the queue does not know."""


def init_jobs(app: Flask) -> None:
    """Open the queue of an application."""
    app.extensions[_QUEUE] = _open(app)
    app.extensions[f"{_QUEUE}-known"] = {}


def queue_of(app: Flask) -> Huey:
    """Give the queue of an application."""
    queue: Huey = app.extensions[_QUEUE]
    return queue


def register_job(app: Flask, work: Callable[..., Any], *, retries: int = 0) -> None:
    """Let the worker do something when it is asked for, and again so many times, a minute apart, where it fails."""

    def run(*ids: int | str) -> None:
        with app.app_context():
            work(*ids)

    task = queue_of(app).task(name=_name(work), retries=retries, retry_delay=60)(run)
    app.extensions[f"{_QUEUE}-known"][_name(work)] = task


def enqueue(work: Callable[..., Any], *ids: int | str, after: int = 0) -> None:
    """Ask for a registered job, at once or after so many seconds; raise KeyError for one that is not registered."""
    task = current_app.extensions[f"{_QUEUE}-known"][_name(work)]
    if queue_of(current_app).immediate:
        task.call_local(*ids)
    elif after:
        task.schedule(args=ids, delay=after)
    else:
        task(*ids)


def register_periodic(app: Flask, work: Callable[[], Any], *, minute: str = "17", hour: str = "*") -> None:
    """Let the worker do something at a fixed minute, every hour unless told otherwise."""

    def run() -> None:
        with app.app_context():
            work()

    queue_of(app).periodic_task(crontab(minute=minute, hour=hour), name=_name(work))(run)


def register_start(app: Flask, work: Callable[[], Any]) -> None:
    """Let each worker do something once when it starts."""

    def run() -> None:
        with app.app_context():
            work()

    queue_of(app).on_startup(name=_name(work))(run)


def work(app: Flask, *, workers: int | None = None, by_clock: bool = True) -> None:
    """Do what is in the queue until the process is told to stop."""
    Consumer(queue_of(app), workers=workers or app.config["JOBS_WORKERS"], periodic=by_clock, max_delay=2).run()


def _name(work: Callable[..., Any]) -> str:
    return f"{work.__module__}.{work.__name__}"


def _open(app: Flask) -> Huey:
    address: str = app.config["JOBS_URL"]
    kind = address.partition("://")[0]
    how = {"immediate": app.testing, "utc": True}
    if kind == "sqlite":
        path = Path(address.removeprefix("sqlite:///"))
        path.parent.mkdir(parents=True, exist_ok=True)
        return SqliteHuey(_NAME, filename=str(path), **how)
    if kind in ("postgresql", "postgres"):
        return PostgresHuey(_NAME, dsn=address, **how)
    if kind in ("redis", "rediss"):
        return RedisHuey(_NAME, url=address, **how)
    raise UnknownStore(f"JOBS_URL begins with {kind!r}; use sqlite:///, postgresql:// or redis://.")
