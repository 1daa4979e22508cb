"""The class as evidence: who is in one must have attended enough of it, and a ministry may ask everybody for one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import scoped_session

from app.accounts.models import Staff
from app.certificates.approving import approve_request
from app.certificates.errors import NotEligible
from app.certificates.models import CertificateRequest
from app.certificates.queries import eligibility_of
from app.certificates.rules import Absence, ClassShare, Eligibility, Wish, absence
from app.certificates.services import ask_for_certificate, issue_certificate
from app.cohorts.models import Cohort
from app.cohorts.moving import move_member, take_out
from app.cohorts.services import add_member
from app.core import clock
from app.core.database import unit_of_work
from app.core.permissions import Role
from app.course.queries import course
from app.learners.models import Learner
from app.programme.rules import Award, Settings
from app.programme.services import change_programme
from tests.certificates.classes import SESSIONS, a_class_that_met, were_at
from tests.certificates.people import ISSUER, a_graduate, a_programme, complete, core_modules
from tests.cohorts.counting import counted
from tests.cohorts.people import MONDAY, a_cohort, a_session, a_trainer
from tests.learners.people import a_learner, a_staff, sign_in, text_of

Db = scoped_session[Session]
pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def trainer(session: Db) -> Staff:
    """A trainer under a programme."""
    a_programme()
    return a_trainer()


def settings(**changes: object) -> None:
    changed: Settings = replace(ISSUER, **changes)  # type: ignore[arg-type]
    change_programme(settings=changed, modules=[module.id for module in course().modules])


def a_graduate_of(cohort: Cohort) -> Learner:
    learner = a_graduate()
    add_member(cohort=cohort, learner=learner)
    return learner


def missed(learner: Learner, award: Award = Award.CORE) -> Absence | None:
    return eligibility_of(learner, award).absence


def test_who_is_in_no_class_needs_none(trainer: Staff) -> None:
    assert issue_certificate(learner=a_graduate(), award=Award.CORE).kind == Award.CORE


def test_who_was_at_too_few_sessions_gets_nothing_and_reads_how_many_are_needed(
    client: FlaskClient, trainer: Staff
) -> None:
    cohort, learner = a_class_that_met(trainer), a_learner()
    complete(learner, core_modules())
    add_member(cohort=cohort, learner=learner)
    were_at(cohort, 3, [learner], trainer)
    sign_in(client, learner)

    assert missed(learner) == Absence(attended=3, held=6, needed=5)
    says = "You were at 3 of 6 sessions; 5 are needed. Talk to your trainer."
    page = client.get("/en/certificates")
    assert says in text_of(page)
    assert "Get my certificate" not in page.text.split("whole course")[0]
    asked = client.post("/en/certificates/core", data={"locale": "km"})
    assert asked.status_code == 422
    assert says in text_of(asked)


def test_who_was_at_enough_gets_the_certificate(trainer: Staff) -> None:
    cohort = a_class_that_met(trainer)
    learner = a_graduate_of(cohort)
    were_at(cohort, 5, [learner], trainer)

    assert ask_for_certificate(learner=learner, award=Award.CORE, wish=Wish("km"))


def test_an_officer_cannot_approve_what_the_class_does_not_prove(trainer: Staff) -> None:
    settings(approval_needed=True)
    learner = a_graduate()
    request = ask_for_certificate(learner=learner, award=Award.CORE, wish=Wish("km"))
    add_member(cohort=a_class_that_met(trainer), learner=learner)

    assert isinstance(request, CertificateRequest)
    with pytest.raises(NotEligible):
        approve_request(request=request, by=a_staff(Role.OFFICER))


def test_a_class_that_has_not_met_proves_nothing_yet(client: FlaskClient, trainer: Staff) -> None:
    learner = a_graduate_of(a_cohort(trainer))

    assert missed(learner) == Absence()


def test_a_class_that_was_closed_and_never_met_binds_nobody(trainer: Staff) -> None:
    cohort = a_cohort(trainer)
    learner = a_graduate_of(cohort)
    with unit_of_work():
        cohort.closed_at = clock.now()

    assert missed(learner) is None
    settings(class_needed=True)
    assert missed(learner) == Absence(no_class=True)


def test_a_ministry_may_ask_everybody_for_a_class(client: FlaskClient, trainer: Staff) -> None:
    settings(class_needed=True)
    learner = a_learner()
    complete(learner, core_modules())
    sign_in(client, learner)

    assert missed(learner) == Absence(no_class=True)
    assert "It needs a class with a trainer." in text_of(client.get("/en/certificates"))
    with pytest.raises(NotEligible):
        issue_certificate(learner=learner, award=Award.CORE)


def test_a_ministry_may_ask_for_no_attendance(trainer: Staff) -> None:
    settings(attendance_share=0, class_needed=True)

    assert missed(a_graduate_of(a_cohort(trainer))) is None


def test_one_class_attended_is_enough_however_many_were_missed(trainer: Staff) -> None:
    first, second = a_class_that_met(trainer), a_class_that_met(trainer)
    learner = a_graduate_of(first)
    add_member(cohort=second, learner=learner)
    were_at(second, SESSIONS, [learner], trainer)

    assert missed(learner) is None


def test_a_class_for_the_whole_course_proves_the_core_too_and_does_not_bind_it(trainer: Staff) -> None:
    settings(class_needed=True)
    full = a_class_that_met(trainer, award=Award.FULL)
    learner = a_graduate_of(full)
    assert missed(learner) == Absence(0, 6, 5)
    settings(class_needed=False)
    assert missed(learner) is None
    assert missed(learner, Award.FULL) == Absence(0, 6, 5)
    settings(class_needed=True)
    were_at(full, SESSIONS, [learner], trainer)
    assert missed(learner) is None


def test_leaving_a_class_does_not_free_anybody_from_it(trainer: Staff) -> None:
    cohort = a_cohort(trainer)
    learner = a_graduate_of(cohort)
    for day in range(5):
        a_session(cohort, clock.now() + timedelta(days=day))
    clock.move(timedelta(days=2))
    take_out(cohort=cohort, learner_id=learner.id, by=trainer)
    clock.move(timedelta(days=8))

    assert missed(learner) == Absence(0, 5, 4)


def test_who_left_before_the_class_met_was_never_in_it(trainer: Staff) -> None:
    cohort = a_cohort(trainer)
    learner = a_graduate_of(cohort)
    take_out(cohort=cohort, learner_id=learner.id, by=trainer)
    a_session(cohort, clock.now() + timedelta(days=1))
    clock.move(timedelta(days=2))

    assert missed(learner) is None


def test_who_is_moved_takes_along_what_was_attended(trainer: Staff) -> None:
    first, second = a_cohort(trainer), a_cohort(trainer)
    clock.move(MONDAY - clock.now())
    a_session(first), a_session(second)
    learner = a_graduate_of(first)
    clock.move(timedelta(hours=1))
    were_at(first, 1, [learner], trainer)
    clock.move(timedelta(hours=4))
    move_member(cohort=first, learner_id=learner.id, to=second, by=trainer)

    assert missed(learner) is None


def test_who_is_in_no_class_costs_one_look(trainer: Staff) -> None:
    learner = a_graduate()
    with counted() as said:
        eligibility_of(learner, Award.CORE)
    assert sum("cohort" in statement or "attendance_mark" in statement for statement in said) == 1


@given(
    share=st.integers(0, 100),
    held=st.integers(1, 60),
    attended=st.integers(0, 60),
    award=st.sampled_from(Award),
)
def test_so_many_sessions_as_are_said_to_be_needed_are_enough_and_one_fewer_is_not(
    share: int, held: int, attended: int, award: Award
) -> None:
    attended = min(attended, held)
    found = absence([ClassShare(award, held, attended)], award, share=share, class_needed=True)

    assert (found is None) == (Fraction(attended, held) >= Fraction(share, 100))
    if found:
        assert attended < found.needed <= held
        enough = ClassShare(award, held, found.needed)
        assert enough.is_enough(share)
        assert not ClassShare(award, held, found.needed - 1).is_enough(share)


def test_an_absence_alone_keeps_an_award_from_being_earned() -> None:
    required = course().modules[:1]
    assert Eligibility(required).is_earned
    assert Eligibility(required, absence=Absence()).is_learned
    assert not Eligibility(required, absence=Absence()).is_earned
