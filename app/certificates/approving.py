"""What an officer does about a request: one approves it, or a first one does and a second one confirms."""

from __future__ import annotations

from contextlib import suppress

from app.accounts.models import Staff
from app.audit.rules import Actor, Subject
from app.audit.services import record
from app.certificates.acts import APPROVAL_WITHDRAWN, FIRST_APPROVED
from app.certificates.errors import AlreadyDecided, FirstApprovalGiven, NotEligible, SameOfficer
from app.certificates.models import Certificate, CertificateRequest
from app.certificates.queries import eligibility_of
from app.certificates.services import approve_request, check_decider, check_printable, lock_waiting
from app.core import clock
from app.core.database import db, unit_of_work
from app.learners.models import Learner
from app.programme.queries import current_programme
from app.programme.rules import Award


def approve(*, request: CertificateRequest, by: Staff) -> Certificate | None:
    """Approve a request: issue its certificate, or, as the first of two, give None and let it wait for the second.

    Who meant to be the first and finds that another one was so a moment ago is the second. Raises what approve_request
    raises.
    """
    if current_programme().second_approval and request.first_approved_by_id is None:
        with suppress(FirstApprovalGiven):
            give_first_approval(request=request, by=by)
            return None
    return approve_request(request=request, by=by)


def give_first_approval(*, request: CertificateRequest, by: Staff) -> None:
    """Approve a request as the first of two officers; nothing is issued yet.

    Raises NotAllowed, OwnClass, NotEligible, NotPrintable, and AlreadyDecided where another was first.
    """
    check_decider(request, by)
    learner = db.session.get_one(Learner, request.learner_id)
    earned = eligibility_of(learner, Award(request.kind))
    if not earned.is_earned:
        raise NotEligible(earned)
    check_printable(learner.name_native, learner.name_latin)
    with unit_of_work():
        lock_waiting(request)
        _check_is_first(request, by)
        request.first_approved_by_id, request.first_approved_at = by.id, clock.now()
        record(FIRST_APPROVED, actor=Actor.staff(by.id), subject=Subject("request", request.id))


@unit_of_work()
def withdraw_approval(*, request: CertificateRequest, by: Staff) -> None:
    """Take a first approval back, which who gave it may do, and who would have to confirm it as well.

    Raises NotAllowed, OwnClass, and AlreadyDecided where nothing waits for a second officer.
    """
    check_decider(request, by)
    lock_waiting(request)
    if request.first_approved_by_id is None:
        raise AlreadyDecided
    detail = {"first": request.first_approved_by_id}
    request.first_approved_by_id, request.first_approved_at = None, None
    record(APPROVAL_WITHDRAWN, actor=Actor.staff(by.id), subject=Subject("request", request.id), detail=detail)


def _check_is_first(request: CertificateRequest, by: Staff) -> None:
    if request.first_approved_by_id == by.id:
        raise SameOfficer
    if request.first_approved_by_id is not None:
        raise FirstApprovalGiven
