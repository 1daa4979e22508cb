"""The code on the board: good for a minute or two, for one's own class, at its hours, and not to be guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from app.attendance.board import code_at, is_showing, read_board_code, seconds_left
from app.cohorts.models import Cohort, CohortSession
from app.cohorts.services import add_member
from app.core import clock
from app.core.database import unit_of_work
from app.learners.models import Learner
from tests.attendance.people import ABSENT, a_class, every_mark, it_is, mark, standing, status
from tests.cohorts.people import MONDAY, a_cohort, a_session, a_trainer
from tests.learners.people import a_learner, sign_in, sign_in_staff, text_of

HERE = "/en/class/here"
Seat = tuple[Learner, Cohort, CohortSession]


@pytest.fixture
def seated(client: FlaskClient) -> Iterator[Seat]:
    """A learner in class, signed in, five minutes after it began."""
    learner, trainer = a_learner(), a_trainer()
    cohort = a_cohort(trainer)
    meeting = a_session(cohort)
    add_member(cohort=cohort, learner=learner, by=trainer)
    it_is(MONDAY + timedelta(minutes=5))
    sign_in(client, learner)
    yield learner, cohort, meeting


def type_in(client: FlaskClient, code: str) -> tuple[int, str]:
    answer = client.post(HERE, data={"code": code})
    return answer.status_code, text_of(answer)


def wrong_for(meeting: CohortSession) -> str:
    code = code_at(meeting, clock.now())
    return f"{(int(code) + 1) % 100_000:05}"


def test_who_types_the_code_is_here(client: FlaskClient, seated: Seat) -> None:
    learner, _cohort, meeting = seated
    code = code_at(meeting, clock.now())
    for _ in range(2):
        assert "You are marked as here" in type_in(client, f" {code[:2]} {code[2:]} ")[1]
    [made] = every_mark(meeting)
    assert (made.learner_id, made.status, made.how, made.staff_id) == (learner.id, "present", "code", None)


def test_a_code_is_good_for_its_minute_and_the_next(client: FlaskClient, seated: Seat) -> None:
    _learner, _cohort, meeting = seated
    code = code_at(meeting, clock.now())
    clock.move(timedelta(minutes=2))
    answer, shown = type_in(client, code)
    assert (answer == 422 and "It changes every minute" in shown) or "changes every minute" in shown
    code = code_at(meeting, clock.now())
    clock.move(timedelta(minutes=1))
    assert type_in(client, code)[0] == 200


def test_who_comes_late_is_late(client: FlaskClient, seated: Seat) -> None:
    learner, _cohort, meeting = seated
    it_is(MONDAY + timedelta(minutes=25, seconds=10))
    sign_in(client, learner)
    type_in(client, code_at(meeting, clock.now()))
    assert (status(meeting, learner), standing(meeting, learner).mark.choice.minutes) == ("late", 25)


def test_it_does_not_undo_what_the_trainer_marked_but_asks_to_settle_it(client: FlaskClient, seated: Seat) -> None:
    learner, cohort, meeting = seated
    mark(cohort, meeting, a_trainer(), learner, ABSENT)
    assert type_in(client, code_at(meeting, clock.now()))[0] == 200
    found = standing(meeting, learner)
    assert (found.mark.choice, found.differs) == (ABSENT, True)


@pytest.mark.parametrize("minutes", [-31, 3 * 60 + 1])
def test_outside_of_the_hours_no_code_is_taken(client: FlaskClient, seated: Seat, minutes: int) -> None:
    learner, _cohort, meeting = seated
    it_is(MONDAY + timedelta(minutes=minutes))
    sign_in(client, learner)
    assert "Your class does not meet now." in text_of(client.get(HERE))
    assert type_in(client, code_at(meeting, clock.now()))[0] == 422
    assert not every_mark(meeting)


def test_nor_of_a_cancelled_session_nor_of_another_class(client: FlaskClient, seated: Seat) -> None:
    _learner, _cohort, meeting = seated
    other = a_session(a_cohort(a_trainer()))
    assert type_in(client, code_at(other, clock.now()))[0] == 422
    with unit_of_work():
        meeting.cancelled_at = clock.now()
    assert type_in(client, code_at(meeting, clock.now()))[0] == 422
    assert not every_mark(other)


def test_who_guesses_has_to_wait_and_then_even_the_right_code_is_not_looked_at(
    client: FlaskClient, seated: Seat
) -> None:
    _learner, _cohort, meeting = seated
    answers = [type_in(client, wrong_for(meeting))[0] for _ in range(8)]
    assert 429 in answers
    assert type_in(client, code_at(meeting, clock.now()))[0] == 429
    assert not every_mark(meeting)


def test_the_page_is_for_learners_with_an_account(client: FlaskClient, seated: Seat) -> None:
    client.post("/en/sign-out")
    assert "/sign-in" in client.get(HERE).location


def test_the_board_shows_the_code_and_asks_for_the_next_while_the_session_lasts(client: FlaskClient) -> None:
    trainer, cohort, meeting = a_class()
    sign_in_staff(client, trainer)
    address = f"/en/staff/classes/{cohort.id}/attendance/1/board"
    answer = client.get(address)
    assert code_at(meeting, clock.now()) in answer.text
    assert 1 <= int(answer.headers["Refresh"]) <= 61
    it_is(meeting.ends_at + timedelta(minutes=1))
    sign_in_staff(client, trainer)
    answer = client.get(address)
    assert "Refresh" not in answer.headers
    assert not re.search(r">\d{5}<", answer.text)


def test_codes_have_five_digits_and_change_every_minute(client: FlaskClient) -> None:
    _trainer, _cohort, meeting = a_class()
    codes = {code_at(meeting, MONDAY + timedelta(minutes=minute)) for minute in range(200)}
    assert len(codes) > 190
    assert all(re.fullmatch(r"\d{5}", code) for code in codes)
    assert code_at(meeting, MONDAY) == code_at(meeting, MONDAY + timedelta(seconds=59))
    assert (seconds_left(MONDAY), seconds_left(MONDAY + timedelta(seconds=59))) == (60, 1)
    assert not is_showing(meeting, MONDAY - timedelta(minutes=31))


@pytest.mark.parametrize("typed", ["12345", " 1 2-3 4 5 ", "១២៣៤៥", "၁၂၃၄၅", "๑๒๓๔๕"])
def test_the_code_is_read_in_the_digits_of_any_script(typed: str) -> None:
    assert read_board_code(typed) == "12345"
