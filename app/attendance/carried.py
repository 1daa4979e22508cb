"""What a trainer's phone carries of a class, so that marks can be made without a network."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from app.accounts.models import Staff
from app.attendance.queries import standings_at
from app.attendance.rules import Standing
from app.cohorts.models import Cohort, CohortSession
from app.cohorts.queries import Member, members_of, sessions_of
from app.cohorts.syncing import Json
from app.cohorts.times import class_day, class_hours
from app.core import clock
from app.learners.cards import card_digests
from app.programme.centre_models import Centre

BACK, AHEAD = timedelta(days=14), timedelta(days=30)
"""Sessions so far from now are not carried along."""


def carried(cohort: Cohort, centre: Centre, by: Staff) -> Json:
    """Gather people, sessions and marks of a class; of each card only the digest of its key."""
    members = members_of(cohort)
    sessions = carried_sessions(cohort)
    standings = standings_at([session.id for session in sessions])
    marks: dict[str, dict[str, Json]] = {str(session.id): {} for session in sessions}
    for (session_id, learner_id), standing in standings.items():
        marks[str(session_id)][str(learner_id)] = _mark(standing)
    return {
        "cohort": cohort.id,
        "staff": by.id,
        "drawn": clock.now().isoformat(),
        "sessions": [_session(session, centre) for session in sessions],
        "members": [_member(member) for member in members],
        "cards": dict(card_digests([member.learner.id for member in members])),
        "marks": marks,
    }


def carried_sessions(cohort: Cohort) -> list[CohortSession]:
    """List the sessions about now that take place."""
    now = clock.now()
    return [
        session
        for session in sessions_of(cohort)
        if session.cancelled_at is None and now - BACK <= session.ends_at and session.starts_at <= now + AHEAD
    ]


def session_about_now(sessions: Sequence[CohortSession]) -> CohortSession | None:
    """Choose the session that a trainer means now: the one under way, else the nearest."""
    now = clock.now()
    nearest = sorted(sessions, key=lambda session: abs((session.starts_at - now).total_seconds()))
    under_way = (session for session in nearest if session.starts_at <= now <= session.ends_at)
    return next(under_way, nearest[0] if nearest else None)


def _session(session: CohortSession, centre: Centre) -> Json:
    return {
        "id": session.id,
        "number": session.number,
        "starts": session.starts_at.isoformat(),
        "ends": session.ends_at.isoformat(),
        "words": f"{class_day(session.starts_at, centre)}, {class_hours(session, centre)}",
    }


def _member(member: Member) -> Json:
    learner = member.learner
    return {
        "id": learner.id,
        "seat": member.seat,
        "name": learner.name,
        "lang": learner.locale if learner.name_native else "en",
        "latin": learner.name_latin if learner.name_native else None,
        "number": learner.shown_number,
    }


def _mark(standing: Standing) -> Json:
    mark = standing.mark
    return {
        "tokens": [one.token for one in standing.open_marks],
        "status": mark.choice.status.value,
        "minutes": mark.choice.minutes,
        "at": mark.true_at.isoformat(),
        "staff": mark.staff_id,
        "device": mark.device,
        "differs": standing.differs,
    }
