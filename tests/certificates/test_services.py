"""Issuing certificates: who gets one, which number, what it states."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask_sqlalchemy.session import Session
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import scoped_session

from app.audit.models import AuditEvent
from app.certificates.approving import approve_request
from app.certificates.errors import AlreadyDecided, ApprovalNeeded, NotEligible, NotPrintable
from app.certificates.models import CertificateCounter, CertificateCurrent, CertificateRequest
from app.certificates.numbering import LAST_SERIAL, Number
from app.certificates.queue import count_waiting
from app.certificates.rules import Wish
from app.certificates.services import ask_for_certificate, issue_certificate
from app.certificates.signed import read_address
from app.certificates.statement import Statement
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.errors import NotAllowed, Unavailable
from app.core.permissions import Role
from app.course.queries import course
from app.learners.services import change_names
from app.programme.rules import Award
from app.signing.keyring import Keyring
from app.signing.present import PresentKeys
from tests.certificates.people import ISSUER, a_graduate, a_programme, complete, core_modules, read, take_back
from tests.learners.people import a_learner, a_staff
from tests.signing.people import kept_keys

Db = scoped_session[Session]
APPROVED_ONLY = replace(ISSUER, approval_needed=True)
WISH = Wish("km")


def taken() -> int:
    return db.session.scalar(select(func.sum(CertificateCounter.taken))) or 0


def test_who_has_done_the_core_modules_gets_the_core_statement(session: Db) -> None:
    a_programme()
    learner = a_graduate()

    certificate = issue_certificate(learner=learner, award=Award.CORE)

    assert certificate.number == str(Number("XX-TEST", clock.today().year % 100, 1))
    assert certificate.learner_id == learner.id
    assert certificate.valid_until is not None


def test_the_statement_holds_everything_that_is_printed(session: Db) -> None:
    a_programme()
    learner = a_graduate()
    certificate = issue_certificate(learner=learner, award=Award.CORE)

    said = Statement.from_json(certificate.statement)
    assert (said.name_native, said.name_latin) == ("សុខ ចាន់ធូ", "SOK CHANTHOU")
    assert (said.number, said.code.replace("-", "")) == (certificate.number, certificate.code)
    assert said.locale == "km"
    assert (said.course_version, said.course_digest) == (course().version, course().digest)
    assert certificate.course_digest == course().digest
    assert said.modules_english == tuple(course().module_text(module, "en").title for module in core_modules())
    assert said.design_hours_english == "2 hours 30 minutes"
    assert said.issuer_name == "ការិយាល័យសាកល្បង"
    assert said.watermark == "SAMPLE"
    assert said.valid_until == certificate.valid_until
    assert said.started_on == said.completed_on == said.issued_on == clock.today()
    assert said.check_address.startswith("HTTP://127.0.0.1:8000/C#")
    signed, key = read_address(said.check_address, kept_keys()[1].keys)
    assert (signed.number, signed.code) == (certificate.number, certificate.code)
    assert (signed.name_native, signed.name_latin) == (said.name_native, said.name_latin)
    assert (signed.issued_on, signed.valid_until, signed.kind) == (said.issued_on, said.valid_until, Award.CORE)
    assert signed.test and key.test
    assert said.short_address == "127.0.0.1:8000/c"


def test_the_certificate_speaks_its_own_language_and_english(session: Db) -> None:
    a_programme()
    said = Statement.from_json(issue_certificate(learner=a_graduate(), award=Award.CORE, wish=Wish("th")).statement)

    assert said.english["number_label"] == "Number"
    assert said.is_draft
    assert said.further_disclaimers == ()
    assert not Statement.from_json(
        issue_certificate(learner=a_graduate(), award=Award.CORE, wish=Wish("en")).statement
    ).is_draft


def test_the_disclaimer_stands_in_the_language_of_the_destination_too(session: Db) -> None:
    a_programme()
    said = Statement.from_json(issue_certificate(learner=a_graduate(), award=Award.CORE).statement)

    assert [tag for tag, _text in said.further_disclaimers] == ["th"]


def test_help_lines_of_the_journey_stand_on_the_back_when_wanted(session: Db) -> None:
    a_programme()
    with_lines = issue_certificate(learner=a_graduate(), award=Award.CORE, wish=Wish("en"))
    without = issue_certificate(learner=a_graduate(), award=Award.CORE, wish=Wish("en", help_lines=False))
    nowhere = issue_certificate(learner=a_graduate(origin=None, destination=None), award=Award.CORE, wish=Wish("en"))

    lines = Statement.from_json(with_lines.statement).help_lines
    assert lines
    assert all("Thailand" in what for what, number in lines if "/" not in number)
    assert all("checked on" in what for what, _number in lines)
    assert Statement.from_json(without.statement).help_lines == ()
    assert Statement.from_json(nowhere.statement).help_lines == ()


def test_numbers_follow_each_other_and_begin_anew_each_year(session: Db) -> None:
    a_programme()
    first, second = (issue_certificate(learner=a_graduate(), award=Award.CORE) for _ in range(2))
    clock.move(timedelta(days=366))
    next_year = issue_certificate(learner=a_graduate(), award=Award.CORE)

    assert [first.serial, second.serial, next_year.serial] == [1, 2, 1]
    assert next_year.year == (clock.today().year) % 100
    assert first.code != second.code


def test_asking_again_gives_the_certificate_already_issued(session: Db) -> None:
    a_programme()
    learner = a_graduate()
    first = issue_certificate(learner=learner, award=Award.CORE)

    assert issue_certificate(learner=learner, award=Award.CORE, wish=Wish("en")) is first
    assert taken() == 1


def test_a_certificate_that_was_taken_back_is_not_replaced_by_asking_again(session: Db) -> None:
    a_programme()
    learner = a_graduate()
    first = issue_certificate(learner=learner, award=Award.CORE)
    take_back(first)

    assert issue_certificate(learner=learner, award=Award.CORE) is first


def test_the_full_certificate_asks_for_every_module(session: Db) -> None:
    a_programme()
    learner = a_graduate()

    with pytest.raises(NotEligible) as missing:
        issue_certificate(learner=learner, award=Award.FULL)

    others = [module for module in course().modules if not module.core]
    assert [gap.module for gap in missing.value.eligibility.gaps] == others
    assert course().module_text(others[0], "en").title in str(missing.value.message)
    complete(learner, others)
    assert issue_certificate(learner=learner, award=Award.FULL).kind == "full"


def test_lessons_without_the_quiz_are_not_enough(session: Db) -> None:
    a_programme()
    learner = a_graduate(modules=())
    for module in core_modules():
        read(learner, module)

    with pytest.raises(NotEligible) as missing:
        issue_certificate(learner=learner, award=Award.CORE)

    assert missing.value.eligibility.lessons == ()
    assert list(missing.value.eligibility.quizzes) == core_modules()
    assert taken() == 0


def test_a_name_that_cannot_be_printed_is_refused_before_a_number_is_taken(session: Db) -> None:
    a_programme()
    learner = a_graduate(name_latin="SOK \U00012000", name_native=None)

    with pytest.raises(NotPrintable) as fault:
        issue_certificate(learner=learner, award=Award.CORE)

    assert "\U00012000" in str(fault.value.message)
    assert taken() == 0


def test_an_issuer_whose_name_cannot_be_printed_gives_no_number_either(session: Db) -> None:
    a_programme(replace(ISSUER, issuer_name={"en": "Office \U00012000"}))

    with pytest.raises(Unavailable):
        issue_certificate(learner=a_graduate(), award=Award.CORE)
    assert taken() == 0


def test_a_later_change_of_the_name_leaves_the_certificate_as_it_is(session: Db) -> None:
    a_programme()
    learner = a_graduate()
    certificate = issue_certificate(learner=learner, award=Award.CORE)
    before = certificate.statement
    change_names(learner=learner, native=None, latin="OTHER NAME")

    assert issue_certificate(learner=learner, award=Award.CORE).statement == before


def test_the_number_after_the_last_one_is_refused(session: Db) -> None:
    a_programme()
    with unit_of_work():
        db.session.add(CertificateCounter(issuer="XX-TEST", year=clock.today().year % 100, taken=LAST_SERIAL))

    with pytest.raises(Unavailable):
        issue_certificate(learner=a_graduate(), award=Award.CORE)


def test_the_register_itself_refuses_a_second_active_certificate_of_one_kind(session: Db) -> None:
    a_programme()
    learner = a_graduate()
    first = issue_certificate(learner=learner, award=Award.CORE)
    other = issue_certificate(learner=a_graduate(), award=Award.CORE)
    values = {"learner_id": learner.id, "kind": "core", "course_version": first.course_version}

    with pytest.raises(IntegrityError, match="learner_id"), unit_of_work():
        db.session.execute(insert(CertificateCurrent).values(**values, certificate_id=other.id))


def test_each_issue_goes_into_the_audit_by_number(session: Db) -> None:
    a_programme()
    learner = a_graduate()
    certificate = issue_certificate(learner=learner, award=Award.CORE)

    event = session.scalars(select(AuditEvent).where(AuditEvent.act == "certificate-issued")).one()
    assert (event.subject_id, event.actor_kind, event.actor_id) == (certificate.number, "learner", learner.id)
    assert event.detail == {"learner": learner.id}


def test_where_approval_is_needed_asking_makes_a_request_that_an_officer_approves(session: Db) -> None:
    a_programme(APPROVED_ONLY)
    learner, officer = a_graduate(), a_staff(Role.OFFICER)

    request = ask_for_certificate(learner=learner, award=Award.CORE, wish=Wish("en", help_lines=False))
    assert isinstance(request, CertificateRequest)
    assert ask_for_certificate(learner=learner, award=Award.CORE, wish=WISH) is request
    assert count_waiting() == 1
    assert taken() == 0

    certificate = approve_request(request=request, by=officer)

    assert certificate.issued_by_id == officer.id
    assert Statement.from_json(certificate.statement).locale == "en"
    assert request.certificate_id == certificate.id
    assert count_waiting() == 0
    assert ask_for_certificate(learner=learner, award=Award.CORE, wish=WISH) is certificate


def test_a_request_is_decided_once(session: Db) -> None:
    a_programme(APPROVED_ONLY)
    request = ask_for_certificate(learner=a_graduate(), award=Award.CORE, wish=WISH)
    assert isinstance(request, CertificateRequest)
    approve_request(request=request, by=a_staff(Role.OFFICER))

    with pytest.raises(AlreadyDecided):
        approve_request(request=request, by=a_staff(Role.OFFICER))
    assert taken() == 1


def test_only_who_may_decide_approves(session: Db) -> None:
    a_programme(APPROVED_ONLY)
    request = ask_for_certificate(learner=a_graduate(), award=Award.CORE, wish=WISH)
    assert isinstance(request, CertificateRequest)

    for role in (Role.TRAINER, Role.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            approve_request(request=request, by=a_staff(role))


def test_nobody_goes_round_the_officer(session: Db) -> None:
    a_programme(APPROVED_ONLY)

    with pytest.raises(ApprovalNeeded):
        issue_certificate(learner=a_graduate(), award=Award.CORE)


def test_nothing_is_requested_that_was_not_earned(session: Db) -> None:
    a_programme(APPROVED_ONLY)

    with pytest.raises(NotEligible):
        ask_for_certificate(learner=a_learner(), award=Award.CORE, wish=WISH)


def test_the_journey_is_signed_only_where_the_holder_chose_it(session: Db) -> None:
    a_programme()
    for chosen, corridor in ((True, "KH-TH"), (False, None)):
        learner = a_graduate()
        learner.origin, learner.destination = "KH", "TH"
        db.session.commit()
        certificate = issue_certificate(learner=learner, award=Award.CORE, wish=Wish("km", help_lines=chosen))
        signed, _key = read_address(Statement.from_json(certificate.statement or "").check_address, kept_keys()[1].keys)
        assert signed.corridor == corridor


def test_an_office_without_keys_issues_nothing_and_takes_no_number(
    app: Flask, session: Db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_programme()
    learner = a_graduate()
    monkeypatch.setitem(app.extensions, "signing", PresentKeys(Keyring(tmp_path), tmp_path / "none"))
    with pytest.raises(Unavailable):
        issue_certificate(learner=learner, award=Award.CORE)
    assert db.session.scalars(select(CertificateCounter.taken)).all() == []


def test_keys_of_another_issuer_sign_nothing_of_ours(session: Db) -> None:
    """A checker believes a key for the certificates of its own issuer alone."""
    a_programme(replace(ISSUER, issuer_code="XX-OTHER"))
    with pytest.raises(Unavailable):
        issue_certificate(learner=a_graduate(), award=Award.CORE)
