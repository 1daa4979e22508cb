"""The trainer's pages of attendance, without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from app.accounts.models import Staff
from app.attendance.rules import Choice, Status
from app.attendance.services import mark_list
from app.cohorts.models import Cohort, CohortSession
from app.core import clock
from app.core.database import db, unit_of_work
from tests.attendance.people import (
    ABSENT,
    OTHER_DEVICE,
    PRESENT,
    a_class,
    a_co_trainer,
    an_entry,
    every_mark,
    late,
    mark,
    send,
    status,
    statuses,
)
from tests.cohorts.people import MONDAY, a_cohort, a_member, a_session, a_trainer, members
from tests.learners.people import sign_in_staff, text_of
from tests.sampling import sampled

Class = tuple[Staff, Cohort, CohortSession]


@pytest.fixture
def mine(client: FlaskClient) -> Iterator[Class]:
    """My class, and I am signed in half an hour after it began."""
    found = a_class()
    sign_in_staff(client, found[0])
    yield found


def address(cohort: Cohort, rest: str = "") -> str:
    return f"/en/staff/classes/{cohort.id}/attendance{rest}"


def test_a_list_is_kept_as_it_was_filled_in(client: FlaskClient, mine: Class) -> None:
    _trainer, cohort, meeting = mine
    first, second, _third = members(cohort, 3)
    fields = {f"status-{first.id}": "present", f"status-{second.id}": "late", f"minutes-{second.id}": "២០"}
    answer = client.post(address(cohort, "/1"), data=fields)
    assert answer.status_code == 303
    assert [(one.status, one.minutes, one.learner_id) for one in every_mark(meeting)] == [
        ("present", None, first.id),
        ("late", 20, second.id),
    ]
    counts = text_of(client.get(answer.location))
    assert "2 here" in counts and "Late: 1" in counts and "Not marked yet: 1" in counts


def test_all_present_fills_the_list_and_keeps_nothing_yet(client: FlaskClient, mine: Class) -> None:
    _trainer, cohort, meeting = mine
    first, second = members(cohort, 2)
    page = client.post(address(cohort, "/1"), data={"all": "present", f"status-{second.id}": "absent"})
    assert "Nothing is kept yet" in page.text
    assert f'name="status-{first.id}" value="present" checked' in page.text
    assert f'name="status-{second.id}" value="absent" checked' in page.text
    assert not every_mark(meeting)


def test_a_change_asks_why_and_loses_nothing_that_was_filled_in(client: FlaskClient, mine: Class) -> None:
    trainer, cohort, meeting = mine
    first, second = members(cohort, 2)
    mark(cohort, meeting, trainer, first, ABSENT)
    clock.move(timedelta(minutes=40))
    fields = {f"status-{first.id}": "present", f"was-{first.id}": "absent/", f"status-{second.id}": "excused"}
    answer = client.post(address(cohort, "/1"), data=fields)
    assert answer.status_code == 422
    assert "There is a mark already. Say why you change it." in answer.text
    assert f'name="status-{second.id}" value="excused" checked' in answer.text
    assert len(every_mark(meeting)) == 1
    assert client.post(address(cohort, "/1"), data=fields | {"why": "Came later."}).status_code == 303
    assert statuses(every_mark(meeting)) == ["absent", "present", "excused"]


def test_missing_minutes_are_asked_for_beside_the_person(client: FlaskClient, mine: Class) -> None:
    _trainer, cohort, meeting = mine
    learner = a_member(cohort)
    for minutes in ("", "0", "soon", "601", "²"):
        data = {f"status-{learner.id}": "late", f"minutes-{learner.id}": minutes}
        answer = client.post(address(cohort, "/1"), data=data)
        assert answer.status_code == 422
        assert f'id="minutes-{learner.id}-error"' in answer.text
    assert not every_mark(meeting)


def test_a_row_nobody_touched_does_not_undo_what_another_trainer_did_meanwhile(
    client: FlaskClient, mine: Class
) -> None:
    trainer, cohort, meeting = mine
    first, second = members(cohort, 2)
    mark(cohort, meeting, trainer, first, PRESENT)
    clock.move(timedelta(minutes=30))
    mark(cohort, meeting, a_co_trainer(cohort), first, ABSENT, why="Left before the roll call.")
    mark(cohort, meeting, trainer, second, ABSENT)
    fields = {f"status-{first.id}": "present", f"was-{first.id}": "present/"}
    fields |= {f"status-{second.id}": "present", f"was-{second.id}": "absent/", "why": "Was there."}
    assert client.post(address(cohort, "/1"), data=fields).status_code == 303
    assert (status(meeting, first), status(meeting, second)) == ("absent", "present")


def test_every_mark_of_a_person_is_shown_and_what_differs_is_settled(client: FlaskClient, mine: Class) -> None:
    trainer, cohort, meeting = mine
    learner, other = a_member(cohort), a_co_trainer(cohort)
    send(cohort, trainer, an_entry(meeting, learner, "present"))
    clock.move(timedelta(minutes=20))
    wrong = an_entry(meeting, learner, "absent", at=clock.now() - timedelta(hours=3))
    send(cohort, other, wrong, device=OTHER_DEVICE, off=-3 * 3600)
    assert "Two marks differ, please settle it." in text_of(client.get(address(cohort, "/1")))
    assert "Two marks differ: 1" in text_of(client.get(address(cohort)))
    page = client.get(address(cohort, f"/1/{learner.id}"))
    shown = text_of(page)
    assert "Two marks differ" in shown and trainer.username in shown and other.username in shown
    assert "The clock of the phone was 3 hours behind." in shown
    settle = address(cohort, f"/1/{learner.id}")
    assert client.post(settle, data={"why": "Asked her."}).status_code == 422
    assert client.post(settle, data={f"status-{learner.id}": "absent"}).status_code == 422
    assert client.post(settle, data={f"status-{learner.id}": "absent", "why": "Asked her."}).status_code == 303
    shown = text_of(client.get(settle))
    assert "Two marks differ" not in shown and "Asked her." in shown
    assert status(meeting, learner) == "absent"


@pytest.mark.parametrize("path", ["", "/1", "/1/board", "/offline"])
def test_a_stranger_finds_nothing(client: FlaskClient, mine: Class, path: str) -> None:
    cohort = a_cohort(a_trainer())
    a_session(cohort)
    where = address(cohort, path) if path != "/offline" else f"/en/staff/classes/{cohort.id}/offline"
    assert client.get(where).status_code == 404
    if path == "/1":
        learner = a_member(cohort)
        assert client.post(where, data={f"status-{learner.id}": "present"}).status_code == 404
        assert client.get(f"{where}/{learner.id}").status_code == 404


def test_nobody_else_is_shown_or_marked(client: FlaskClient, mine: Class) -> None:
    _trainer, cohort, meeting = mine
    stranger = a_member(a_cohort(a_trainer()))
    assert client.get(address(cohort, f"/1/{stranger.id}")).status_code == 404
    assert client.post(address(cohort, "/1"), data={f"status-{stranger.id}": "present"}).status_code == 303
    assert not every_mark(meeting)


def test_a_session_that_lies_ahead_or_was_cancelled_takes_no_marks(client: FlaskClient, mine: Class) -> None:
    _trainer, cohort, _meeting = mine
    learner, later = a_member(cohort), a_session(cohort, MONDAY + timedelta(days=7))
    assert "This session has not begun yet." in text_of(client.get(address(cohort, "/2")))
    assert client.post(address(cohort, "/2"), data={f"status-{learner.id}": "present"}).status_code == 422
    with unit_of_work():
        later.cancelled_at = clock.now()
    assert "This session was cancelled." in text_of(client.get(address(cohort, "/2")))
    assert client.get(address(cohort, "/3")).status_code == 404


@pytest.mark.parametrize("locale", sampled(["en", "km", "my"], "my"))
def test_hours_are_those_of_the_centre(client: FlaskClient, mine: Class, locale: str) -> None:
    _trainer, cohort, _meeting = mine
    a_member(cohort)
    for path in ("attendance", "attendance/1", "offline"):
        assert "08:00" in client.get(f"/{locale}/staff/classes/{cohort.id}/{path}").text


@pytest.mark.parametrize("path", sampled(["attendance", "attendance/1", "offline"], "attendance/1"))
def test_a_page_of_five_hundred_costs_as_many_queries_as_one_of_two(client: FlaskClient, path: str) -> None:
    counts = []
    for size in (2, 500):
        trainer, cohort, meeting = a_class()
        with unit_of_work():
            learners = members(cohort, size)
        choices: dict[int, Choice] = {learner.id: PRESENT for learner in learners} | {learners[0].id: late(9)}
        mark_list(cohort=cohort, session=meeting, choices=choices, why=None, by=trainer)
        client.post("/en/staff/sign-out")
        sign_in_staff(client, trainer)
        counts.append(queries_of(client, f"/en/staff/classes/{cohort.id}/{path}"))
    assert counts[0] == counts[1]


def queries_of(client: FlaskClient, path: str) -> int:
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        asked.append(statement)

    client.get(path)
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert client.get(path).status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len([statement for statement in asked if statement.startswith("SELECT")])


def test_signing_out_clears_the_phone(client: FlaskClient, mine: Class) -> None:
    answer = client.post("/en/staff/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client.get("/en/").headers


def test_a_phone_whose_script_took_the_classes_away_keeps_the_checker(client: FlaskClient, mine: Class) -> None:
    answer = client.post("/en/staff/sign-out", data={"cleared": "yes"})
    assert answer.headers["Clear-Site-Data"] == '"cache"'


def test_the_phone_carries_digests_of_cards_and_no_secret_of_the_session(client: FlaskClient, mine: Class) -> None:
    _trainer, cohort, meeting = mine
    a_member(cohort)
    page = client.get(f"/en/staff/classes/{cohort.id}/offline").text
    assert meeting.board_secret not in page
    assert str(Status.PRESENT) in page
