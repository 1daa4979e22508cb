"""The journey a person learns for: kept in the session, and on the account when there is one."""

from __future__ import annotations

from flask import session

from app.course.corridor import Corridor, UnknownCorridor, parse_corridor
from app.course.queries import course
from app.learners.session import current_learner

JOURNEY = "journey"


def present_corridor() -> Corridor:
    """Tell the journey of the person at hand; its parts are None where nothing was chosen."""
    if JOURNEY in session:
        return _parsed(session[JOURNEY])
    learner = current_learner()
    if learner is None:
        return Corridor()
    corridor = Corridor(learner.origin, learner.destination, learner.sector)
    keep_corridor(corridor)
    return corridor


def _parsed(text: str) -> Corridor:
    """Read what the session keeps; a journey that a newer version no longer has is none."""
    try:
        return parse_corridor(text, course().sectors)
    except UnknownCorridor:
        return Corridor()


def keep_corridor(corridor: Corridor) -> None:
    """Keep a journey in the session, so that pages need not ask the database for it."""
    session[JOURNEY] = str(corridor)
    session.permanent = True
