"""A learner is forgotten on their own wish or when two people agree, after some days in which they may stop it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from app.audit.models import AuditEvent
from app.audit.rules import SYSTEM
from app.certificates.checking import check_register
from app.certificates.checkpointing import keep_checkpoint
from app.certificates.life import Act
from app.certificates.log_models import CertificateEvent
from app.certificates.models import Certificate, CertificateRequest
from app.certificates.services import issue_certificate
from app.certificates.signed import read_address
from app.certificates.statement import Statement
from app.cohorts.models import CohortMember
from app.core import clock
from app.core.database import db
from app.core.errors import NotAllowed
from app.core.permissions import Role
from app.learners.models import Learner
from app.privacy.applying import apply_terms
from app.privacy.errors import AlreadyAsked, NotOpen, SamePerson
from app.privacy.forgetting import forget
from app.privacy.models import Erasure
from app.privacy.queries import days_of
from app.privacy.reasons import CopyReason, ErasureReason
from app.privacy.services import agree, ask_erasure, carry_out, copy_for, copy_own, propose_erasure, stop
from app.programme.rules import Award
from app.register.models import RegisterEntry, RegisterName
from app.signing.keys import Use
from app.signing.present import present_keys
from tests.certificates.people import a_graduate, a_programme, take_back
from tests.cohorts.people import a_cohort, a_member
from tests.learners.people import a_learner, a_staff

IN_PERSON = ErasureReason.ASKED_IN_PERSON


def wait(days: int) -> None:
    clock.move(timedelta(days=days))


def acts_about(learner_id: int) -> list[str]:
    theirs = (AuditEvent.subject_kind == "learner", AuditEvent.subject_id == str(learner_id))
    return list(db.session.scalars(select(AuditEvent.act).where(*theirs).order_by(AuditEvent.id)))


def test_a_learner_is_forgotten_when_the_days_are_over_and_not_before(session: scoped_session[Session]) -> None:
    learner = a_learner()
    erasure = ask_erasure(learner=learner)
    wait(days_of("cooling-off") - 1)
    assert apply_terms()["cooling-off"] == 0
    wait(1)
    assert apply_terms()["cooling-off"] == 1
    assert learner.is_forgotten
    assert not erasure.is_open
    assert acts_about(learner.id) == ["erasure-asked", "learner-forgotten"]


def test_who_stops_it_in_time_keeps_the_account_and_may_ask_again(session: scoped_session[Session]) -> None:
    learner = a_learner()
    erasure = ask_erasure(learner=learner)
    with pytest.raises(AlreadyAsked):
        ask_erasure(learner=learner)
    stop(erasure=erasure, by=learner)
    wait(100)
    assert not carry_out(erasure=erasure)
    assert not learner.is_forgotten
    ask_erasure(learner=learner)


def test_staff_need_a_second_person_and_the_learner_may_still_stop_it(session: scoped_session[Session]) -> None:
    learner, one, two = a_learner(), a_staff(Role.ADMINISTRATOR), a_staff(Role.ADMINISTRATOR)
    erasure = propose_erasure(learner=learner, reason=IN_PERSON, by=one)
    wait(100)
    assert apply_terms()["cooling-off"] == 0
    with pytest.raises(SamePerson):
        agree(erasure=erasure, by=one)
    agree(erasure=erasure, by=two)
    with pytest.raises(NotOpen):
        agree(erasure=erasure, by=two)
    stop(erasure=erasure, by=learner)
    with pytest.raises(NotOpen):
        stop(erasure=erasure, by=learner)
    wait(100)
    apply_terms()
    assert not learner.is_forgotten


def test_staff_stop_only_what_staff_asked_for_and_nobody_stops_anothers(session: scoped_session[Session]) -> None:
    learner, other, staff = a_learner(), a_learner(latin="KEO BOUPHA"), a_staff(Role.ADMINISTRATOR)
    own = ask_erasure(learner=learner)
    for by in (staff, other):
        with pytest.raises(NotAllowed):
            stop(erasure=own, by=by)
    stop(erasure=propose_erasure(learner=other, reason=IN_PERSON, by=staff), by=staff)


def test_without_the_right_nobody_copies_proposes_or_agrees(session: scoped_session[Session]) -> None:
    learner, officer = a_learner(), a_staff(Role.OFFICER)
    erasure = propose_erasure(learner=learner, reason=IN_PERSON, by=a_staff(Role.ADMINISTRATOR))
    with pytest.raises(NotAllowed):
        copy_for(learner=learner, reason=CopyReason.COURT, by=officer)
    with pytest.raises(NotAllowed):
        agree(erasure=erasure, by=officer)
    with pytest.raises(NotAllowed):
        propose_erasure(learner=learner, reason=IN_PERSON, by=officer)


def test_a_copy_is_noted_and_is_in_itself(session: scoped_session[Session]) -> None:
    learner = a_learner()
    whole = copy_own(learner=learner)
    copy_for(learner=learner, reason=CopyReason.COMPLAINT, by=a_staff(Role.ADMINISTRATOR))
    assert '"learner-copied"' in whole.as_json()
    assert acts_about(learner.id) == ["learner-copied", "learner-copied"]


def issued(learner: Learner) -> Certificate:
    return issue_certificate(learner=learner, award=Award.CORE)


def test_the_register_checks_after_people_were_forgotten_and_still_counts_and_dates(
    session: scoped_session[Session],
) -> None:
    a_programme()
    learner, other = a_graduate(), a_graduate(name_latin="KEO BOUPHA", name_key="keo boupha")
    certificate, kept = issued(learner), issued(other)
    take_back(issued(a_graduate()))
    keep_checkpoint()
    number, day, square = certificate.number, certificate.issued_at, check_address(certificate)
    forget(learner=learner, by=SYSTEM)
    walk = check_register()
    assert not walk.faults
    assert walk.certificates == 3
    db.session.refresh(certificate)
    assert (certificate.is_forgotten, certificate.learner_id) == (True, None)
    assert (certificate.number, certificate.issued_at) == (number, day)
    assert not kept.is_forgotten
    events = db.session.scalars(select(CertificateEvent.act).where(CertificateEvent.number == number)).all()
    assert events == [Act.ISSUED.value]
    assert_square_holds(square, number)


def check_address(certificate: Certificate) -> str:
    return Statement.from_json(certificate.statement).check_address


def assert_square_holds(square: str, number: str) -> None:
    """The paper in the holder's hand is checked by its signature, which needs no register."""
    trust = present_keys().trust
    assert trust
    signed, _key = read_address(square, trust.of_use(Use.QR))
    assert signed.number == number


def test_nobody_finds_the_name_in_the_register_any_more(session: scoped_session[Session]) -> None:
    a_programme()
    learner = a_graduate(name_latin="UNIQUE NAMERY", name_key="unique namery")
    number = issued(learner).number
    forget(learner=learner, by=SYSTEM)
    entry = db.session.scalars(select(RegisterEntry).where(RegisterEntry.number == number)).one()
    assert (entry.name_native, entry.name_latin) == (None, None)
    assert not db.session.scalars(select(RegisterName).where(RegisterName.key.contains("NAMERY"))).all()
    assert not db.session.scalars(select(RegisterName).where(RegisterName.key.contains("namery"))).all()


def test_what_waits_for_an_officer_is_taken_back_and_what_was_decided_stays(app: Flask, session: object) -> None:
    a_programme()
    learner = a_graduate()
    db.session.add(
        CertificateRequest(
            learner_id=learner.id, kind="core", locale="km", help_lines=False, status="waiting", asked_at=clock.now()
        )
    )
    db.session.commit()
    forget(learner=learner, by=SYSTEM)
    assert not db.session.scalars(select(CertificateRequest)).all()


def test_a_class_counts_who_was_there_without_a_name(session: scoped_session[Session]) -> None:
    learner = a_member(a_cohort())
    forget(learner=learner, by=SYSTEM)
    place = db.session.scalars(select(CohortMember).where(CohortMember.learner_id == learner.id)).one()
    assert place.left_at is not None


def test_other_rooms_hear_of_it_inside_the_same_transaction(app: Flask, session: scoped_session[Session]) -> None:
    from app.privacy.forgetting import on_forgotten

    heard: list[int] = []
    on_forgotten(app, lambda learner_id, _numbers: heard.append(learner_id))
    learner = a_learner()
    forget(learner=learner, by=SYSTEM)
    app.extensions["waymark-on-forgotten"].pop()
    assert heard == [learner.id]


def test_an_erasure_that_was_asked_for_is_answered_for_by_its_row(session: scoped_session[Session]) -> None:
    learner = a_learner()
    ask_erasure(learner=learner)
    wait(100)
    apply_terms()
    row = db.session.scalars(select(Erasure)).one()
    assert (row.learner_id, row.reason, row.done_at is not None) == (learner.id, "own-wish", True)
