"""A device that goes from hand to hand: tiles, PIN, learn, and nothing of one person is left for the next."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.audit.models import AuditEvent
from app.classroom.errors import HasPin
from app.classroom.handing import LONGEST, choose_first_pin, hand_over, until_when
from app.classroom.models import HandOver
from app.cohorts.enrolling import add_members
from app.cohorts.leading import close_cohort
from app.cohorts.seats import seat_picture
from app.core import clock
from app.core.database import db
from app.learners.models import Learner
from app.learners.services import reset_pin
from app.learning.queries import progress_of
from tests.browser import Live, Visits, press
from tests.classroom.people import Room, a_room
from tests.classroom.test_services import statements
from tests.cohorts.people import a_centre, a_cohort, a_member, a_trainer
from tests.learners.people import OTHER_PIN, PASSWORD, PIN, is_signed_in, sign_in_staff, text_of
from tests.pages.test_accessibility import TOO_WIDE, _axe, _violations

WHO = "/km/class/who"


@pytest.fixture
def room(client: FlaskClient) -> Room:
    """A class whose trainer has signed in."""
    room = a_room(3)
    sign_in_staff(client, room.trainer)
    return room


def hand(client: FlaskClient, room: Room, shows: str = "names") -> None:
    answer = client.post(f"/en/staff/classes/{room.cohort.id}/hand-over", data={"shows": shows})
    assert answer.location == WHO
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


def choose(client: FlaskClient, seat: int, pin: str = PIN) -> None:
    answer = client.post(f"/en/class/who/{seat}", data={"new_pin": pin, "pin_again": pin})
    assert answer.status_code == 303, text_of(answer)


def given() -> HandOver:
    db.session.expire_all()
    return db.session.scalars(select(HandOver).order_by(HandOver.id.desc())).all()[0]


def acts() -> list[str]:
    return [
        act
        for act in db.session.scalars(select(AuditEvent.act).order_by(AuditEvent.id))
        if "hand" in act or "first-pin" in act
    ]


def test_the_trainer_is_told_who_sees_the_names_and_is_signed_out(client: FlaskClient, room: Room) -> None:
    page = text_of(client.get(f"/en/staff/classes/{room.cohort.id}/hand-over"))
    assert "Names are seen by all" in page
    assert "Only numbers and pictures" in page
    hand(client, room)
    assert client.get(f"/en/staff/classes/{room.cohort.id}").status_code == 302
    assert room.people[0].name in client.get(WHO).text
    assert acts() == ["class-handed-over"]


def test_with_only_numbers_no_name_is_seen_anywhere(client: FlaskClient, room: Room) -> None:
    hand(client, room, "numbers")
    for page in (WHO, "/en/class/who/1"):
        text = client.get(page).text
        assert not any(person.name in text for person in room.people)
        assert "/img/seats." in text


def test_two_people_learn_one_after_the_other_and_nothing_is_left_between(client: FlaskClient, room: Room) -> None:
    hand(client, room)
    first, second = room.people[:2]
    choose(client, 1)
    assert first.name in client.get("/en/me").text
    client.get("/en/course/contract/1/1")
    card = client.get("/en/course/contract/1/2")
    assert card.headers["Cache-Control"] == "no-store"
    assert "I am done" in card.text
    with client.session_transaction() as kept:
        assert set(kept) >= {"learner"}
    tiles = client.get(WHO)
    assert tiles.headers["Clear-Site-Data"] == '"cache"'
    with client.session_transaction() as kept:
        assert set(kept) <= {"locale", "_permanent"}
    assert not is_signed_in(client)
    choose(client, 2, OTHER_PIN)
    assert second.name in client.get("/en/me").text
    assert first.name not in client.get("/en/me").text
    assert progress_of(first).is_begun()
    assert not progress_of(second).is_begun()


def test_who_has_a_pin_needs_it_and_the_own_one(client: FlaskClient, room: Room) -> None:
    hand(client, room)
    choose(client, 1)
    client.get(WHO)
    wrong = client.post("/en/class/who/1", data={"pin": OTHER_PIN})
    assert wrong.status_code == 422
    assert "This PIN is not right" in wrong.text
    assert not is_signed_in(client)
    assert client.post("/en/class/who/1", data={"pin": PIN}).location == "/en/course"
    assert client.get("/en/class/who/99").status_code == 404


def test_a_given_pin_is_changed_first(client: FlaskClient, room: Room) -> None:
    pin = reset_pin(learner=room.people[0], by=room.trainer)
    hand(client, room)
    assert client.post("/en/class/who/1", data={"pin": pin}).location == "/en/me/pin"


def test_five_quiet_minutes_lead_back_to_the_tiles(client: FlaskClient, room: Room) -> None:
    hand(client, room)
    choose(client, 1)
    page = client.get("/en/course")
    assert page.headers["Refresh"] == f"300;url={WHO}"
    clock.move(timedelta(minutes=3))
    assert client.get("/en/course").status_code == 200
    clock.move(timedelta(minutes=6))
    quiet = client.get("/en/me")
    assert quiet.location == WHO
    assert "Refresh" not in client.get(WHO).headers
    assert not is_signed_in(client)


def test_signing_out_leads_to_the_tiles(client: FlaskClient, room: Room) -> None:
    hand(client, room)
    choose(client, 1)
    assert client.post("/en/sign-out").location == WHO


def test_the_trainers_password_ends_it_and_no_other(client: FlaskClient, room: Room) -> None:
    hand(client, room)
    choose(client, 1)
    wrong = client.post("/en/class/end", data={"password": "another long password"})
    assert wrong.status_code == 422
    assert "not the password" in wrong.text
    ended = client.post("/en/class/end", data={"password": PASSWORD})
    assert ended.location.endswith("/en/staff/sign-in")
    assert not is_signed_in(client)
    assert client.get(WHO).status_code == 422
    assert acts() == ["class-handed-over", "class-first-pin", "class-hand-over-ended"]


def test_it_ends_with_the_day_with_the_class_and_from_afar(client: FlaskClient, room: Room) -> None:
    hand(client, room)
    choose(client, 1)
    given().ended_at = clock.now()
    db.session.commit()
    assert not is_signed_in(client), "whoever was signed in is so no more"
    assert client.get_cookie("waymark-class") is None
    sign_in_staff(client, room.trainer)
    hand(client, room)
    close_cohort(cohort=room.cohort, by=room.trainer)
    assert client.get(WHO).status_code == 422


def test_the_trainer_locks_a_device_from_another(client: FlaskClient, room: Room) -> None:
    hand_over(cohort=room.cohort, by=room.trainer, shows_names=True)
    page = client.get(f"/en/staff/classes/{room.cohort.id}/hand-over").text
    assert "Devices this class holds now" in page
    ending = f"/en/staff/classes/{room.cohort.id}/hand-over/{given().id}/end"
    assert client.post(ending).status_code == 303
    assert given().ended_at is not None
    assert client.post(ending).status_code == 404
    client.post("/en/staff/sign-out")
    sign_in_staff(client, a_trainer())
    assert client.get(f"/en/staff/classes/{room.cohort.id}/hand-over").status_code == 404
    assert client.post(ending).status_code == 404


def test_the_tiles_of_a_large_class_cost_no_more_questions_to_the_database(client: FlaskClient) -> None:
    costs = []
    for count in (2, 60):
        room = a_room(count)
        sign_in_staff(client, room.trainer)
        hand(client, room)
        client.get(WHO)
        costs.append(statements(partial(client.get, WHO)))
    assert costs[0] == costs[1]
    assert costs[0] < 12


def test_without_a_hand_over_there_are_no_tiles(client: FlaskClient) -> None:
    for page in (WHO, "/en/class/who/1", "/en/class/end"):
        assert client.get(page).status_code == 422
    client.set_cookie("waymark-class", "made up")
    assert client.get(WHO).status_code == 422


def test_a_first_pin_is_chosen_once(client: FlaskClient, room: Room) -> None:
    kept, _key = hand_over(cohort=room.cohort, by=room.trainer, shows_names=True)
    choose_first_pin(learner=room.people[0], pin=PIN, given=kept)
    with pytest.raises(HasPin):
        choose_first_pin(learner=room.people[0], pin=OTHER_PIN, given=kept)


def test_who_came_first_into_another_class_chooses_no_pin_on_this_device(client: FlaskClient, room: Room) -> None:
    learner = a_member(a_cohort(a_trainer()))
    add_members(cohort=room.cohort, learner_ids=[learner.id], by=room.trainer)
    hand(client, room)
    answer = client.get("/en/class/who/4")
    assert answer.status_code == 422
    assert "with the card that you got there" in text_of(answer)


def test_it_lasts_till_midnight_where_the_class_meets_and_never_longer_than_twelve_hours(client: FlaskClient) -> None:
    zone = ZoneInfo("Asia/Phnom_Penh")
    now = clock.now()
    midnight = until_when(a_centre(), now)
    assert now < midnight <= now + LONGEST
    assert midnight == now + LONGEST or midnight.astimezone(zone).time() == datetime.min.time()


def test_the_first_forty_eight_seats_have_pictures_of_their_own() -> None:
    pictures = [(seat_picture(seat).thing, seat_picture(seat).frame) for seat in range(1, 49)]
    assert len(set(pictures)) == 48


def test_back_shows_nothing_of_the_person_before_and_axe_finds_nothing(live: Live, visits: Visits) -> None:
    with live.app.app_context():
        room = a_room(14)
        username, cohort = room.trainer.username, room.cohort.id
        names = [db.session.get_one(Learner, person.id).name for person in room.people]
        db.session.remove()
    page = visits.phone(bypass_csp=True)
    page.context.add_init_script(_axe())
    page.goto("/en/staff/sign-in")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    press(page, "main form button[type=submit]")
    found: list[str] = []

    def look() -> None:
        found.extend(f"{page.url}: {one['id']}: {node['html']}" for one in _violations(page) for node in one["nodes"])
        found.extend(f"{page.url}: {what}" for what in page.evaluate(TOO_WIDE))

    page.goto(f"/en/staff/classes/{cohort}/hand-over")
    look()
    page.locator("[data-hand-over] button").click()
    page.wait_for_url("**/km/class/who")
    page.goto("/en/class/who")
    look()
    press(page, ".seats li:nth-child(5) a")
    look()
    page.fill("[name=new_pin]", PIN)
    page.fill("[name=pin_again]", PIN)
    page.locator(".foot .go").click()
    page.wait_for_url("**/en/course")
    look()
    page.goto("/en/me")
    assert names[4] in page.locator("main").inner_text()
    page.get_by_text("I am done").click()
    page.wait_for_url("**/class/who")
    page.go_back()
    page.wait_for_load_state()
    assert names[4] not in page.locator("body").inner_text()
    page.goto("/en/class/end")
    look()
    page.fill("[name=password]", PASSWORD)
    page.locator(".foot .go").click()
    page.wait_for_url("**/staff/sign-in")
    assert not found, "\n".join(found)
