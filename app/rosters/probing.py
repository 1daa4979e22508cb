"""Slow down who would look people up in the register by way of rosters.

A row that is compared may tell that somebody is known here. A class of five hundred may be sent eight times within an
hour, and nobody but its trainer is held up; what was compared stands in the audit.
"""

from __future__ import annotations

from limits import parse

from app.accounts.models import Staff
from app.rosters.errors import TooManyCompared
from app.web.limits import limiter

ROWS_A_TRAINER = parse("4000 per hour")
_WHAT = "roster-rows"


def count_rows(rows: int, by: Staff) -> None:
    """Count rows that are about to be compared; raise TooManyCompared and count none of them where it is too much."""
    whose = (ROWS_A_TRAINER, _WHAT, f"staff/{by.id}")
    if not limiter.limiter.test(*whose, cost=rows):
        raise TooManyCompared
    limiter.limiter.hit(*whose, cost=rows)
