"""How long things are kept at most. What a ministry may set has bounds; what is part of the working has none.

The days are proposals of this project and no law: a ministry compares them with its own rules on records and sets
others on its page. The reasons stand in ``words.py``, where people read them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from app.accounts import guessing, sessions
from app.answersheets import sending
from app.answersheets import services as answersheets
from app.certificates import checks_seen
from app.printroom import rules as printroom
from app.privacy.rules import Term
from app.quizzes import services as quizzes
from app.rosters import drafts

YEAR = 365


def _fixed(name: str, kept_for: timedelta) -> Term:
    days = -(-kept_for // timedelta(days=1))
    return Term(name, days, days, days)


TERMS: Mapping[str, Term] = {
    term.name: term
    for term in (
        Term("cooling-off", 14, 3, 30),
        Term("never-active", YEAR, 180, 3 * YEAR),
        Term("idle-learners", 3 * YEAR, YEAR, 10 * YEAR),
        Term("idle-holders", 10 * YEAR, 3 * YEAR, 50 * YEAR),
        Term("sealed-numbers", 3 * YEAR, 90, 10 * YEAR),
        Term("answers", 3 * YEAR, YEAR, 10 * YEAR),
        Term("answer-sheets", YEAR, 90, 5 * YEAR),
        Term("ended-cards", YEAR, 30, 3 * YEAR),
        Term("roster-lines", YEAR, 90, 5 * YEAR),
        Term("hand-overs", 90, 30, YEAR),
        _fixed("checks", checks_seen.KEPT_FOR),
        _fixed("sheet-photographs", answersheets.KEPT_FOR),
        _fixed("visitors-attempts", quizzes.UNCLAIMED_FOR),
        _fixed("answer-files", sending.KEPT_FOR),
        _fixed("print-runs", timedelta(days=printroom.KEPT_DAYS)),
        _fixed("deliveries", timedelta(days=30)),  # As app.api.jobs, which stands to the right; a test compares.
        _fixed("roster-drafts", drafts.KEPT_FOR),
        _fixed("sign-in-tries", guessing.KEPT),
        _fixed("guess-counts", timedelta(hours=1)),
        _fixed("staff-sessions", sessions.KEPT),
    )
}
