"""Commands for static files, jobs and secrets of the web."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from app.core import jobs
from app.web.assets import SOURCE, collect

assets = AppGroup("assets", help="Static files.")
jobs_group = AppGroup("jobs", help="Work in the background.")


@assets.command("collect")
def collect_assets() -> None:
    """Copy the static files into the build folder under names with digests."""
    names = collect(SOURCE, current_app.config["STATIC_BUILD"])
    click.echo(f"{len(names)} static files collected.")


@jobs_group.command("work")
def work() -> None:
    """Do what is in the queue until told to stop."""
    jobs.work(current_app._get_current_object())  # type: ignore[attr-defined]
