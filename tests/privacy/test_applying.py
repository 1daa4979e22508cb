"""The retention run ends what has passed its term and nothing else, a little at a time, and says how much."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from app.answersheets.models import AnswerSheet
from app.api import jobs as deliveries
from app.audit.models import AuditEvent
from app.certificates.models import Certificate, CertificateCheck
from app.core import clock
from app.core.database import db
from app.core.permissions import Role
from app.course.queries import course
from app.learners.enrolling import Told, enrol
from app.learners.models import Learner
from app.learners.record_models import LearnerCard, LearnerRecord
from app.privacy import applying
from app.privacy.applying import apply_terms, register_sweep
from app.privacy.errors import OutOfBounds
from app.privacy.forgetting import on_forgotten
from app.privacy.models import RetentionTerm
from app.privacy.queries import days_of, settled_terms
from app.privacy.services import ask_erasure, set_term
from app.privacy.sweeps import SWEEPS, deleting
from app.privacy.terms import TERMS
from app.quizzes.models import Attempt
from app.rosters.models import RosterLine
from tests.certificates.people import a_graduate, a_programme
from tests.cohorts.people import a_cohort, a_member, a_trainer
from tests.learners.people import a_learner, a_staff
from tests.privacy.test_services import issued


def wait(days: int) -> None:
    clock.move(timedelta(days=days))


def keep(row: object) -> None:
    db.session.add(row)
    db.session.commit()


def test_nothing_ends_before_its_day_and_a_dry_run_ends_nothing(session: scoped_session[Session]) -> None:
    learner = a_learner()
    wait(days_of("never-active") - 1)
    assert not any(apply_terms(dry_run=True).values())
    assert not any(apply_terms().values())
    wait(2)
    assert apply_terms(dry_run=True)["never-active"] == 1
    assert not learner.is_forgotten
    assert apply_terms()["never-active"] == 1
    assert learner.is_forgotten
    assert not any(apply_terms().values())


def test_who_learned_is_forgotten_later_and_who_still_learns_is_not(session: scoped_session[Session]) -> None:
    idle, busy = a_graduate(), a_graduate(name_latin="KEO BOUPHA")
    wait(days_of("idle-learners") + 1)
    keep(an_attempt(busy))
    counts = apply_terms()
    assert (counts["never-active"], counts["idle-learners"]) == (0, 1)
    assert (idle.is_forgotten, busy.is_forgotten) == (True, False)


def test_who_is_in_an_open_class_is_kept_however_long_it_lasts(session: scoped_session[Session]) -> None:
    cohort = a_cohort()
    learner = a_member(cohort)
    wait(days_of("idle-learners") + 1)
    apply_terms()
    assert not learner.is_forgotten
    cohort.closed_at = clock.now()
    db.session.commit()
    apply_terms()
    assert not learner.is_forgotten
    wait(days_of("idle-learners") + 1)
    apply_terms()
    assert learner.is_forgotten


def test_a_certificate_without_an_end_keeps_its_holder_and_one_that_ended_does_not_for_ever(
    session: scoped_session[Session],
) -> None:
    programme = a_programme()
    for_good = a_graduate()
    issued(for_good)
    programme.validity_months = 12
    db.session.commit()
    for_a_year = a_graduate(name_latin="KEO BOUPHA")
    issued(for_a_year)
    wait(days_of("idle-holders") + 300)
    apply_terms()
    assert not for_a_year.is_forgotten
    wait(100)
    assert apply_terms()["idle-holders"] == 1
    assert (for_good.is_forgotten, for_a_year.is_forgotten) == (False, True)
    assert len(db.session.scalars(select(Certificate)).all()) == 2


def test_sealed_numbers_end_and_the_rest_of_the_record_stays(session: scoped_session[Session]) -> None:
    (learner,) = enrol(
        people=[Told(latin="KEO BOUPHA", document="N1234QXZ", phone="+85512345678", sex="female")], locale="km"
    )
    keep(an_attempt(learner))
    wait(days_of("sealed-numbers") + 1)
    keep(an_attempt(learner))
    assert apply_terms()["sealed-numbers"] == 1
    record = db.session.get_one(LearnerRecord, learner.id)
    assert (record.sex, record.document_sealed, record.phone_digest, record.document_end_digest) == (
        "female",
        None,
        None,
        None,
    )


def test_answers_end_and_the_result_stays(session: scoped_session[Session]) -> None:
    old = an_attempt(a_learner(), draw=[["Q1", ["a", "b"]]], responses={"Q1": ["a"]})
    keep(old)
    wait(days_of("answers") + 1)
    keep(an_attempt(db.session.get_one(Learner, old.learner_id)))
    assert apply_terms()["answers"] == 1
    db.session.refresh(old)
    assert (old.draw, old.responses, old.right_count, old.passed) == ([], {}, 8, True)


def test_sheets_cards_lines_and_checks_end(session: scoped_session[Session]) -> None:
    cohort = a_cohort()
    learner, trainer = a_member(cohort), a_trainer()
    sheet = {"cohort_id": cohort.id, "learner_id": learner.id, "module": "M01", "locale": "km", "draw": []}
    now = {"printed_at": clock.now(), "printed_by_id": trainer.id, "course_version": "1", "course_digest": ""}
    keep(AnswerSheet(code="TAKENINXXX", taken_in_at=clock.now(), **sheet, **now))
    keep(AnswerSheet(code="STILLOUTXX", **sheet, **now))
    keep(
        LearnerCard(
            learner_id=learner.id, key_digest="old", made_at=clock.now(), made_by_id=trainer.id, ended_at=clock.now()
        )
    )
    keep(LearnerCard(learner_id=learner.id, key_digest="new", made_at=clock.now(), made_by_id=trainer.id))
    keep(RosterLine(cohort_id=cohort.id, digest="x", occurrence=0, learner_id=learner.id))
    keep(CertificateCheck(number="XX-TEST-26-0000001", day=clock.today(), country="", count=1))
    cohort.closed_at = clock.now()
    db.session.commit()
    wait(800)
    keep(an_attempt(learner))
    counts = apply_terms()
    ended = {name: counts[name] for name in ("answer-sheets", "ended-cards", "roster-lines", "checks")}
    assert ended == {"answer-sheets": 1, "ended-cards": 1, "roster-lines": 1, "checks": 1}


def test_more_than_one_portion_is_ended_in_several_transactions(
    session: scoped_session[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(23):
        a_member_alone()
    monkeypatch.setattr(applying, "PAUSE_SECONDS", 0)
    wait(days_of("never-active") + 1)
    assert apply_terms()["never-active"] == 23


def a_member_alone() -> Learner:
    (learner,) = enrol(people=[Told(latin="TESTPERSON")], locale="km")
    return learner


def test_the_run_is_in_the_audit_with_its_counts_and_no_names(session: scoped_session[Session]) -> None:
    a_learner()
    wait(days_of("never-active") + 1)
    apply_terms()
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.act == "terms-applied")).one()
    assert event.detail == {"never-active": 1}


def test_a_ministry_sets_terms_within_their_bounds(session: scoped_session[Session]) -> None:
    admin = a_staff(Role.ADMINISTRATOR)
    set_term(name="answers", days=730, by=admin)
    assert days_of("answers") == 730
    for days in (0, 364, 99_999):
        with pytest.raises(OutOfBounds):
            set_term(name="answers", days=days, by=admin)
    db.session.get_one(RetentionTerm, "answers").days = 1
    db.session.commit()
    assert days_of("answers") == TERMS["answers"].least


def test_every_term_that_is_no_waiting_time_or_count_of_requests_is_kept_by_a_sweep() -> None:
    swept = {sweep.term for sweep in SWEEPS}
    assert TERMS.keys() - swept == {"cooling-off", "sign-in-tries", "guess-counts", "staff-sessions", "deliveries"}
    assert TERMS["deliveries"].days == deliveries.KEPT_FOR.days


def test_another_room_may_add_a_sweep(app: Flask, session: scoped_session[Session]) -> None:
    sweep = deleting("hand-overs", LearnerCard.id, lambda before: LearnerCard.made_at < before)
    register_sweep(app, sweep)
    register_sweep(app, sweep)
    trainer = a_trainer()
    keep(LearnerCard(learner_id=a_learner().id, key_digest="x", made_at=clock.now(), made_by_id=trainer.id))
    wait(settled_terms()["hand-overs"] + 1)
    assert apply_terms()["hand-overs"] == 1
    app.extensions["waymark-sweeps"].clear()


def an_attempt(learner: Learner, **changes: Any) -> Attempt:
    values: dict[str, Any] = {
        "token": secrets.token_hex(16),
        "learner_id": learner.id,
        "module": course().modules[0].id,
        "course_version": course().version,
        "course_digest": course().digest,
        "locale": "km",
        "draw": [],
        "responses": {},
        "started_at": clock.now(),
        "submitted_at": clock.now(),
        "asked": 8,
        "right_count": 8,
        "must_know_right": True,
        "passed": True,
    }
    return Attempt(**(values | changes))


def test_one_that_cannot_be_ended_keeps_no_other_from_its_end(app: Flask, session: scoped_session[Session]) -> None:
    def broken(_learner_id: int, numbers: object) -> None:
        if _learner_id == stuck.id:
            raise RuntimeError

    stuck, other, idle = a_learner(), a_learner(), a_learner()
    for learner in (stuck, other):
        ask_erasure(learner=learner)
    on_forgotten(app, broken)
    wait(days_of("never-active") + 2)
    apply_terms()
    app.extensions["waymark-on-forgotten"].remove(broken)
    assert (stuck.is_forgotten, other.is_forgotten, idle.is_forgotten) == (False, True, True)
