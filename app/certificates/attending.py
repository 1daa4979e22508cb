"""How much of their classes learners attended, as evidence for a certificate; a handful of queries for any number."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import select

from app.attendance.queries import Standings, marked_among, standings_at
from app.attendance.rules import share_of
from app.attendance.shares import Stay, begun_sessions, held_sessions, way_here
from app.certificates.rules import ClassShare
from app.cohorts.models import Cohort, CohortMember, CohortSession
from app.core.database import db
from app.programme.rules import Award

_Places = Sequence[tuple[CohortMember, Cohort]]


def class_shares(learner_ids: Collection[int]) -> dict[int, list[ClassShare]]:
    """Tell for each of the learners what they attended in each class of theirs, present or past.

    Who is in no class is left out, and costs one look by an index. A class that was closed and never met is none.
    """
    places = _places(learner_ids)
    if not places:
        return {}
    sessions = begun_sessions({place.cohort_id for own in places.values() for place, _cohort in own})
    ids = [session.id for session in sessions]
    held, standings = held_sessions(sessions, marked_among(ids)), standings_at(ids, learner_ids)
    return {learner: list(_shares(own, held, standings)) for learner, own in places.items()}


def _places(learner_ids: Collection[int]) -> dict[int, list[tuple[CohortMember, Cohort]]]:
    query = (
        select(CohortMember, Cohort)
        .join(Cohort, Cohort.id == CohortMember.cohort_id)
        .where(CohortMember.learner_id.in_(learner_ids))
        .order_by(CohortMember.id)
    )
    found: dict[int, list[tuple[CohortMember, Cohort]]] = {}
    for place, cohort in db.session.execute(query):
        found.setdefault(place.learner_id, []).append((place, cohort))
    return found


def _shares(places: _Places, held: Mapping[int, list[CohortSession]], standings: Standings) -> Iterator[ClassShare]:
    moved = [place for place, _cohort in places if place.moved_to_id is not None]
    for place, cohort in places:
        if place.left_at is not None and not _met(place, held):
            continue
        mine = [one for stay in _stays(place, moved) for one in held.get(stay.cohort_id, ()) if stay.holds(one)]
        share = share_of([standings.get((session.id, place.learner_id)) for session in mine])
        if share.held or cohort.is_open:
            yield ClassShare(Award(cohort.award), share.held, share.attended)


def _met(place: CohortMember, held: Mapping[int, list[CohortSession]]) -> bool:
    """Tell whether a class met while somebody belonged to it; who left before that was never in it."""
    there = Stay(place.cohort_id, place.joined_at, place.left_at)
    return any(there.holds(session) for session in held.get(place.cohort_id, ()))


def _stays(place: CohortMember, moved: list[CohortMember]) -> list[Stay]:
    """Tell which time counts: of a class that somebody left every session, so that leaving early gains nothing."""
    if place.left_at is not None:
        return [Stay(place.cohort_id)]
    return list(way_here(place.cohort_id, place.joined_at, moved))
