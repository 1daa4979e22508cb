"""Versions have an order, in which ten comes after nine."""

from __future__ import annotations

import pytest

from app.course.versions import BadVersion, is_older, version_key


def test_versions_are_compared_by_their_numbers() -> None:
    assert sorted(["2026.10", "2026.9", "2025.12", "2026.9.1"], key=version_key) == [
        "2025.12",
        "2026.9",
        "2026.9.1",
        "2026.10",
    ]


@pytest.mark.parametrize("version", ["", "draft", "2026.", "2026.1-rc", "2026/1", "12345.1", "../2026.1"])
def test_what_is_no_version_is_refused(version: str) -> None:
    with pytest.raises(BadVersion, match=r"as in 2026\.1"):
        version_key(version)


def test_an_older_version_is_known_and_nobody_guesses_about_others() -> None:
    assert is_older("2026.9", "2026.10")
    assert not is_older("2026.10", "2026.10")
    assert not is_older("draft", "2026.10")
