"""Commands for static files, jobs and secrets of the web."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from app.core import jobs
from app.web.assets import SOURCE, collect

assets = AppGroup("assets", help="Static files.")
jobs_group = AppGroup("jobs", help="Work in the background.")


def serves(arguments: Sequence[str]) -> bool:
    """Tell whether a command line serves people or works through the queue; all else looks after the installation."""
    if Path(arguments[0]).name not in ("flask", "__main__.py"):
        return True
    words = [word for word in arguments[1:] if not word.startswith("-")]
    return "run" in words or ("jobs", "work") in pairwise(words)


@assets.command("collect")
def collect_assets() -> None:
    """Copy the static files into the build folder under names with digests."""
    names = collect(SOURCE, current_app.config["STATIC_BUILD"])
    click.echo(f"{len(names)} static files collected.")


@jobs_group.command("work")
@click.option("--workers", type=click.IntRange(1, 64), help="Jobs done side by side; JOBS_WORKERS without it.")
@click.option("--clock/--no-clock", "by_clock", default=True, help="Whether to do what is due by the clock, too.")
def work(workers: int | None, by_clock: bool) -> None:
    """Do what is in the queue until told to stop; on several hosts where JOBS_URL names a store they share."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    jobs.work(app, workers=workers, by_clock=by_clock)
