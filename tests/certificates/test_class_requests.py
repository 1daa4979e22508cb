"""A trainer asks for the certificates of a class: who is due, why the others are not, and who decides."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from sqlalchemy import select, update
from sqlalchemy.orm import scoped_session

from app.accounts.models import Staff
from app.audit.models import AuditEvent
from app.certificates.approving import approve_request, decline_request, give_first_approval
from app.certificates.class_asking import request_for_class
from app.certificates.class_standing import class_standing
from app.certificates.errors import OwnClass
from app.certificates.models import Certificate, CertificateRequest
from app.certificates.queries import eligibility_of
from app.certificates.rules import Wish
from app.certificates.services import issue_certificate, request_certificate
from app.cohorts.acts import CLASS_SEEN
from app.cohorts.errors import NoSuchCohort
from app.cohorts.models import Cohort
from app.cohorts.queries import sessions_of
from app.cohorts.services import add_member
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.digits import native_digits
from app.core.errors import NotAllowed
from app.core.permissions import Role
from app.integrity.happenings import Kind
from app.integrity.models import IntegritySignal
from app.learners.models import Learner
from app.programme.rules import Award
from app.programme.services import change_programme
from app.quizzes.models import Attempt
from tests.certificates.classes import SESSIONS, a_class_of, learners_of, were_at
from tests.certificates.people import ISSUER, a_graduate, a_programme, complete, core_modules, passed, read
from tests.cohorts.counting import READ_ANEW, counted
from tests.cohorts.people import a_cohort, a_member, a_trainer
from tests.learners.people import a_learner, a_staff, sign_in, sign_in_staff, text_of

Db = scoped_session[Session]


@pytest.fixture
def trainer(client: FlaskClient, session: Db) -> Staff:
    """A trainer who is signed in, under a programme."""
    a_programme()
    trainer = a_trainer()
    sign_in_staff(client, trainer)
    return trainer


def address(cohort: Cohort) -> str:
    return f"/en/staff/classes/{cohort.id}/certificates"


def ids_of(learners: list[Learner]) -> list[int]:
    return [learner.id for learner in learners]


def requests() -> list[CertificateRequest]:
    db.session.expire_all()
    return list(db.session.scalars(select(CertificateRequest).order_by(CertificateRequest.id)))


def one_request(cohort: Cohort, by: Staff) -> CertificateRequest:
    request_for_class(cohort=cohort, learner_ids=ids_of(learners_of(cohort)), by=by)
    return requests()[0]


def test_those_who_are_due_are_ticked_and_asked_for_at_once(client: FlaskClient, trainer: Staff) -> None:
    cohort = a_class_of(5, trainer, due=3)
    learners = learners_of(cohort)
    page = client.get(address(cohort))
    assert "3 certificates are due" in text_of(page)
    assert page.text.count('type="checkbox"') == page.text.count(" checked>") == 3
    assert "2 are not due yet" in text_of(page)
    assert "What you ask for always waits for an officer." in text_of(page)

    assert client.post(address(cohort), data={"learner": ids_of(learners)}).status_code == 303

    assert [(one.learner_id, one.cohort_id, one.asked_by_id) for one in requests()] == [
        (learner.id, cohort.id, trainer.id) for learner in learners[:3]
    ]
    assert "3 wait for an officer" in text_of(client.get(address(cohort)))
    assert db.session.scalars(select(Certificate)).all() == []


def test_asking_twice_asks_once(trainer: Staff) -> None:
    cohort = a_class_of(2, trainer)
    ids = ids_of(learners_of(cohort))

    assert [request_for_class(cohort=cohort, learner_ids=ids, by=trainer) for _ in range(2)] == [2, 0]
    assert len(requests()) == 2


def test_who_is_not_ticked_is_not_asked_for(client: FlaskClient, trainer: Staff) -> None:
    cohort = a_class_of(2, trainer)
    first, _second = learners_of(cohort)

    client.post(address(cohort), data={"learner": [first.id]})

    assert [one.learner_id for one in requests()] == [first.id]


def test_asking_for_nobody_is_told(client: FlaskClient, trainer: Staff) -> None:
    page = client.post(address(a_class_of(1, trainer)), data={"learner": "many"})

    assert page.status_code == 422
    assert "Tick at least one person." in text_of(page)


def test_the_page_says_of_each_why_the_certificate_is_not_due(client: FlaskClient, trainer: Staff) -> None:
    cohort = a_class_of(3, trainer, due=1)
    seldom, reads, _nothing = learners_of(cohort)
    with unit_of_work():
        for session in sessions_of(cohort)[:3]:
            session.cancelled_at = clock.now()
    late = a_member(cohort, None, "LATE COMER")
    complete(late, core_modules())
    first = core_modules()[0]
    read(reads, first)
    page = text_of(client.get(address(cohort)))

    assert f"{late.name} at 0 of 3 sessions; 3 needed" in page
    lessons = sum(len(module.lessons) for module in core_modules()[1:])
    assert f"{reads.name} {lessons} lessons to read · 4 quizzes to pass In 4 modules" in page
    assert f"{seldom.name} " in page.split("not due yet")[0]


def test_a_question_with_the_star_that_was_missed_is_named(client: FlaskClient, trainer: Staff) -> None:
    cohort = a_class_of(1, trainer, due=0)
    (learner,) = learners_of(cohort)
    complete(learner, core_modules()[1:])
    read(learner, core_modules()[0])
    passed(learner, core_modules()[0])
    with unit_of_work():
        db.session.execute(update(Attempt).where(Attempt.module == core_modules()[0].id).values(must_know_right=False))

    assert "1 question with the star to answer right" in text_of(client.get(address(cohort)))


def test_a_name_that_cannot_be_printed_is_told_and_the_others_go_on(client: FlaskClient, trainer: Staff) -> None:
    cohort = a_class_of(2, trainer)
    first, second = learners_of(cohort)
    with unit_of_work():
        first.name_native = "\N{DESERET CAPITAL LETTER LONG I}"
    page = client.get(address(cohort))
    assert "a sign that we cannot print: \N{DESERET CAPITAL LETTER LONG I}" in text_of(page)

    assert request_for_class(cohort=cohort, learner_ids=ids_of([first, second]), by=trainer) == 1
    assert [one.learner_id for one in requests()] == [second.id]


def test_the_paper_is_in_the_learners_language_where_the_class_has_it(trainer: Staff) -> None:
    cohort = a_class_of(3, trainer)
    with unit_of_work():
        for learner, locale in zip(learners_of(cohort), ("km", "en", "vi"), strict=True):
            learner.locale = locale
    request_for_class(cohort=cohort, learner_ids=ids_of(learners_of(cohort)), by=trainer)

    assert [one.locale for one in requests()] == ["km", "en", "km"]


def test_who_has_a_certificate_or_was_refused_is_shown_so(client: FlaskClient, trainer: Staff) -> None:
    cohort = a_class_of(2, trainer)
    first, second = learners_of(cohort)
    certificate = issue_certificate(learner=first, award=Award.CORE)
    request_for_class(cohort=cohort, learner_ids=[second.id], by=trainer)
    decline_request(request=requests()[0], reason="names", note="Look at the passport.", by=a_staff(Role.OFFICER))
    page = client.get(address(cohort))

    assert "1 has a certificate" in text_of(page)
    assert certificate.number in page.text
    assert certificate.code not in page.text
    assert "1 request was returned" in text_of(page)
    assert "The names are not as in the passport." in text_of(page)
    assert "“Look at the passport.” Let them correct their names on their page. Then ask again here." in text_of(page)
    assert " checked>" not in page.text
    assert request_for_class(cohort=cohort, learner_ids=[second.id], by=trainer) == 1


def test_the_trainer_sees_that_one_of_two_officers_approved(client: FlaskClient, trainer: Staff) -> None:
    two = replace(ISSUER, approval_needed=True, second_approval=True)
    change_programme(settings=two, modules=[module.id for module in core_modules()])
    cohort = a_class_of(2, trainer)
    give_first_approval(request=one_request(cohort, trainer), by=a_staff(Role.OFFICER))

    page = text_of(client.get(address(cohort)))
    assert page.count("one officer approved it, a second one looks at it") == 1


def test_another_trainer_finds_nothing_and_an_officer_asks_for_nobody(client: FlaskClient, trainer: Staff) -> None:
    cohort, other = a_class_of(1, a_trainer()), trainer
    assert client.get(address(cohort)).status_code == 404
    assert client.post(address(cohort), data={"learner": ids_of(learners_of(cohort))}).status_code == 404
    for by, refusal in ((other, NoSuchCohort), (a_staff(Role.OFFICER), NotAllowed)):
        with pytest.raises(refusal):
            request_for_class(cohort=cohort, learner_ids=ids_of(learners_of(cohort)), by=by)


def test_a_look_at_the_class_is_noted(client: FlaskClient, trainer: Staff) -> None:
    cohort = a_class_of(1, trainer)
    client.get(address(cohort))

    noted = db.session.scalars(select(AuditEvent).where(AuditEvent.act == CLASS_SEEN)).all()
    assert [(event.subject_id, event.actor_id) for event in noted] == [(str(cohort.id), trainer.id)]


def test_who_teaches_a_class_does_not_approve_its_certificates(client: FlaskClient, session: Db) -> None:
    a_programme()
    both = a_staff(Role.TRAINER, Role.OFFICER)
    sign_in_staff(client, both)
    cohort = a_class_of(1, both)
    request = one_request(cohort, both)
    assert "You teach this class. Another officer has to decide." in text_of(client.get("/en/staff/requests"))
    page = client.get(f"/en/staff/requests/class/{cohort.id}")
    assert "You teach this person. Another officer has to decide." in text_of(page)
    assert 'type="checkbox"' not in page.text
    assert "Approve" not in text_of(page)

    refused = client.post("/en/staff/requests/approve/ticked", data={"request": request.id}, follow_redirects=True)
    assert "1 was not decided" in text_of(refused)
    assert "Another officer has to decide." in text_of(refused)
    with pytest.raises(OwnClass):
        approve_request(request=requests()[0], by=both)
    assert approve_request(request=requests()[0], by=a_staff(Role.OFFICER)).issued_by_id != both.id


def test_what_a_learner_of_the_class_asked_for_is_not_approved_by_the_trainer_either(
    client: FlaskClient, trainer: Staff
) -> None:
    both = a_staff(Role.TRAINER, Role.OFFICER)
    (learner,) = learners_of(a_class_of(1, both))
    request = request_certificate(learner=learner, award=Award.CORE, wish=Wish("km"))

    assert isinstance(request, CertificateRequest)
    with pytest.raises(OwnClass):
        approve_request(request=request, by=both)


def test_officers_see_the_class_who_asked_and_what_signals_wait(client: FlaskClient, session: Db) -> None:
    a_programme()
    trainer = a_trainer()
    cohort = a_class_of(1, trainer)
    one_request(cohort, trainer)
    request_certificate(learner=a_graduate(), award=Award.CORE, wish=Wish("km"))
    with unit_of_work():
        signal = {"kind": Kind.OUTSIDE_SESSION.value, "learners": [], "figures": {"marks": 1}}
        for key in ("a", "b"):
            db.session.add(IntegritySignal(cohort_id=cohort.id, key=key, raised_at=clock.now(), **signal))
    sign_in_staff(client, a_staff(Role.OFFICER))
    before = len(db.session.scalars(select(IntegritySignal).where(IntegritySignal.verdict.is_(None))).all())
    queue = text_of(client.get("/en/staff/requests"))
    assert f"1 Monday group PNH-01 · Invented Centre · {trainer.username}" in queue
    assert f"{before} signals to look at" in queue
    assert "1 Asked by themselves" in queue

    page = client.get(f"/en/staff/requests/class/{cohort.id}")
    assert f"Asked by {trainer.username}" in text_of(page)
    assert 'href="/en/staff/signals"' in page.text
    assert "The learner asked" in text_of(client.get("/en/staff/requests/alone"))


def test_asking_looks_the_class_over_for_signals(trainer: Staff) -> None:
    cohort = a_class_of(12, trainer)
    request_for_class(cohort=cohort, learner_ids=ids_of(learners_of(cohort)), by=trainer)

    assert Kind.ALL_AT_ONCE in {one.kind for one in db.session.scalars(select(IntegritySignal))}


def test_five_hundred_people_cost_no_more_queries_than_three(client: FlaskClient, trainer: Staff) -> None:
    asked = []
    for size in (3, 500):
        cohort = a_class_of(size, trainer, due=2)
        issue_certificate(learner=learners_of(cohort)[0], award=Award.CORE)
        client.get(address(cohort))
        db.session.expire_all()
        with counted() as said:
            class_standing(cohort)
        with counted() as for_page:
            assert client.get(address(cohort)).status_code == 200
        asked.append((len(said), len(for_page)))
    assert asked[0][0] == asked[1][0]
    assert abs(asked[0][1] - asked[1][1]) <= READ_ANEW


def test_a_class_and_its_learners_are_told_the_same(trainer: Staff) -> None:
    cohort = a_class_of(4, trainer, due=2)
    late = a_member(cohort, None, "LATE COMER")
    complete(late, core_modules()[:2])
    read(late, core_modules()[2])

    for one in class_standing(cohort).candidates:
        assert one.eligibility == eligibility_of(one.member.learner, Award.CORE)


def test_nobody_in_a_class_is_told(client: FlaskClient, trainer: Staff) -> None:
    assert "Nobody is in this class yet." in text_of(client.get(address(a_cohort(trainer))))


def test_what_is_missing_is_counted_in_the_digits_of_the_reader(client: FlaskClient, trainer: Staff) -> None:
    cohort = a_class_of(1, trainer, due=0)
    lessons = sum(len(module.lessons) for module in core_modules())

    assert native_digits(str(lessons), "my") in client.get(address(cohort).replace("/en/", "/my/")).text


def test_a_learner_reads_that_the_trainer_asked_and_waits_for_nobody_where_nobody_need_approve(
    client: FlaskClient, trainer: Staff
) -> None:
    cohort = a_class_of(1, trainer, due=0)
    learner = a_learner()
    complete(learner, core_modules())
    add_member(cohort=cohort, learner=learner)
    were_at(cohort, SESSIONS, [learner], trainer)
    request_for_class(cohort=cohort, learner_ids=[learner.id], by=trainer)
    sign_in(client, learner)
    assert "Get my certificate" in client.get("/en/certificates").text

    settings = replace(ISSUER, approval_needed=True)
    change_programme(settings=settings, modules=[module.id for module in core_modules()])
    page = text_of(client.get("/en/certificates"))
    assert "Your trainer asked for it on" in page
    assert "Ask for my certificate" not in page.split("whole course")[0]

    change_programme(settings=ISSUER, modules=[module.id for module in core_modules()])
    assert client.post("/en/certificates/core", data={"locale": "km"}).status_code == 303
    (certificate,) = db.session.scalars(select(Certificate))
    assert approve_request(request=requests()[0], by=a_staff(Role.OFFICER)).id == certificate.id
