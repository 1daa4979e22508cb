"""Opens what the course's commands work on; where files have faults, the command ends and names them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app

from app.course.catalogue import Course
from app.course.corpus import Shelf
from app.course.errors import BrokenCourse, BrokenRelease
from app.course.fact_loader import load_facts
from app.course.facts import FactBook
from app.course.glossary import load_glossary
from app.course.loader import load_course


@contextmanager
def faults_told() -> Iterator[None]:
    """End a command with the faults of what it reads, in words."""
    try:
        yield
    except (BrokenCourse, BrokenRelease) as broken:
        raise click.ClickException(str(broken)) from None


def curriculum() -> Path:
    """Give the folder that holds the curriculum."""
    return Path(current_app.config["CURRICULUM"])


def translations() -> Path:
    """Give the folder that holds the catalogues of the interface."""
    return Path(current_app.config.get("BABEL_TRANSLATION_DIRECTORIES") or curriculum().parent / "translations")


@faults_told()
def opened_course() -> Course:
    """Load the course."""
    return load_course(curriculum())


@faults_told()
def opened_facts(course: Course) -> FactBook:
    """Load the facts, for the kinds of work that the course knows."""
    return load_facts(curriculum(), course.sectors)


@faults_told()
def opened_shelf() -> Shelf:
    """Load everything that is put into words."""
    course = opened_course()
    return Shelf(curriculum(), course, opened_facts(course), load_glossary(curriculum()), translations())
