"""The commands of versions: release the course, list its releases, and say how two of them differ."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click
from flask.cli import with_appcontext

from app.core import clock
from app.core.i18n import LOCALES
from app.course.comparison import Comparison, compare
from app.course.comparison_words import in_words
from app.course.digests import SHORT
from app.course.errors import ReleaseRefused
from app.course.opening import curriculum, faults_told
from app.course.release_files import read_heads, read_release, release_file
from app.course.releasing import in_words as change_in_words
from app.course.releasing import release_course, standing_of
from app.course.snapping import load_curriculum, snapshot_of
from app.course.snapshot import Snapshot
from app.course.versions import BadVersion

NOW = "now"


@click.command("release")
@click.argument("version")
@with_appcontext
@faults_told()
def release(version: str) -> None:
    """Set the course's version and keep the record of what is taught under it."""
    try:
        path = release_course(root=curriculum(), version=version, on=clock.today())
    except (ReleaseRefused, BadVersion) as refusal:
        raise click.ClickException(str(refusal)) from None
    click.echo(f"{path} holds release {version}: {path.stat().st_size / 1024:,.0f} kB. Commit it with the curriculum.")


@click.command("releases")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
@with_appcontext
@faults_told()
def releases(as_json: bool) -> None:
    """List the releases, and say whether the present course is one of them."""
    root = curriculum()
    course = load_curriculum(root).course
    heads, standing = read_heads(root), standing_of(root, course)
    changed = None if standing.release or not standing.after else read_release(root, standing.after.version)
    present = (
        str(standing) if changed is None else f"{changed.version} and changed since: {change_in_words(course, changed)}"
    )
    if as_json:
        listed = [{**asdict(head), "released_on": head.released_on.isoformat()} for head in heads]
        click.echo(json.dumps({"releases": listed, "present": present, "digest": course.digest}, indent=2))
        return
    for head in heads:
        click.echo(f"{head.version:<12}{head.digest[:SHORT]}  {head.released_on}")
    click.echo(f"The course as it stands ({course.digest[:SHORT]}): {present}.")


@click.command("diff")
@click.argument("old")
@click.argument("new", default=NOW)
@click.option("--locale", "tag", type=click.Choice([locale.tag for locale in LOCALES]), help="Show its words too.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of words.")
@click.option("--exit-code", is_flag=True, help="End with 1 where anything differs.")
@with_appcontext
@faults_told()
def diff(old: str, new: str, tag: str | None, as_json: bool, exit_code: bool) -> None:
    """Say how two versions differ; each is a release, a curriculum folder, or `now` for the present one."""
    comparison = compare(_snapshot(old), _snapshot(new))
    click.echo(_in_json(comparison) if as_json else "\n".join(in_words(comparison, tag)))
    if exit_code and comparison.differences:
        sys.exit(1)


VERSION_COMMANDS = (release, releases, diff)


def _snapshot(name: str) -> Snapshot:
    if name == NOW:
        return snapshot_of(load_curriculum(curriculum()))
    if release_file(curriculum(), name).is_file():
        return read_release(curriculum(), name)
    if Path(name).is_dir():
        return snapshot_of(load_curriculum(Path(name)))
    known = ", ".join(head.version for head in read_heads(curriculum())) or "none yet"
    raise click.ClickException(f"{name} is no release ({known}), no folder and not `{NOW}`")


def _in_json(comparison: Comparison) -> str:
    sides = {
        side: {"version": one.version, "digest": one.digest, "released_on": one.released_on and str(one.released_on)}
        for side, one in (("old", comparison.old), ("new", comparison.new))
    }
    differences = [{key: value for key, value in asdict(one).items() if value} for one in comparison.differences]
    return json.dumps({**sides, "differences": differences}, ensure_ascii=False, indent=2)
