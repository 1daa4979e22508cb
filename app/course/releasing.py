"""Releases the course under a version, and tells whether the present course is a release or a draft after one.

A certificate names a version and a digest. Only of a release is there a record by which anybody can see, years later,
what a learner was taught; so production serves nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.core.i18n import LOCALES
from app.course.catalogue import Course
from app.course.digests import course_digest, structure_digest
from app.course.errors import BrokenCourse, NotReleased, ReleaseRefused
from app.course.glossary import load_glossary
from app.course.release_files import Head, read_heads, read_release, release_bytes, release_file
from app.course.snapping import load_curriculum, snapshot_of
from app.course.snapshot import Snapshot, paths_of
from app.course.versions import is_older, version_key
from app.course.wording import faults_in
from app.course.wording_checks import findings_of

_VERSION_LINE = re.compile(r"^version:[^\n#]*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Standing:
    """The release that a course is, or the last one it comes after; neither where nothing was released yet."""

    release: Head | None
    after: Head | None

    def __str__(self) -> str:
        """Say it in a few words."""
        if self.release:
            return f"release {self.release.version}"
        return f"draft after {self.after.version}" if self.after else "draft, nothing released yet"


def standing_of(root: Path, course: Course) -> Standing:
    """Tell what a loaded course is; reads no more than the heads of the releases."""
    heads = read_heads(root)
    release = next((head for head in heads if head.digest == course.digest), None)
    return Standing(release, _last_before(heads, course.version))


def changed_since(course: Course, then: Snapshot) -> list[tuple[str, str]]:
    """Name every text of the modules that was added, changed or removed since: its path and the locale."""
    return list(_changed(course, then))


def refuse_draft(root: Path, course: Course, standing: Standing) -> None:
    """Raise NotReleased where the present course is no release: certificates would name what nobody can reproduce."""
    if standing.release:
        return
    if standing.after is None:
        raise NotReleased(
            f"Course {course.version} was never released, so nobody could say later what its certificates stand for. "
            f"Run `flask course release {course.version}` and deliver the file it writes with the curriculum."
        )
    after = standing.after.version
    raise NotReleased(
        f"This course is no release: {in_words(course, read_release(root, after))} changed since {after}, "
        f"and certificates would name a course that nobody can reproduce. See `flask course diff {after}`, then run "
        f"`flask course release VERSION` with a version after {after}, or serve the curriculum as it was released."
    )


def in_words(course: Course, then: Snapshot) -> str:
    """Say how many texts changed since a release, or what else did: ``14 texts``."""
    count = len(changed_since(course, then))
    if count:
        return f"{count} text{'' if count == 1 else 's'}"
    return "no text, but the structure or the version"


def release_course(*, root: Path, version: str, on: date) -> Path:
    """Set the course's version, write the record of what is taught under it, and give the file.

    Raises BrokenCourse, BadVersion, and ReleaseRefused for a version whose words were others or that goes backwards.
    """
    course = load_curriculum(root).course
    _check_wording(root, course)
    path, heads = release_file(root, version), read_heads(root)
    if _is_released_already(heads, version, _digest_as(course, version)):
        return path
    _write(root / "course.yaml", _versioned((root / "course.yaml").read_text(encoding="utf-8"), version).encode())
    _write(path, release_bytes(snapshot_of(load_curriculum(root)), on))
    return path


def _is_released_already(heads: Sequence[Head], version: str, digest: str) -> bool:
    key = version_key(version)
    for head in heads:
        if version_key(head.version) == key and head.digest != digest:
            raise ReleaseRefused(
                f"{head.version} was released on {head.released_on} with other words; choose a later version"
            )
        if version_key(head.version) > key:
            raise ReleaseRefused(f"{head.version} was released already; {version} comes before it")
    return any(head.digest == digest for head in heads)


def _digest_as(course: Course, version: str) -> str:
    return course_digest(structure_digest(version, course.sectors, course.modules), course.editions)


def _check_wording(root: Path, course: Course) -> None:
    """Refuse damaged words, as `flask course check` does."""
    glossary = load_glossary(root)
    faults = [fault for one in LOCALES for fault in faults_in(findings_of(course, glossary, one))]
    if faults:
        raise BrokenCourse(faults)


def _versioned(words: str, version: str) -> str:
    """Put a version into ``course.yaml`` and leave everything else as it was."""
    return _VERSION_LINE.sub(f'version: "{version}"', words, count=1)


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(exist_ok=True)
    unfinished = path.with_name(f".{path.name}.new")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def _last_before(heads: Sequence[Head], version: str) -> Head | None:
    earlier = [head for head in heads if not is_older(version, head.version)]
    return next(reversed(earlier or heads), None)


def _changed(course: Course, then: Snapshot) -> Iterator[tuple[str, str]]:
    names = {path: name for module in course.modules for path, name in paths_of(module).items()}
    gone = {path for module in then.modules for path in paths_of(module)} - names.keys()
    for locale in LOCALES:
        own = {name: text.digest for name, text in course.editions[locale.tag].units()}
        before = then.texts.get(locale.tag, {})
        for path, name in names.items():
            if own.get(name) != (before[path].digest if path in before else None):
                yield path, locale.tag
        yield from ((path, locale.tag) for path in gone if path in before)
