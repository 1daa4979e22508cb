"""Why somebody is forgotten or copied, as closed sets."""

from __future__ import annotations

from enum import StrEnum


class ErasureReason(StrEnum):
    """Why a learner is forgotten."""

    OWN_WISH = "own-wish"
    ASKED_IN_PERSON = "asked-in-person"
    TWICE_ENTERED = "twice-entered"
    MADE_BY_MISTAKE = "made-by-mistake"
    DEATH = "death"
    COURT = "court"
    TERM = "term"


STAFF_REASONS = tuple(one for one in ErasureReason if one not in (ErasureReason.OWN_WISH, ErasureReason.TERM))


class CopyReason(StrEnum):
    """Why staff take a copy of all that is kept of a learner."""

    ASKED_IN_PERSON = "asked-in-person"
    COMPLAINT = "complaint"
    COURT = "court"
