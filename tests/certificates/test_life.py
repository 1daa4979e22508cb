"""What happens to a certificate after its issue: who may do it, how often, and what it says then."""

from __future__ import annotations

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import select, text
from sqlalchemy.orm import scoped_session

from app.accounts.models import Staff
from app.audit.models import AuditEvent
from app.certificates.checking import check_register
from app.certificates.composing import Names
from app.certificates.errors import (
    AlreadyDecided,
    AlreadyProposed,
    NoteMissing,
    NotPossibleNow,
    NotPrintable,
    SecondPersonNeeded,
    WrongReason,
)
from app.certificates.life import Act, Reason
from app.certificates.models import Certificate
from app.certificates.queries import certificate_of, events_of, held_by, standing_of
from app.certificates.reprinting import note_download, note_reprint
from app.certificates.rules import Standing
from app.certificates.services import issue_certificate
from app.certificates.statement import Statement
from app.certificates.superseding import supersede
from app.certificates.withdrawing import confirm, propose, withdraw
from app.core import clock
from app.core.database import db
from app.core.errors import NotAllowed
from app.core.permissions import Role
from app.learners.models import Learner
from app.programme.rules import Award
from tests.certificates.people import a_graduate, a_programme, take_back
from tests.learners.people import a_staff

Db = scoped_session[Session]
RIGHT = Names("សុខ ចាន់ថា", "SOK CHANTHA")


@pytest.fixture
def officer(session: Db) -> Staff:
    a_programme()
    return a_staff(Role.OFFICER)


@pytest.fixture
def paper(officer: Staff) -> Certificate:
    return issue_certificate(learner=a_graduate(), award=Award.CORE)


def correct(paper: Certificate, by: Staff, names: Names = RIGHT) -> Certificate:
    return supersede(certificate=paper, names=names, reason=Reason.NAME_CORRECTION, by=by)


def forget(paper: Certificate) -> None:
    """Erase the person from the register, as the database allows it."""
    db.session.execute(text("UPDATE certificate SET statement = NULL, learner_id = NULL"))
    db.session.refresh(paper)


def acts(paper: Certificate) -> list[str]:
    return [event.act for event in events_of(paper.number)]


def test_a_new_certificate_takes_the_place_of_one_with_a_wrong_name(paper: Certificate, officer: Staff) -> None:
    before = Statement.from_json(paper.statement)
    new = correct(paper, officer)
    after = Statement.from_json(new.statement)

    assert after.names == ("សុខ ចាន់ថា", "SOK CHANTHA")
    assert (after.modules, after.course_version, after.valid_until) == (
        before.modules,
        before.course_version,
        before.valid_until,
    )
    assert new.serial == paper.serial + 1
    assert new.code != paper.code
    assert Statement.from_json(paper.statement) == before
    assert (standing_of(paper), standing_of(new)) == (Standing.SUPERSEDED, Standing.ACTIVE)
    assert new.issued_by_id == officer.id


def test_the_learner_sees_which_one_counts_and_has_the_right_name_from_then_on(
    paper: Certificate, officer: Staff
) -> None:
    learner = db.session.get_one(Learner, paper.learner_id)
    new = correct(paper, officer)

    assert certificate_of(learner, Award.CORE) is new
    assert issue_certificate(learner=learner, award=Award.CORE) is new
    newest, oldest = held_by(learner)
    assert (newest.certificate, newest.replaces) == (new, paper.number)
    assert (oldest.certificate, oldest.replaced_by) == (paper, new.number)
    assert learner.name_latin == "SOK CHANTHA"


def test_what_was_replaced_cannot_be_replaced_or_taken_back(paper: Certificate, officer: Staff) -> None:
    correct(paper, officer)

    with pytest.raises(NotPossibleNow):
        correct(paper, officer)
    with pytest.raises(NotPossibleNow):
        propose(certificate=paper, act=Act.REVOKED, reason=Reason.CHEATING, by=officer)
    assert check_register().faults == []


def test_a_name_that_cannot_be_printed_replaces_nothing(paper: Certificate, officer: Staff) -> None:
    with pytest.raises(NotPrintable):
        correct(paper, officer, Names(None, "SOK \U00012000"))
    assert standing_of(paper) is Standing.ACTIVE


def test_another_reason_has_to_be_written_and_must_fit_the_act(paper: Certificate, officer: Staff) -> None:
    with pytest.raises(NoteMissing):
        supersede(certificate=paper, names=RIGHT, reason=Reason.OTHER, note="  ", by=officer)
    with pytest.raises(WrongReason):
        supersede(certificate=paper, names=RIGHT, reason=Reason.CHEATING, by=officer)


def test_taking_back_needs_two_persons(paper: Certificate, officer: Staff) -> None:
    proposal = propose(certificate=paper, act=Act.REVOKED, reason=Reason.CHEATING, by=officer)
    assert standing_of(paper) is Standing.ACTIVE
    with pytest.raises(SecondPersonNeeded):
        confirm(certificate=paper, proposal=proposal.id, by=officer)

    other = a_staff(Role.OFFICER)
    event = confirm(certificate=paper, proposal=proposal.id, by=other)

    assert standing_of(paper) is Standing.REVOKED
    assert (event.actor_id, event.second_id, event.reason) == (officer.id, other.id, "cheating")
    with pytest.raises(AlreadyDecided):
        confirm(certificate=paper, proposal=proposal.id, by=other)


def test_one_proposal_waits_at_a_time_and_can_be_dropped(paper: Certificate, officer: Staff) -> None:
    proposal = propose(certificate=paper, act=Act.REVOKED, reason=Reason.CHEATING, by=officer)
    with pytest.raises(AlreadyProposed):
        propose(certificate=paper, act=Act.REVOKED, reason=Reason.CHEATING, by=a_staff(Role.OFFICER))

    withdraw(certificate=paper, proposal=proposal.id, by=officer)

    with pytest.raises(AlreadyDecided):
        confirm(certificate=paper, proposal=proposal.id, by=a_staff(Role.OFFICER))
    propose(certificate=paper, act=Act.REVOKED, reason=Reason.CHEATING, by=officer)
    assert acts(paper) == ["issued", "proposed-revocation", "withdrew-proposal", "proposed-revocation"]


def test_two_persons_let_a_certificate_count_again(paper: Certificate, officer: Staff) -> None:
    with pytest.raises(NotPossibleNow):
        propose(certificate=paper, act=Act.REINSTATED, reason=Reason.APPEAL, by=officer)
    take_back(paper)
    proposal = propose(certificate=paper, act=Act.REINSTATED, reason=Reason.APPEAL, by=officer)
    confirm(certificate=paper, proposal=proposal.id, by=a_staff(Role.OFFICER))

    assert standing_of(paper) is Standing.ACTIVE
    assert check_register().faults == []


def test_a_proposal_outlived_by_a_replacement_does_nothing(paper: Certificate, officer: Staff) -> None:
    proposal = propose(certificate=paper, act=Act.REVOKED, reason=Reason.CHEATING, by=officer)
    correct(paper, officer)

    with pytest.raises(NotPossibleNow):
        confirm(certificate=paper, proposal=proposal.id, by=a_staff(Role.OFFICER))


def test_reprints_are_counted_and_downloads_once_a_day(paper: Certificate, officer: Staff) -> None:
    note_reprint(certificate=paper, by=officer)
    note_reprint(certificate=paper, by=officer)
    note_download(paper)
    note_download(paper)

    assert acts(paper) == ["issued", "reprinted", "reprinted", "downloaded"]
    take_back(paper)
    with pytest.raises(NotPossibleNow):
        note_reprint(certificate=paper, by=officer)


def test_the_paper_of_somebody_who_was_forgotten_is_not_printed_again(paper: Certificate, officer: Staff) -> None:
    forget(paper)

    with pytest.raises(NotPossibleNow):
        note_reprint(certificate=paper, by=officer)
    assert acts(paper) == ["issued"]


@pytest.mark.parametrize("role", [Role.TRAINER, Role.ADMINISTRATOR])
def test_only_who_may_decide_does_any_of_it(paper: Certificate, role: Role) -> None:
    by = a_staff(role)
    with pytest.raises(NotAllowed):
        correct(paper, by)
    with pytest.raises(NotAllowed):
        propose(certificate=paper, act=Act.REVOKED, reason=Reason.CHEATING, by=by)
    with pytest.raises(NotAllowed):
        note_reprint(certificate=paper, by=by)


def test_each_act_stands_in_the_audit_without_names(paper: Certificate, officer: Staff) -> None:
    new = correct(paper, officer)
    take_back(new)

    found = db.session.scalars(
        select(AuditEvent).where(AuditEvent.subject_kind == "certificate").order_by(AuditEvent.id)
    ).all()
    assert [event.act for event in found] == [
        "certificate-issued",
        "certificate-issued",
        "certificate-superseded",
        "certificate-proposal",
        "certificate-revoked",
    ]
    assert clock.today() == found[0].at.date()
