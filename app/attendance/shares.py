"""How much of a class each learner attended: what the rule of a certificate asks.

A session counts once it was held: not cancelled, and over, or begun with somebody marked. Who was moved here from
another class keeps what they attended there until they left it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.attendance.queries import standings_at
from app.attendance.rules import MISSED_AT_MOST, Share, share_of
from app.cohorts.models import Cohort, CohortMember, CohortSession
from app.core import clock
from app.core.database import db
from app.learners.models import Learner


@dataclass(frozen=True, slots=True)
class Stay:
    """A time in which a learner belonged to a class; None where it has no beginning or no end."""

    cohort_id: int
    since: datetime | None = None
    until: datetime | None = None

    def holds(self, session: CohortSession) -> bool:
        """Tell whether a session of the class falls into it."""
        begins = self.since is None or session.starts_at >= self.since
        return begins and (self.until is None or session.starts_at < self.until)


def attended(cohort: Cohort, learner: Learner, *, missed_at_most: int = MISSED_AT_MOST) -> Share:
    """Tell how much of a class a member attended so far."""
    return attendance_of(cohort, missed_at_most=missed_at_most).get(learner.id, Share())


def attendance_of(cohort: Cohort, *, missed_at_most: int = MISSED_AT_MOST) -> dict[int, Share]:
    """Tell for each present member how much they attended so far, with four queries."""
    stays = _stays(cohort)
    sessions = begun_sessions({stay.cohort_id for own in stays.values() for stay in own} | {cohort.id})
    standings = standings_at([session.id for session in sessions])
    held = held_sessions(sessions, {session_id for session_id, _learner in standings})
    shares = {}
    for learner_id, own in stays.items():
        mine = (session for stay in own for session in held.get(stay.cohort_id, ()) if stay.holds(session))
        standing = [standings.get((session.id, learner_id)) for session in mine]
        shares[learner_id] = share_of(standing, missed_at_most=missed_at_most)
    return shares


def held_sessions(sessions: Iterable[CohortSession], marked: Collection[int]) -> Mapping[int, list[CohortSession]]:
    """Sort out, by class, which sessions were held so far; ``marked`` are those at which somebody was marked."""
    held: dict[int, list[CohortSession]] = {}
    for session in sessions:
        if _was_held(session, marked):
            held.setdefault(session.cohort_id, []).append(session)
    return held


def _was_held(session: CohortSession, marked: Collection[int]) -> bool:
    now = clock.now()
    is_over = session.ends_at <= now or session.id in marked
    return session.cancelled_at is None and session.starts_at <= now and is_over


def begun_sessions(cohort_ids: Collection[int]) -> Sequence[CohortSession]:
    """List the sessions of some classes that have begun."""
    query = select(CohortSession).where(CohortSession.cohort_id.in_(cohort_ids), CohortSession.starts_at <= clock.now())
    return db.session.scalars(query).all()


def _stays(cohort: Cohort) -> dict[int, list[Stay]]:
    here = select(CohortMember.learner_id, CohortMember.joined_at).where(
        CohortMember.cohort_id == cohort.id, CohortMember.left_at.is_(None)
    )
    learners = select(CohortMember.learner_id).where(
        CohortMember.cohort_id == cohort.id, CohortMember.left_at.is_(None)
    )
    moves = select(CohortMember).where(CohortMember.learner_id.in_(learners), CohortMember.moved_to_id.is_not(None))
    moved: dict[int, list[CohortMember]] = {}
    for place in db.session.scalars(moves):
        moved.setdefault(place.learner_id, []).append(place)
    return {
        row.learner_id: list(way_here(cohort.id, row.joined_at, moved.get(row.learner_id, [])))
        for row in db.session.execute(here)
    }


def way_here(cohort_id: int, joined_at: datetime, places: list[CohortMember]) -> Iterator[Stay]:
    """Go back from class to class; of the first of them every session counts, those before joining as well."""
    until: datetime | None = None
    earlier = sorted(places, key=lambda place: (place.left_at or place.joined_at, place.id))
    while True:
        came = [place for place in earlier if place.moved_to_id == cohort_id and place.joined_at <= joined_at]
        if not came:
            yield Stay(cohort_id, None, until)
            return
        before = came[-1]
        yield Stay(cohort_id, before.left_at, until)
        earlier = earlier[: earlier.index(before)]
        cohort_id, joined_at, until = before.cohort_id, before.joined_at, before.left_at
