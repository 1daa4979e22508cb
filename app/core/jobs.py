"""Work in the background: one queue, kept in its own SQLite file or where a setting says.

The worker is started with ``flask jobs work``; a job is a plain function, registered by the module that owns it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from huey import SqliteHuey, crontab
from huey.api import Huey
from huey.consumer import Consumer

_QUEUE = "waymark-jobs"


def init_jobs(app: Flask) -> None:
    """Open the queue of an application."""
    Path(app.config["JOBS_DATABASE"]).parent.mkdir(parents=True, exist_ok=True)
    app.extensions[_QUEUE] = SqliteHuey(
        "waymark", filename=app.config["JOBS_DATABASE"], immediate=app.testing, utc=True
    )


def queue_of(app: Flask) -> Huey:
    """Give the queue of an application."""
    queue: Huey = app.extensions[_QUEUE]
    return queue


def register_periodic(app: Flask, work: Callable[[], Any], *, minute: str = "17", hour: str = "*") -> None:
    """Let the worker do something at a fixed minute, every hour unless told otherwise."""

    def run() -> None:
        with app.app_context():
            work()

    queue_of(app).periodic_task(crontab(minute=minute, hour=hour), name=f"{work.__module__}.{work.__name__}")(run)


def work(app: Flask) -> None:
    """Do what is in the queue until the process is told to stop."""
    Consumer(queue_of(app), workers=1, periodic=True).run()
