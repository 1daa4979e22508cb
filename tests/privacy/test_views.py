"""The pages of data protection: what a learner reads, takes along and ends; what the office may do, and who sees it."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Staff
from app.audit.models import AuditEvent
from app.audit.rules import SYSTEM
from app.cohorts.services import note_look
from app.core.database import db
from app.core.i18n import LOCALES
from app.core.permissions import Role
from app.learners.models import Learner
from app.learners.services import look_up
from app.privacy.forgetting import forget
from app.privacy.looks import looks_at
from app.privacy.models import Erasure
from app.privacy.queries import count_waiting, days_of, legal_bases, open_erasure_of
from app.privacy.rules import Purpose
from app.privacy.services import propose_erasure, set_basis
from app.privacy.terms import TERMS
from app.privacy.words import TOPICS
from tests.certificates.people import a_graduate, a_programme, take_back
from tests.cohorts.people import a_cohort, a_member
from tests.learners.people import OTHER_PIN, PIN, a_learner, a_staff, is_signed_in, sign_in, sign_in_staff, text_of
from tests.privacy.test_applying import an_attempt, keep
from tests.privacy.test_services import IN_PERSON, issued
from tests.sampling import sampled


@pytest.fixture
def learner(client: FlaskClient) -> Learner:
    learner = a_learner()
    sign_in(client, learner)
    return learner


@pytest.fixture
def admin(client: FlaskClient) -> Staff:
    admin = a_staff(Role.ADMINISTRATOR)
    sign_in_staff(client, admin)
    return admin


@pytest.mark.parametrize("locale", sampled([locale.tag for locale in LOCALES], "en", "my"))
def test_anybody_reads_what_is_kept_in_their_language(client: FlaskClient, locale: str) -> None:
    page = client.get(f"/{locale}/privacy")
    assert page.status_code == 200
    assert page.text.count("<section") == len(TOPICS) + 2


def test_the_public_page_tells_the_terms_as_they_are_set(client: FlaskClient, admin: Staff) -> None:
    assert "Telephone and document number go after 3 years." in text_of(client.get("/en/privacy"))
    typed = {name: str(days_of(name)) for name in TERMS} | {"sealed-numbers": "100"}
    client.post("/en/staff/privacy/terms", data=typed)
    assert "Telephone and document number go after 100 days." in text_of(client.get("/en/privacy"))


def test_a_learner_sees_which_office_looked_and_no_name(client: FlaskClient, learner: Learner) -> None:
    trainer, officer = a_staff(Role.TRAINER), a_staff(Role.OFFICER)
    for by in (trainer, trainer, officer):
        look_up(number=learner.number, by=by)
    page = text_of(client.get("/en/me/looks"))
    assert "Looked at your page · 2 times A trainer" in page
    assert "Looked at your page An officer of the ministry" in page
    assert trainer.username not in page
    assert "Signed in" not in page


def test_whoever_opens_the_list_of_a_class_looked_at_who_was_in_it_then(client: FlaskClient) -> None:
    cohort = a_cohort()
    member, trainer = a_member(cohort), a_staff(Role.TRAINER)
    stranger = a_learner()
    note_look(cohort=cohort, by=trainer)
    sign_in(client, stranger)
    assert "Looked at the list of your class" not in text_of(client.get("/en/me/looks"))
    with client.application.test_request_context("/en/me/looks"):
        assert [str(look.what) for look in looks_at(member)] == ["Looked at the list of your class"]


def test_a_copy_needs_the_pin_again(client: FlaskClient, learner: Learner) -> None:
    for pin in ("", OTHER_PIN):
        assert client.post("/en/me/copy", data={"pin": pin}).status_code == 422
    answer = client.post("/en/me/copy", data={"pin": PIN})
    packed = zipfile.ZipFile(io.BytesIO(answer.data))
    assert json.loads(packed.read("everything.json"))["tables"]["learner"]["rows"][0]["number"] == learner.number
    assert learner.number not in answer.headers["Content-Disposition"]


def test_wrong_pins_make_the_copy_wait_like_signing_in(client: FlaskClient, learner: Learner) -> None:
    for _ in range(7):
        client.post("/en/me/copy", data={"pin": OTHER_PIN})
    assert client.post("/en/me/copy", data={"pin": PIN}).status_code == 422


def test_asking_to_be_forgotten_needs_pin_and_tick_and_can_be_stopped(client: FlaskClient, learner: Learner) -> None:
    assert client.post("/en/me/forget", data={"pin": PIN}).status_code == 422
    assert client.post("/en/me/forget", data={"understood": "y", "pin": OTHER_PIN}).status_code == 422
    assert open_erasure_of(learner) is None
    assert client.post("/en/me/forget", data={"understood": "y", "pin": PIN}).status_code == 303
    assert "Your account is to be deleted" in text_of(client.get("/en/me"))
    assert client.post("/en/me/forget", data={"understood": "y", "pin": PIN}).status_code == 422
    client.post("/en/me/forget/stop")
    assert open_erasure_of(learner) is None
    assert "Your account is to be deleted" not in text_of(client.get("/en/me"))


def test_who_was_forgotten_is_signed_out_and_cannot_come_in_again(client: FlaskClient, learner: Learner) -> None:
    number = learner.shown_number
    forget(learner=learner, by=SYSTEM)
    assert not is_signed_in(client)
    answer = client.post("/en/sign-in", data={"number": number, "pin": PIN})
    assert answer.status_code == 422


def test_the_learner_sees_that_an_office_asked_and_stops_it(client: FlaskClient, learner: Learner) -> None:
    propose_erasure(learner=learner, reason=IN_PERSON, by=a_staff(Role.ADMINISTRATOR))
    assert "An office has asked that your account be deleted." in text_of(client.get("/en/me/kept"))
    client.post("/en/me/forget/stop")
    assert open_erasure_of(learner) is None


def test_the_office_takes_a_copy_with_a_reason_and_the_learner_reads_of_it(client: FlaskClient, admin: Staff) -> None:
    learner = a_learner()
    assert client.post("/en/staff/privacy/person", data={"number": learner.shown_number}).status_code == 200
    assert client.post("/en/staff/privacy/person/copy", data={"number": learner.number}).status_code == 422
    answer = client.post("/en/staff/privacy/person/copy", data={"number": learner.number, "copy_reason": "court"})
    assert zipfile.ZipFile(io.BytesIO(answer.data)).namelist()
    theirs = (AuditEvent.subject_kind == "learner", AuditEvent.subject_id == str(learner.id))
    acts = db.session.scalars(select(AuditEvent.act).where(*theirs).order_by(AuditEvent.id)).all()
    assert acts[-2:] == ["learner-record-seen", "learner-copied"]


def test_nobody_is_found_by_a_number_that_nobody_has(client: FlaskClient, admin: Staff) -> None:
    assert client.post("/en/staff/privacy/person", data={"number": "123456788"}).status_code == 404
    assert client.post("/en/staff/privacy/person", data={"number": "12"}).status_code == 422
    answer = client.post("/en/staff/privacy/person/forget", data={"number": "x", "erase_reason": "court"})
    assert answer.status_code == 303


def test_two_administrators_agree_on_the_page_and_one_alone_cannot(client: FlaskClient, admin: Staff) -> None:
    learner = a_learner()
    asked = {"number": learner.number, "erase_reason": "twice-entered"}
    assert client.post("/en/staff/privacy/person/forget", data=asked).status_code == 303
    assert client.post("/en/staff/privacy/person/forget", data=asked).status_code == 422
    (erasure,) = db.session.scalars(select(Erasure))
    assert "Agree" not in text_of(client.get("/en/staff/privacy"))
    assert count_waiting() == 1
    assert client.post(f"/en/staff/privacy/erasures/{erasure.id}/agree").status_code == 422
    second = client.application.test_client()
    sign_in_staff(second, a_staff(Role.ADMINISTRATOR))
    assert second.post(f"/en/staff/privacy/erasures/{erasure.id}/agree").status_code == 303
    assert second.post(f"/en/staff/privacy/erasures/{erasure.id}/stop").status_code == 303
    assert second.post(f"/en/staff/privacy/erasures/{erasure.id}/stop").status_code == 422
    assert second.post("/en/staff/privacy/erasures/99999/stop").status_code == 404


def test_the_record_is_a_page_a_table_and_a_file_for_programs(client: FlaskClient, admin: Staff) -> None:
    assert "learner" in text_of(client.get("/en/staff/privacy/record"))
    rows = list(csv.DictReader(io.StringIO(client.get("/en/staff/privacy/record.csv").text.lstrip("\ufeff"))))
    columns = client.get("/en/staff/privacy/record.json").get_json()["columns"]
    assert len(rows) == len(columns) > 400
    sealed = next(one for one in columns if one["column"] == "document_sealed")
    assert (sealed["holds"], sealed["days"], sealed["when_forgotten"]) == ("sealed", 1095, "delete")


def test_what_is_typed_wrong_is_kept_and_a_legal_basis_is_shown(client: FlaskClient, admin: Staff) -> None:
    typed = {name: str(days_of(name)) for name in TERMS} | {"basis-learning": "Law 7, article 3"}
    page = client.post("/en/staff/privacy/terms", data=typed | {"answers": "soon"})
    assert page.status_code == 422
    assert 'value="soon"' in page.text
    assert "Law 7, article 3" in page.text
    assert client.post("/en/staff/privacy/terms", data=typed).status_code == 303
    assert legal_bases()[Purpose.LEARNING.value] == "Law 7, article 3"
    assert "Legal basis: Law 7, article 3" in text_of(client.get("/en/staff/privacy/record"))


def test_who_asks_online_for_a_forgotten_certificate_hears_that_it_counts_and_reads_no_name(
    client: FlaskClient,
) -> None:
    a_programme()
    learner, other = a_graduate(), a_graduate(name_latin="KEO BOUPHA")
    certificate, taken = issued(learner), issued(other)
    take_back(taken)
    for one in (learner, other):
        forget(learner=one, by=SYSTEM)
    page = client.post("/en/verify", data={"number": certificate.number, "code": certificate.code})
    assert page.status_code == 410
    assert "and it counts" in text_of(page)
    page = client.post("/en/verify", data={"number": taken.number, "code": taken.code})
    assert "does not count any more" in text_of(page)
    assert "KEO" not in page.text
    wrong = client.post("/en/verify", data={"number": certificate.number, "code": "22222222"})
    assert wrong.status_code == 404


def test_the_commands_list_apply_and_export(app: Flask, client: FlaskClient) -> None:
    run = app.test_cli_runner().invoke
    assert (
        "learner_record.document_sealed: sealed; account; sealed-numbers (1095 days); delete"
        in run(args=["privacy", "list"]).output
    )
    assert json.loads(run(args=["privacy", "list", "--format", "json"]).output)["format"] == "waymark-record/1"
    assert run(args=["privacy", "list", "--format", "csv"]).output.startswith("table,column,holds,personal")
    assert "never-active: 0 would end" in run(args=["privacy", "apply", "--dry-run"]).output
    assert "never-active: 0 ended" in run(args=["privacy", "apply"]).output


def test_a_quiz_whose_answers_have_ended_still_shows_its_result(client: FlaskClient, learner: Learner) -> None:
    attempt = an_attempt(learner)
    keep(attempt)
    for page in ("", "/1", "/result"):
        assert client.get(f"/en/quiz/{attempt.token}{page}").status_code < 500, page


@pytest.mark.parametrize("way", ["copy", "forget"])
def test_a_form_that_is_sent_empty_shows_nobody_without_a_note(client: FlaskClient, admin: Staff, way: str) -> None:
    learner = a_learner()
    answer = client.post(f"/en/staff/privacy/person/{way}", data={"number": learner.number})
    assert (answer.status_code, learner.shown_number in answer.text) == (422, True)
    theirs = (AuditEvent.subject_kind == "learner", AuditEvent.subject_id == str(learner.id))
    assert "learner-record-seen" in db.session.scalars(select(AuditEvent.act).where(*theirs)).all()


def test_no_legal_basis_is_a_formula(client: FlaskClient, admin: Staff) -> None:
    set_basis(purpose=Purpose.LEARNING, text="=1+1", by=admin)
    rows = list(csv.DictReader(io.StringIO(client.get("/en/staff/privacy/record.csv").text.lstrip("\ufeff"))))
    assert {row["legal_basis"] for row in rows} == {"", "'=1+1"}
