"""A small course for each test that wants one."""

from pathlib import Path

import pytest

from tests.course.small_course import SmallCourse


@pytest.fixture
def small(tmp_path: Path) -> SmallCourse:
    """A course without faults, in a folder of this test's own."""
    return SmallCourse(tmp_path)
