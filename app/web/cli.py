"""Commands for static files, jobs and secrets of the web."""

from __future__ import annotations

from collections.abc import Sequence
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
    return "run" in words or words[-2:] == ["jobs", "work"]


@assets.command("collect")
def collect_assets() -> None:
    """Copy the static files into the build folder under names with digests."""
    names = collect(SOURCE, current_app.config["STATIC_BUILD"])
    click.echo(f"{len(names)} static files collected.")


@jobs_group.command("work")
def work() -> None:
    """Do what is in the queue until told to stop."""
    jobs.work(current_app._get_current_object())  # type: ignore[attr-defined]
