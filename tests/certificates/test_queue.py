"""The queue of requests: class by class with the evidence, decided by one press, each person for themselves."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from importlib import import_module

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from sqlalchemy import insert, select, update
from sqlalchemy.orm import scoped_session

from app.accounts.models import Staff
from app.audit.models import AuditEvent
from app.certificates.approving import approve_request
from app.certificates.batch_models import Decision, DecisionBatch, DecisionItem, Outcome
from app.certificates.batches import AT_ONCE, keep_batch, run_batch
from app.certificates.cases import PAGE
from app.certificates.class_asking import request_for_class
from app.certificates.jobs import finish_batches
from app.certificates.models import Certificate, CertificateRequest
from app.certificates.queue import GROUPS
from app.certificates.rules import Wish
from app.certificates.services import request_certificate
from app.cohorts.models import Cohort, CohortMember
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.permissions import Role
from app.integrity.models import IntegritySignal
from app.learners.models import Learner
from app.programme.rules import Award
from app.quizzes.models import Attempt
from tests.certificates.classes import a_class_of, learners_of
from tests.certificates.people import ISSUER, a_graduate, a_programme, core_modules
from tests.cohorts.counting import READ_ANEW, counted
from tests.cohorts.people import a_centre, a_cohort
from tests.learners.people import a_staff, sign_in_staff, text_of

Db = scoped_session[Session]
QUEUE = "/en/staff/requests"


@pytest.fixture
def officer(client: FlaskClient, session: Db) -> Staff:
    """An officer who is signed in, where one approval is enough."""
    a_programme(replace(ISSUER, approval_needed=True))
    officer = a_staff(Role.OFFICER)
    sign_in_staff(client, officer)
    return officer


def a_waiting_class(size: int, by: Staff | None = None) -> Cohort:
    """A class for everybody of which a certificate was asked."""
    trainer = by or a_staff(Role.TRAINER)
    cohort = a_class_of(size, trainer)
    request_for_class(cohort=cohort, learner_ids=[one.id for one in learners_of(cohort)], by=trainer)
    return cohort


def alone() -> CertificateRequest:
    made = request_certificate(learner=a_graduate(), award=Award.CORE, wish=Wish("km"))
    assert isinstance(made, CertificateRequest)
    return made


def address(cohort: Cohort) -> str:
    return f"{QUEUE}/class/{cohort.id}"


def requests() -> list[CertificateRequest]:
    db.session.expire_all()
    return list(db.session.scalars(select(CertificateRequest).order_by(CertificateRequest.id)))


def statuses() -> list[str]:
    return [one.status for one in requests()]


def first_form(page: str) -> dict[str, str]:
    """Read the hidden fields of the form that approves all."""
    form = page.split('action="/en/staff/requests/approve/all"')[1].split("</form>", maxsplit=1)[0]
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))


def test_all_of_a_class_are_approved_by_one_press(client: FlaskClient, officer: Staff) -> None:
    cohort = a_waiting_class(3)
    page = client.get(address(cohort))
    assert "Approve and issue all 3" in text_of(page)

    done = client.post(f"{QUEUE}/approve/all", data=first_form(page.text), follow_redirects=True)

    assert "3 certificates are issued" in text_of(done)
    numbers = db.session.scalars(select(Certificate.number)).all()
    assert all(number in done.text for number in numbers)
    assert statuses() == ["approved"] * 3
    assert "Nobody is waiting." in text_of(client.get(QUEUE))


def test_pressing_twice_does_no_harm(client: FlaskClient, officer: Staff) -> None:
    fields = first_form(client.get(address(a_waiting_class(2))).text)

    once, twice = (client.post(f"{QUEUE}/approve/all", data=fields) for _ in range(2))

    assert once.location == twice.location
    assert len(db.session.scalars(select(Certificate)).all()) == 2
    assert len(db.session.scalars(select(DecisionBatch)).all()) == 1


def test_who_came_after_the_page_was_shown_is_not_approved_unseen(client: FlaskClient, officer: Staff) -> None:
    alone()
    fields = first_form(client.get(f"{QUEUE}/alone").text)
    alone()

    client.post(f"{QUEUE}/approve/all", data=fields)

    assert statuses() == ["approved", "waiting"]


def test_a_fault_stops_nothing_and_the_page_says_who_was_not_approved_and_why(
    client: FlaskClient, officer: Staff
) -> None:
    cohort = a_waiting_class(4)
    ids = [one.id for one in requests()]
    people = learners_of(cohort)
    with unit_of_work():
        people[0].name_native = "\N{DESERET CAPITAL LETTER LONG I}"
        db.session.execute(update(Attempt).where(Attempt.learner_id == people[1].id).values(passed=False))
    approve_request(request=requests()[2], by=a_staff(Role.OFFICER))

    done = text_of(client.post(f"{QUEUE}/approve/ticked", data={"request": ids}, follow_redirects=True))

    assert "1 certificate is issued" in done
    assert "3 were not decided" in done
    assert "a sign that we cannot print" in done
    assert "Something is missing now." in done
    assert "Somebody decided about it before." in done
    assert statuses() == ["waiting", "waiting", "approved", "approved"]


def test_who_cannot_be_approved_is_left_out_of_all_and_told(client: FlaskClient, officer: Staff) -> None:
    cohort = a_waiting_class(2)
    with unit_of_work():
        learners_of(cohort)[0].name_native = "\N{DESERET CAPITAL LETTER LONG I}"
    page = client.get(address(cohort))
    assert "Approve and issue 1" in text_of(page)
    assert "Cannot be approved now: the name has a sign that we cannot print" in text_of(page)

    client.post(f"{QUEUE}/approve/all", data=first_form(page.text))
    assert statuses() == ["waiting", "approved"]


def test_those_ticked_are_returned_with_one_reason_and_a_note(client: FlaskClient, officer: Staff) -> None:
    a_waiting_class(3)
    ids = [one.id for one in requests()]
    asked = client.post(f"{QUEUE}/return", data={"request": ids[:2]})
    assert asked.status_code == 200
    assert "Return 2 requests" in text_of(asked)
    assert asked.text.count(" checked>") == 2
    answered = {"request": ids[:2], "answered": "yes", "token": "a"}
    assert client.post(f"{QUEUE}/return", data=answered).status_code == 422
    without_words = client.post(f"{QUEUE}/return", data=answered | {"reason": "other", "note": " "})
    assert "Write the reason in a few words." in without_words.text

    answered |= {"reason": "names", "note": "Look at the passport."}
    done = client.post(f"{QUEUE}/return", data=answered, follow_redirects=True)
    again = client.post(f"{QUEUE}/return", data=answered, follow_redirects=True)

    assert text_of(done) == text_of(again)
    assert "2 requests are returned" in text_of(done)
    assert [(one.status, one.note) for one in requests()] == [
        ("declined", "Look at the passport."),
        ("declined", "Look at the passport."),
        ("waiting", None),
    ]


@pytest.mark.parametrize("path", ["approve/ticked", "approve/all", "return"])
def test_nobody_ticked_is_told(client: FlaskClient, officer: Staff, path: str) -> None:
    cohort = a_cohort()
    answer = client.post(f"{QUEUE}/{path}", data={"class": cohort.id})

    assert answer.status_code == 422
    assert "Tick at least one person." in text_of(answer)


def test_beside_each_person_stands_how_they_earned_it(client: FlaskClient, officer: Staff) -> None:
    cohort = a_waiting_class(1)
    (learner,) = learners_of(cohort)
    with unit_of_work():
        first = db.session.scalars(select(Attempt).order_by(Attempt.id)).first()
        assert first
        values = {
            column.name: getattr(first, column.name) for column in Attempt.__table__.columns if column.name != "id"
        }
        values |= {"token": "f" * 32, "passed": False, "right_count": 3, "taken": "paper"}
        values |= {"started_at": first.started_at - timedelta(days=2), "submitted_at": first.started_at}
        db.session.execute(insert(Attempt).values(**values))
        signal = {"kind": "outside-session", "figures": {"marks": 1}, "raised_at": clock.now()}
        db.session.add(IntegritySignal(cohort_id=cohort.id, key="x", learners=[learner.id], **signal))
    count = len(core_modules())
    page = text_of(client.get(address(cohort)))

    for words in ("6 of 6 sessions", f"{count} quizzes passed · {count + 1} tries", f"{8 * count} of {8 * count} right",
                  f"on their own screen: {count} · on paper: 1", "(3 days)", "name this person"):  # fmt: skip
        assert words in page


def test_the_page_of_one_person_shows_every_try_and_session_and_the_look_is_noted(
    client: FlaskClient, officer: Staff
) -> None:
    cohort = a_waiting_class(1)
    (learner,) = learners_of(cohort)
    page = text_of(client.get(f"{QUEUE}/{requests()[0].id}/evidence"))
    client.get(f"{QUEUE}/{requests()[0].id}/evidence")

    assert page.count("Present") == 6
    assert page.count("8 of 8") == len(core_modules())
    looks = db.session.scalars(select(AuditEvent).where(AuditEvent.act == "certificate-evidence-seen")).all()
    assert [(one.subject_kind, one.subject_id) for one in looks] == [("learner", str(learner.id))]


def test_the_queue_is_narrowed_by_centre_class_and_age(client: FlaskClient, officer: Staff) -> None:
    cohort = a_waiting_class(1)
    alone()
    other = a_centre("KDL-02").id
    for query, waiting in (
        ({"centre": cohort.centre_id}, "1 request waits."),
        ({"centre": other}, "Nobody like this is waiting."),
        ({"class": "monday"}, "1 request waits."),
        ({"class": cohort.code.lower()}, "1 request waits."),
        ({"class": "100%"}, "Nobody like this is waiting."),
        ({"days": 7}, "Nobody like this is waiting."),
        ({"days": "many", "centre": -3, "page": 10**20}, "Nobody like this is waiting."),
        ({}, "2 requests wait."),
    ):
        assert waiting in text_of(client.get(QUEUE, query_string=query)), query
    clock.move(timedelta(days=8))
    assert "2 requests wait." in text_of(client.get(QUEUE, query_string={"days": 7}))


def test_two_officers_see_what_the_other_did(client: FlaskClient, session: Db) -> None:
    a_programme(replace(ISSUER, approval_needed=True, second_approval=True))
    first, second = a_staff(Role.OFFICER), a_staff(Role.OFFICER)
    sign_in_staff(client, first)
    cohort = a_waiting_class(2)
    page = client.get(address(cohort))
    assert "After this, 2 wait for a second officer. Approve all 2" in text_of(page)
    done = client.post(f"{QUEUE}/approve/all", data=first_form(page.text), follow_redirects=True)
    assert "2 are approved and wait for a second officer" in text_of(done)
    shown = text_of(client.get(address(cohort)))
    assert "You approved this first." in shown
    assert "Approve all" not in shown
    assert client.post(f"{QUEUE}/{requests()[0].id}/withdraw").status_code == 303
    assert client.post(f"{QUEUE}/{requests()[0].id}/withdraw").status_code == 422
    client.post("/en/staff/sign-out")

    sign_in_staff(client, second)
    assert "1 waits for the second officer." in text_of(client.get(QUEUE))
    page = client.get(address(cohort))
    assert f"Approved by {first.username} on" in text_of(page)
    assert "After this, 1 waits for a second officer. After this, 1 certificate is issued." in text_of(page)
    done = client.post(f"{QUEUE}/approve/all", data=first_form(page.text), follow_redirects=True)
    assert "1 certificate is issued" in text_of(done)
    assert "1 is approved and waits for a second officer" in text_of(done)


def test_many_are_left_to_the_worker_and_the_page_tells_how_far_it_is(
    client: FlaskClient, officer: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = import_module("app.certificates.batch_desk")
    monkeypatch.setattr(desk, "AT_ONCE", 1)
    left: list[int] = []
    monkeypatch.setattr(desk, "enqueue", lambda _job, batch: left.append(batch))
    fields = first_form(client.get(address(a_waiting_class(3))).text)
    waiting = client.post(f"{QUEUE}/approve/all", data=fields)
    assert len(left) == 1
    assert statuses() == ["waiting"] * 3
    assert "0 of 3 requests are decided" in text_of(client.get(waiting.location))

    page = client.post(waiting.location, follow_redirects=True)
    assert "1 of 3 requests are decided" in text_of(page)
    clock.move(timedelta(minutes=10))
    finish_batches()

    assert statuses() == ["approved"] * 3
    assert "3 certificates are issued" in text_of(client.get(waiting.location))


def test_a_worker_that_died_in_the_middle_is_followed_by_one_that_tells_the_truth(officer: Staff) -> None:
    a_waiting_class(2)
    batch = keep_batch(token="t", act=Decision.APPROVE, request_ids=[one.id for one in requests()], by=officer)
    approve_request(request=requests()[0], by=officer)  # It died before it wrote this down.

    run_batch(batch)
    run_batch(batch)

    outcomes = db.session.scalars(select(DecisionItem.outcome).where(DecisionItem.batch_id == batch.id)).all()
    assert outcomes == [Outcome.ISSUED, Outcome.ISSUED]
    assert batch.ended_at is not None


def test_an_officer_who_was_disabled_meanwhile_decides_nothing(officer: Staff) -> None:
    a_waiting_class(1)
    batch = keep_batch(token="t", act=Decision.APPROVE, request_ids=[requests()[0].id], by=officer)
    with unit_of_work():
        officer.active = False
    run_batch(batch)

    assert statuses() == ["waiting"]


def test_another_officer_does_not_find_what_one_pressed(client: FlaskClient, officer: Staff) -> None:
    alone()
    batch = keep_batch(token="t", act=Decision.APPROVE, request_ids=[requests()[0].id], by=a_staff(Role.OFFICER))

    assert client.get(f"{QUEUE}/decided/{batch.token}").status_code == 404
    assert client.post(f"{QUEUE}/decided/{batch.token}").status_code == 404


def many_waiting(classes: int, each: int) -> Cohort:
    """Requests in bulk, with nothing behind them, and give one of the classes."""
    staff = a_staff(Role.TRAINER)
    cohort = a_cohort(staff)
    plan = {column.name: getattr(cohort, column.name) for column in Cohort.__table__.columns}
    with unit_of_work():
        start = db.session.scalars(select(Learner.id).order_by(Learner.id.desc())).first() or 0
        people = [
            {"id": start + 1 + n, "number": str(3 * 10**8 + start + n), "name_latin": f"TEST {n}", "name_key": "test",
             "locale": "km", "origin": "KH", "session_token": "x", "created_at": clock.now()}
            for n in range(classes * each)
        ]  # fmt: skip
        db.session.execute(insert(Learner), people)
        codes = [f"Q{start % 900:03}{n:02X}" for n in range(classes - 1)]
        db.session.execute(insert(Cohort), [plan | {"id": cohort.id + 1 + n, "code": c} for n, c in enumerate(codes)])
        rows = [
            {"learner_id": one["id"], "cohort_id": cohort.id + n // each, "kind": "core", "locale": "km",
             "help_lines": True, "status": "waiting", "asked_at": clock.now(), "asked_by_id": staff.id}
            for n, one in enumerate(people)
        ]  # fmt: skip
        db.session.execute(insert(CertificateRequest), rows)
        seats = [
            {"learner_id": row["learner_id"], "cohort_id": row["cohort_id"], "seat": n % each + 1,
             "joined_at": clock.now()}
            for n, row in enumerate(rows)
        ]  # fmt: skip
        db.session.execute(insert(CohortMember), seats)
    return cohort


def test_ten_thousand_waiting_cost_no_more_queries_than_ten(client: FlaskClient, officer: Staff) -> None:
    asked = []
    for classes, each in ((2, 5), (GROUPS + 75, 100)):
        cohort = many_waiting(classes, each)
        client.get(QUEUE)
        for place in (QUEUE, address(cohort), f"{address(cohort)}?after={cohort.id}"):
            db.session.expire_all()
            with counted() as said:
                page = client.get(place)
            assert page.status_code == 200
            asked.append(len(said))
    assert page.text.count('name="request"') <= PAGE
    few, many = asked[:3], asked[3:]
    assert all(abs(one - other) <= READ_ANEW for one, other in zip(few, many, strict=True)), asked
    assert "10010 requests wait." in text_of(client.get(QUEUE))
    assert "page=2" in client.get(QUEUE).text
    assert AT_ONCE <= PAGE
