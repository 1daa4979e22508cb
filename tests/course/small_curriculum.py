"""A small course and small facts in one folder, and what tests do with them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from app.course.facts import FactBook
from app.course.releasing import release_course
from app.course.snapping import load_curriculum, snapshot_of
from app.course.snapshot import Snapshot
from tests.course.small_course import SmallCourse
from tests.course.small_facts import SmallFacts

DAY = date(2026, 11, 22)


class SmallCurriculum(SmallCourse):
    """A whole curriculum folder that a test may change and release."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        SmallFacts(folder)

    def facts(self) -> FactBook:
        """Load the facts as the application does."""
        return load_curriculum(self.root).facts

    def snapshot(self) -> Snapshot:
        """Take the snapshot of the folder as it stands."""
        return snapshot_of(load_curriculum(self.root))

    def release(self, version: str = "2026.1", on: date = DAY) -> Path:
        """Release what stands in the folder."""
        return release_course(root=self.root, version=version, on=on)
