"""A trainer asks for the certificates of a class; an officer decides about each, for no trainer issues any."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from app.accounts.models import Staff
from app.certificates.class_standing import class_standing
from app.certificates.errors import NobodyChosen
from app.certificates.models import CertificateRequest
from app.certificates.services import keep_request
from app.cohorts.models import Cohort
from app.cohorts.queries import own_cohort
from app.core.database import db, unit_of_work
from app.core.errors import NotAllowed
from app.core.permissions import Permission
from app.integrity.services import raise_signals
from app.learners.models import Learner
from app.programme.rules import Award


def request_for_class(*, cohort: Cohort, learner_ids: Collection[int], by: Staff) -> int:
    """Ask for the certificates of those of these members who are due, all or none, and count the new requests.

    Sent twice it asks once. The class is looked over for signals afterwards. Raises NotAllowed, NoSuchCohort for
    another's class, and NobodyChosen.
    """
    if Permission.LEAD_COHORTS not in by.permissions:
        raise NotAllowed
    own_cohort(by, cohort.id)
    if not learner_ids:
        raise NobodyChosen
    made = _keep_requests(cohort, learner_ids, by)
    if made:
        raise_signals(cohort=cohort, requested_at=first_asked_at(cohort))
    return made


@unit_of_work()
def _keep_requests(cohort: Cohort, learner_ids: Collection[int], by: Staff) -> int:
    """Write the requests down; the learners are locked first, so that whoever asks at the same moment waits."""
    db.session.execute(select(Learner.id).where(Learner.id.in_(learner_ids)).order_by(Learner.id).with_for_update())
    chosen = [one for one in class_standing(cohort).due if one.member.learner.id in learner_ids]
    for one in chosen:
        keep_request(one.member.learner, Award(cohort.award), one.wish(cohort), cohort=cohort, by=by)
    return len(chosen)


def first_asked_at(cohort: Cohort) -> datetime | None:
    """Tell when certificates were first asked for in a class."""
    query = select(CertificateRequest.asked_at).where(CertificateRequest.cohort_id == cohort.id)
    return db.session.scalar(query.order_by(CertificateRequest.asked_at).limit(1))
