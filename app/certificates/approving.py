"""What officers do about a request: approve it, one alone or a first and a second one, or say no."""

from __future__ import annotations

from contextlib import suppress

from sqlalchemy import select

from app.accounts.models import Staff
from app.audit.models import AuditEvent
from app.audit.rules import Actor, Subject
from app.audit.services import record
from app.certificates.acts import APPROVAL_WITHDRAWN, APPROVED, DECLINED, FIRST_APPROVED
from app.certificates.errors import (
    AlreadyDecided,
    FirstApprovalGiven,
    FirstApprovalMissing,
    NotEligible,
    OwnClass,
    SameOfficer,
)
from app.certificates.life_rules import LONGEST_NOTE
from app.certificates.models import Certificate, CertificateRequest, RequestStatus
from app.certificates.queries import eligibility_of, own_requests
from app.certificates.rules import Wish
from app.certificates.services import check_printable, checked_draft, issue, issued_to
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.errors import NotAllowed
from app.core.permissions import Permission
from app.learners.acts import NAMES_CHANGED
from app.learners.models import Learner
from app.programme.queries import current_programme
from app.programme.rules import Award


def approve(*, request: CertificateRequest, by: Staff) -> Certificate | None:
    """Approve a request: issue its certificate, or, as the first of two, give None and let it wait for the second.

    Who meant to be the first and finds that another one was so a moment ago is the second. Where the names were changed
    after the first approval, this one is the first again. Raises what approve_request raises.
    """
    if current_programme().second_approval and not _counts_as_first(request):
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
    if not _counts_as_first(request):
        return
    if request.first_approved_by_id == by.id:
        raise SameOfficer
    raise FirstApprovalGiven


def _counts_as_first(request: CertificateRequest) -> bool:
    """Tell whether another officer's approval stands for the person as they are called now, and not as before."""
    if request.first_approved_by_id is None:
        return False
    about = (AuditEvent.subject_kind == "learner", AuditEvent.subject_id == str(request.learner_id))
    since = AuditEvent.at > request.first_approved_at
    changed = select(AuditEvent.id).where(*about, AuditEvent.act == NAMES_CHANGED, since)
    return db.session.scalar(changed.limit(1)) is None


def approve_request(*, request: CertificateRequest, by: Staff) -> Certificate:
    """Approve a request and issue its certificate, all or nothing; where two officers approve, as the second of them.

    Raises NotAllowed for who may not decide, OwnClass, FirstApprovalMissing, SameOfficer, AlreadyDecided, NotEligible
    and NotPrintable.
    """
    check_decider(request, by)
    learner, award = db.session.get_one(Learner, request.learner_id), Award(request.kind)
    draft = checked_draft(learner, award, Wish(request.locale, request.help_lines))
    with unit_of_work():
        lock_waiting(request)
        _check_first(request, by)
        certificate = issued_to(learner, award) or issue(learner, draft, by)
        _decide(request, certificate, by)
        return certificate


@unit_of_work()
def decline_request(*, request: CertificateRequest, reason: str, note: str | None = None, by: Staff) -> None:
    """Say no to a request; the learner reads why and may ask again. Raises NotAllowed, OwnClass and AlreadyDecided."""
    check_decider(request, by)
    lock_waiting(request)
    request.status = RequestStatus.DECLINED.value
    request.decided_at = clock.now()
    request.decided_by_id = by.id
    request.declined_for, request.note = reason, (note or "").strip()[:LONGEST_NOTE] or None
    detail = {"reason": request.declined_for}
    record(DECLINED, actor=Actor.staff(by.id), subject=Subject("request", request.id), detail=detail)


def check_decider(request: CertificateRequest, by: Staff) -> None:
    """Raise NotAllowed for who may not decide, and OwnClass for who teaches or taught the learner."""
    if Permission.DECIDE_CERTIFICATES not in by.permissions:
        raise NotAllowed
    if own_requests([request], by):
        raise OwnClass


def lock_waiting(request: CertificateRequest) -> None:
    """Lock a request inside the present unit of work; raise AlreadyDecided where it does not wait any more."""
    db.session.refresh(request, with_for_update=True)
    if request.status != RequestStatus.WAITING:
        raise AlreadyDecided


def _check_first(request: CertificateRequest, by: Staff) -> None:
    """Ask for another officer's approval before this one, where two approve; where one does, forget an own one."""
    if not current_programme().second_approval:
        if request.first_approved_by_id == by.id:
            request.first_approved_by_id, request.first_approved_at = None, None
    elif not _counts_as_first(request):
        raise FirstApprovalMissing
    elif request.first_approved_by_id == by.id:
        raise SameOfficer


def _decide(request: CertificateRequest, certificate: Certificate, by: Staff) -> None:
    officer, paper = by.id, certificate.id  # Read first: reading may write what has changed so far, half a decision.
    request.status = RequestStatus.APPROVED.value
    request.decided_at = clock.now()
    request.decided_by_id, request.certificate_id = officer, paper
    record(APPROVED, actor=Actor.staff(officer), subject=Subject("request", request.id))
