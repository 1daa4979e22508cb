"""Which reason goes with which act, and when it needs a note."""

from __future__ import annotations

from app.certificates.errors import NoteMissing, WrongReason
from app.certificates.life import REASONS, Act, Reason

LONGEST_NOTE = 500


def check_reason(act: Act, reason: Reason, note: str | None) -> str | None:
    """Give the note as it is kept; raise WrongReason for one of another act, NoteMissing where "other" says nothing."""
    if reason not in REASONS[act]:
        raise WrongReason
    kept = (note or "").strip()[:LONGEST_NOTE] or None
    if reason is Reason.OTHER and kept is None:
        raise NoteMissing
    return kept
