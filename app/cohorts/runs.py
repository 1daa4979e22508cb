"""How many people's papers go into one file, and the files that the papers of a class take."""

from __future__ import annotations

from collections.abc import Sequence

from app.cohorts.queries import Member

AT_ONCE = 96
"""People in one file; their cards or sheets are drawn within a few seconds."""


def run_from(members: Sequence[Member], first: int) -> list[Member]:
    """Give who is in the file that begins at a seat."""
    return [member for member in members if member.seat >= first][:AT_ONCE]


def runs_of(members: Sequence[Member]) -> list[tuple[int, int]]:
    """Give the first and the last seat of each file."""
    runs = (members[start : start + AT_ONCE] for start in range(0, len(members), AT_ONCE))
    return [(run[0].seat, run[-1].seat) for run in runs]
