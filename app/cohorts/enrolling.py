"""Taking many people into a cohort at once, with few statements."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from app.accounts.models import Staff
from app.audit.rules import Actor, Subject
from app.audit.services import record
from app.cohorts.acts import MEMBER_ADDED
from app.cohorts.errors import CohortClosed
from app.cohorts.models import Cohort, CohortMember
from app.core import clock
from app.core.database import db, unit_of_work


@unit_of_work()
def add_members(*, cohort: Cohort, learner_ids: Sequence[int], by: Staff) -> int:
    """Take learners in, in this order, and tell how many were not here yet; raise CohortClosed.

    The cohort is locked meanwhile, so that nobody who joins at the same moment gets a seat twice.
    """
    db.session.execute(select(Cohort.id).where(Cohort.id == cohort.id).with_for_update())
    query = select(CohortMember.learner_id).where(CohortMember.cohort_id == cohort.id, CohortMember.left_at.is_(None))
    here = set(db.session.scalars(query))
    new = [learner_id for learner_id in dict.fromkeys(learner_ids) if learner_id not in here]
    if new and not cohort.is_open:
        raise CohortClosed
    highest = db.session.scalar(select(func.max(CohortMember.seat)).where(CohortMember.cohort_id == cohort.id)) or 0
    for seat, learner_id in enumerate(new, highest + 1):
        member = CohortMember(
            cohort_id=cohort.id, learner_id=learner_id, seat=seat, joined_at=clock.now(), added_by_id=by.id
        )
        db.session.add(member)
        subject = Subject("learner", learner_id)
        record(MEMBER_ADDED, actor=Actor.staff(by.id), subject=subject, detail={"cohort": cohort.id})
    db.session.flush()
    return len(new)
