"""Two officers approve where the programme wants it: one proposes, another confirms, and nobody does both."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import scoped_session

from app.accounts.models import Staff
from app.audit.models import AuditEvent
from app.certificates.approving import approve, approve_request, decline_request, give_first_approval, withdraw_approval
from app.certificates.errors import (
    AlreadyDecided,
    ApprovalNeeded,
    FirstApprovalMissing,
    NotEligible,
    NotPrintable,
    OwnClass,
    SameOfficer,
)
from app.certificates.models import Certificate, CertificateRequest
from app.certificates.rules import Wish
from app.certificates.services import issue_certificate, request_certificate
from app.cohorts.services import add_member
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.errors import NotAllowed
from app.core.permissions import Role
from app.learners.models import Learner
from app.learners.services import change_names
from app.programme.rules import Award
from app.programme.services import change_programme
from tests.certificates.people import ISSUER, a_graduate, a_programme
from tests.cohorts.people import a_cohort
from tests.learners.people import a_staff

Db = scoped_session[Session]
FOUR_EYES = replace(ISSUER, approval_needed=True, second_approval=True)


@pytest.fixture
def request_(session: Db) -> CertificateRequest:
    """A request that waits where two officers approve."""
    a_programme(FOUR_EYES)
    return a_request()


def a_request(learner: Learner | None = None) -> CertificateRequest:
    made = request_certificate(learner=learner or a_graduate(), award=Award.CORE, wish=Wish("km"))
    assert isinstance(made, CertificateRequest)
    return made


def an_officer() -> Staff:
    return a_staff(Role.OFFICER)


def acts() -> list[tuple[str, int | None]]:
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.subject_kind == "request").order_by(AuditEvent.id))
    return [(event.act, event.actor_id) for event in events]


def test_the_first_approval_issues_nothing_and_the_second_one_does(request_: CertificateRequest) -> None:
    first, second = an_officer(), an_officer()

    assert approve(request=request_, by=first) is None
    assert request_.status == "waiting"
    assert request_.first_approved_by_id == first.id
    assert db.session.scalars(select(Certificate)).all() == []

    certificate = approve(request=request_, by=second)
    assert certificate is not None
    assert certificate.issued_by_id == request_.decided_by_id == second.id
    assert request_.first_approved_by_id == first.id
    assert acts()[1:] == [("certificate-first-approved", first.id), ("certificate-approved", second.id)]


def test_nobody_is_both(request_: CertificateRequest) -> None:
    officer = an_officer()
    give_first_approval(request=request_, by=officer)

    for decide in (approve, give_first_approval, approve_request):
        with pytest.raises(SameOfficer):
            decide(request=request_, by=officer)
    with pytest.raises(AlreadyDecided):
        give_first_approval(request=request_, by=an_officer())


def test_the_second_approval_waits_for_the_first(request_: CertificateRequest) -> None:
    with pytest.raises(FirstApprovalMissing):
        approve_request(request=request_, by=an_officer())


def test_nothing_is_issued_past_the_two(request_: CertificateRequest) -> None:
    with pytest.raises(ApprovalNeeded):
        issue_certificate(learner=a_graduate(), award=Award.CORE, issued_by=an_officer())


def test_the_database_itself_wants_two_different_officers(request_: CertificateRequest) -> None:
    officer = an_officer()
    give_first_approval(request=request_, by=officer)
    approve_request(request=request_, by=an_officer())

    alone = update(CertificateRequest).values(decided_by_id=officer.id)
    with pytest.raises(DBAPIError, match="two_persons"), unit_of_work():
        db.session.execute(alone)


def test_who_taught_the_learner_is_neither_the_first_nor_the_second(session: Db) -> None:
    a_programme(FOUR_EYES)
    both, learner = a_staff(Role.TRAINER, Role.OFFICER), a_graduate()
    new, approved = a_request(), a_request(learner)
    give_first_approval(request=approved, by=an_officer())
    cohort = a_cohort(both)
    for one in (learner, db.session.get_one(Learner, new.learner_id)):
        add_member(cohort=cohort, learner=one)

    for request in (new, approved):
        with pytest.raises(OwnClass):
            approve(request=request, by=both)
        with pytest.raises(OwnClass):
            withdraw_approval(request=request, by=both)
        with pytest.raises(OwnClass):
            decline_request(request=request, reason="names", by=both)


def test_a_first_approval_is_withdrawn_and_given_anew(request_: CertificateRequest) -> None:
    first, other = an_officer(), an_officer()
    with pytest.raises(AlreadyDecided):
        withdraw_approval(request=request_, by=first)
    give_first_approval(request=request_, by=first)
    withdraw_approval(request=request_, by=first)
    assert request_.first_approved_by_id is None

    give_first_approval(request=request_, by=other)
    withdraw_approval(request=request_, by=first)
    assert [act for act, _by in acts()][1:] == ["certificate-first-approved", "certificate-approval-withdrawn"] * 2


def test_who_may_not_decide_approves_nothing(request_: CertificateRequest) -> None:
    for role in (Role.TRAINER, Role.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            give_first_approval(request=request_, by=a_staff(role))


def test_what_could_not_be_issued_is_not_approved_first_either(session: Db) -> None:
    a_programme(FOUR_EYES)
    sign, lacking = a_graduate(), a_graduate()
    requests = [a_request(sign), a_request(lacking)]
    with unit_of_work():
        sign.name_native = "\N{DESERET CAPITAL LETTER LONG I}"
        requests[1].kind = Award.FULL.value

    for request, refusal in zip(requests, (NotPrintable, NotEligible), strict=True):
        with pytest.raises(refusal):
            give_first_approval(request=request, by=an_officer())


def test_a_request_that_was_approved_first_can_still_be_returned(request_: CertificateRequest) -> None:
    first = an_officer()
    give_first_approval(request=request_, by=first)
    decline_request(request=request_, reason="names", by=first)

    assert request_.status == "declined"


def test_once_one_officer_is_enough_the_first_one_may_go_on(request_: CertificateRequest) -> None:
    officer = an_officer()
    give_first_approval(request=request_, by=officer)
    change_programme(settings=replace(FOUR_EYES, second_approval=False), modules=[])

    assert approve(request=request_, by=officer) is not None
    assert request_.first_approved_by_id is None


def test_two_officers_approve_the_same_names(request_: CertificateRequest) -> None:
    first, second = an_officer(), an_officer()
    give_first_approval(request=request_, by=first)
    clock.move(timedelta(minutes=1))
    learner = db.session.get_one(Learner, request_.learner_id)
    change_names(learner=learner, native=None, latin="SOMEBODY ELSE")
    clock.move(timedelta(minutes=1))

    with pytest.raises(FirstApprovalMissing):
        approve_request(request=request_, by=second)
    assert approve(request=request_, by=second) is None
    assert request_.first_approved_by_id == second.id
    with pytest.raises(SameOfficer):
        approve(request=request_, by=second)
    assert approve(request=request_, by=first) is not None
