"""To whom a trainer may give a PIN or a card: whoever holds either can be that person.

A trainer can put anybody on a list whose name and document number are known. So being on the list of a class is not
enough where another trainer's class was there first: the person joins with the code of the class, signed in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.accounts.models import Staff
from app.cohorts.models import Cohort, CohortMember, CohortTrainer
from app.core.database import db
from app.learners.models import Learner


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an open class, as one trainer sees it."""

    is_led: bool
    """Whether that trainer leads the class."""
    is_own: bool
    """Whether the person joined by themselves, or said so later."""
    since: tuple[datetime, int]


def may_hand_keys(places: Sequence[Place]) -> bool:
    """Tell whether a trainer may give a PIN or a card to who has these places."""
    elsewhere = [place.since for place in places if not place.is_led]
    if not elsewhere:
        return True
    return any(place.is_led and (place.is_own or place.since < min(elsewhere)) for place in places)


def may_give_pin(staff: Staff, learner: Learner) -> bool:
    """Tell whether a trainer may give a learner a new PIN.

    When a class is closed its trainers may have gone; whoever was in it still gets back to a certificate.
    """
    return may_hand_keys(_places(staff, [learner.id])[learner.id])


def without_keys(staff: Staff, learner_ids: Collection[int]) -> set[int]:
    """Find the learners to whom a trainer gives neither PIN nor card, with one query."""
    places = _places(staff, learner_ids)
    return {learner_id for learner_id in learner_ids if not may_hand_keys(places[learner_id])}


def _places(staff: Staff, learner_ids: Collection[int]) -> dict[int, list[Place]]:
    led = select(CohortTrainer.cohort_id).where(CohortTrainer.staff_id == staff.id)
    query = (
        select(CohortMember, CohortMember.cohort_id.in_(led))
        .join(Cohort, Cohort.id == CohortMember.cohort_id)
        .where(CohortMember.learner_id.in_(learner_ids), CohortMember.left_at.is_(None), Cohort.closed_at.is_(None))
    )
    found: defaultdict[int, list[Place]] = defaultdict(list)
    for member, is_led in db.session.execute(query):
        found[member.learner_id].append(Place(bool(is_led), member.is_own, (member.joined_at, member.id)))
    return found
