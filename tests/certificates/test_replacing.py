"""Where two officers decide, a new certificate in an older one's place needs both of them as well."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import scoped_session

from app.accounts.models import Staff
from app.certificates.approving import approve
from app.certificates.checking import check_register
from app.certificates.composing import Names
from app.certificates.errors import AlreadyDecided, AlreadyProposed, NotPossibleNow, NotPrintable, SecondPersonNeeded
from app.certificates.life import Act, Reason
from app.certificates.models import Certificate
from app.certificates.queries import standing_of
from app.certificates.replacement_models import ReplacementProposal
from app.certificates.replacing import confirm_replacement, drop_replacement, propose_replacement, replace_certificate
from app.certificates.rules import Standing, Wish
from app.certificates.services import request_certificate
from app.certificates.statement import Statement
from app.certificates.superseding import supersede
from app.certificates.withdrawing import propose
from app.core.database import db, unit_of_work
from app.core.errors import NotAllowed
from app.core.permissions import Role
from app.learners.models import Learner
from app.programme.rules import Award
from tests.certificates.people import ISSUER, a_graduate, a_programme
from tests.learners.people import a_staff, sign_in_staff, text_of

Db = scoped_session[Session]
RIGHT = Names("សុខ ចាន់ថា", "SOK CHANTHA")
DESK = "/en/staff/certificates"


@pytest.fixture
def officer(client: FlaskClient, session: Db) -> Staff:
    a_programme(replace(ISSUER, approval_needed=True, second_approval=True))
    officer = a_staff(Role.OFFICER)
    sign_in_staff(client, officer)
    return officer


@pytest.fixture
def paper(officer: Staff) -> Certificate:
    request = request_certificate(learner=a_graduate(), award=Award.CORE, wish=Wish("km"))
    assert not isinstance(request, Certificate)
    approve(request=request, by=officer)
    made = approve(request=request, by=a_staff(Role.OFFICER))
    assert made
    return made


def proposed(paper: Certificate, by: Staff) -> ReplacementProposal:
    return propose_replacement(certificate=paper, names=RIGHT, reason=Reason.NAME_CORRECTION, by=by)


def test_one_officer_alone_replaces_nothing(paper: Certificate, officer: Staff) -> None:
    for proposed_by in (None, officer.id):
        with pytest.raises(SecondPersonNeeded):
            supersede(certificate=paper, names=RIGHT, reason=Reason.LOST_PAPER, by=officer, proposed_by=proposed_by)
    assert replace_certificate(certificate=paper, names=RIGHT, reason=Reason.LOST_PAPER, by=officer) is None
    assert standing_of(paper) is Standing.ACTIVE


def test_the_second_officer_gives_it_and_the_proposal_forgets_the_names(paper: Certificate, officer: Staff) -> None:
    asked = proposed(paper, officer)
    with pytest.raises(SecondPersonNeeded):
        confirm_replacement(certificate=paper, proposal=asked.id, by=officer)

    new = confirm_replacement(certificate=paper, proposal=asked.id, by=a_staff(Role.OFFICER))

    assert Statement.from_json(new.statement).names == ("សុខ ចាន់ថា", "SOK CHANTHA")
    assert standing_of(paper) is Standing.SUPERSEDED
    assert (asked.answer, asked.name_native, asked.name_latin) == ("done", None, None)
    assert check_register().faults == []
    with pytest.raises(AlreadyDecided):
        confirm_replacement(certificate=paper, proposal=asked.id, by=a_staff(Role.OFFICER))


def test_what_was_asked_is_dropped_and_nothing_changes(paper: Certificate, officer: Staff) -> None:
    asked = proposed(paper, officer)
    with pytest.raises(AlreadyProposed):
        proposed(paper, a_staff(Role.OFFICER))
    with pytest.raises(AlreadyProposed):
        propose(certificate=paper, act=Act.REVOKED, reason=Reason.CHEATING, by=officer)

    drop_replacement(certificate=paper, proposal=asked.id, by=officer)

    assert standing_of(paper) is Standing.ACTIVE
    assert (asked.answer, asked.name_latin) == ("dropped", None)
    assert db.session.get_one(Learner, paper.learner_id).name_latin == "SOK CHANTHOU"


def test_what_cannot_be_done_is_not_proposed(paper: Certificate, officer: Staff) -> None:
    with pytest.raises(NotPrintable):
        propose_replacement(
            certificate=paper, names=Names(None, "SOK \U00012000"), reason=Reason.LOST_PAPER, by=officer
        )
    with pytest.raises(NotAllowed):
        proposed(paper, a_staff(Role.TRAINER))
    confirm_replacement(certificate=paper, proposal=proposed(paper, officer).id, by=a_staff(Role.OFFICER))
    with pytest.raises(NotPossibleNow):
        proposed(paper, officer)


def test_the_database_itself_wants_two_persons(paper: Certificate, officer: Staff) -> None:
    asked = proposed(paper, officer)
    confirm_replacement(certificate=paper, proposal=asked.id, by=a_staff(Role.OFFICER))
    with pytest.raises(DBAPIError, match="two_persons"), unit_of_work():
        db.session.execute(update(ReplacementProposal).values(answered_by_id=officer.id))


def test_two_officers_replace_a_certificate_on_its_page(
    client: FlaskClient, paper: Certificate, officer: Staff
) -> None:
    number, names = paper.number, {"superseded-name_native": "", "superseded-name_latin": "SOK CHANTHA"}
    page = client.get(f"{DESK}/{number}")
    assert "Ask a second person. Until then nothing changes" in text_of(page)
    answer = client.post(f"{DESK}/{number}/replace", data=names | {"superseded-reason": "name-correction"})
    assert answer.location.endswith(number)
    (asked,) = db.session.scalars(select(ReplacementProposal))
    page = client.get(answer.location)
    assert "Waits for a second person: give a new certificate in its place" in text_of(page)
    assert "SOK CHANTHA" in text_of(page)
    assert f"replacements/{asked.id}/confirm" not in page.text
    assert client.post(f"{DESK}/{number}/replacements/{asked.id}/confirm").status_code == 422
    assert client.post(f"{DESK}/{number}/replacements/{10**30}/drop").status_code == 404
    client.post("/en/staff/sign-out")

    second = a_staff(Role.OFFICER)
    sign_in_staff(client, second)
    assert "Asked to give a new one in its place" in text_of(client.get(f"{DESK}/"))
    given = client.post(f"{DESK}/{number}/replacements/{asked.id}/confirm")
    assert given.status_code == 303
    assert not given.location.endswith(number)
    told = text_of(client.get(f"{DESK}/{number}"))
    for words in (f"Asked to give a new one in its place {officer.username} A name was wrong",
                  f"Confirmed what was asked {second.username}", f"First approval {officer.username}"):  # fmt: skip
        assert words in told
