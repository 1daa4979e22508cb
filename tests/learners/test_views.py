"""Joining, signing in, and one's own pages, as a browser sees them."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from sqlalchemy import event
from sqlalchemy.orm import scoped_session

from app.accounts.rules import FREE_TRIES
from app.audit.models import AuditEvent
from app.core import clock
from app.core.digits import native_digits
from app.core.permissions import Role
from app.learners import services
from app.learners.models import Learner
from app.learners.numbering import new_number
from app.learners.rules import pin_fault
from tests.learners.people import (
    OTHER_PIN,
    PIN,
    a_learner,
    a_staff,
    is_signed_in,
    join,
    sign_in,
    sign_in_staff,
    text_of,
)
from tests.learners.test_rules import UNICODE, ZAWGYI

Db = scoped_session[Session]
OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
SHOWN_NAME = "Sok &lt;b&gt;"


def only_learner(session: Db) -> Learner:
    session.expire_all()
    return session.query(Learner).one()


def test_joining_takes_two_pages_and_shows_the_number(client: FlaskClient, session: Db) -> None:
    names = client.post("/km/join", data={"name_native": "សុខ ចាន់ធូ", "name_latin": "SOK CHANTHOU"})
    assert names.status_code == 200
    assert 'name="new_pin"' in names.text
    done = client.post(
        "/km/join",
        data={"name_native": "សុខ ចាន់ធូ", "name_latin": "SOK CHANTHOU", "new_pin": "៤៨២៩១៥", "pin_again": "៤៨២ ៩១៥"},
    )
    learner = only_learner(session)
    assert (learner.name_native, learner.name_latin, learner.locale) == ("សុខ ចាន់ធូ", "SOK CHANTHOU", "km")
    assert done.location == "/km/me/number"
    assert learner.shown_number in client.get("/km/me/number").text


def test_a_page_sent_again_because_its_answer_was_lost_makes_one_account(client: FlaskClient, session: Db) -> None:
    phone, again, other = client, client.application.test_client(), client.application.test_client()
    page = phone.post("/en/join", data={"name_latin": "SOK CHANTHOU"}).text
    once = re.search(r'name="once"[^>]*value="([^"]+)"', page)
    assert once is not None
    sent = {"name_latin": "SOK CHANTHOU", "once": once[1], "new_pin": "482915", "pin_again": "482915"}
    assert phone.post("/en/join", data=sent).status_code == 303
    assert again.post("/en/join", data=sent).status_code == 303
    learner = only_learner(session)
    assert learner.shown_number in again.get("/en/me").text
    refused = other.post("/en/join", data={**sent, "new_pin": "913572", "pin_again": "913572"})
    assert refused.status_code == 422
    assert only_learner(session).number == learner.number


@pytest.mark.parametrize("names", [{"native": "Suharto", "latin": ""}, {"native": "", "latin": "SUHARTO"}])
def test_one_single_name_is_enough(client: FlaskClient, session: Db, names: dict[str, str]) -> None:
    assert join(client, **names).status_code == 303
    assert only_learner(session).name.upper() == "SUHARTO"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Write your name here."),
        ("   ", "Write your name here."),
        ("😀😀", "A name needs letters."),
        ("Sok 😀", "Pictures cannot be printed in a name."),
        ("a" * 500, "This is too long."),
        ("12345", "A name needs letters."),
    ],
)
def test_what_is_no_name_is_refused_in_words_and_stays_in_its_field(
    client: FlaskClient, session: Db, typed: str, message: str
) -> None:
    page = client.post("/en/join", data={"name_native": typed, "name_latin": ""})
    assert page.status_code == 422
    assert message in page.text
    assert not typed.strip() or f'value="{typed}"' in page.text
    assert session.query(Learner).count() == 0


def test_one_wrong_name_leaves_the_other_in_its_field(client: FlaskClient) -> None:
    page = client.post("/en/join", data={"name_native": "សុខ", "name_latin": "សុខ"})
    assert "Write this name with the letters A to Z" in page.text
    assert page.text.count('value="សុខ"') == 2


def test_what_looks_like_markup_is_asked_about_and_never_becomes_any(client: FlaskClient) -> None:
    page = client.post("/en/join", data={"name_latin": "", "name_native": "Sok <b>"})
    assert "There is a sign in this name" in page.text
    assert SHOWN_NAME in page.text
    assert "Sok <b>" not in page.text


def test_zawgyi_is_shown_in_unicode_and_asked_about_before_it_is_kept(client: FlaskClient, session: Db) -> None:
    asked = client.post("/my/join", data={"name_native": ZAWGYI, "name_latin": "MG AUNG MYO"})
    assert asked.status_code == 422
    assert f'value="{ZAWGYI}"' in asked.text.replace("\u200b", "")
    assert f'value="{UNICODE}"' in asked.text
    assert 'value="MG AUNG MYO"' in asked.text
    chosen = {"name_native": ZAWGYI, "native_reading": UNICODE, "name_latin": "MG AUNG MYO"}
    settled = client.post("/my/join", data=chosen)
    assert settled.status_code == 200
    assert f'name="name_native" value="{UNICODE}"' in settled.text
    carried = {"name_native": UNICODE, "native_reading": UNICODE, "name_latin": "MG AUNG MYO"}
    assert client.post("/my/join", data=carried | {"new_pin": PIN, "pin_again": PIN}).status_code == 303
    assert only_learner(session).name_native == UNICODE


def test_a_name_of_two_scripts_is_asked_about_and_then_kept(client: FlaskClient, session: Db) -> None:
    name = {"name_native": "Sok សុខ", "name_latin": ""}
    assert "letters of two scripts" in client.post("/en/join", data=name).text
    sure = name | {"native_reading": "Sok សុខ"}
    assert client.post("/en/join", data=sure | {"new_pin": PIN, "pin_again": PIN}).status_code == 303
    assert only_learner(session).name_native == "Sok សុខ"


@pytest.mark.parametrize(
    ("pin", "message"),
    [
        ("123456", "stand in a row"),
        ("000000", "All digits are the same"),
        ("123123", "This is a pattern"),
        ("48291", "A PIN has six digits"),
        ("", "A PIN has six digits"),
    ],
)
def test_a_weak_pin_is_refused_and_the_names_stay(client: FlaskClient, session: Db, pin: str, message: str) -> None:
    page = join(client, "សុខ", "SOK", pin)
    assert page.status_code == 422
    assert message in page.text
    assert 'name="name_native" value="សុខ"' in page.text
    assert 'name="name_latin" value="SOK"' in page.text
    assert not pin or f'value="{pin}"' not in page.text
    assert session.query(Learner).count() == 0


def test_two_different_pins_are_refused(client: FlaskClient) -> None:
    page = client.post("/en/join", data={"name_latin": "SOK", "new_pin": PIN, "pin_again": OTHER_PIN})
    assert "The two PINs are not the same." in page.text
    assert PIN not in page.text
    assert OTHER_PIN not in page.text


def test_nobody_joins_twice_by_going_back(client: FlaskClient, session: Db) -> None:
    join(client)
    assert join(client).location == "/en/me"
    assert session.query(Learner).count() == 1


@pytest.mark.parametrize("tag", ["en", "km", "lo", "my", "th"])
@pytest.mark.parametrize("between", ["", " ", "-"])
def test_the_number_may_be_typed_in_any_digits(client: FlaskClient, tag: str, between: str) -> None:
    learner = a_learner()
    typed = native_digits(learner.shown_number.replace("-", between), tag)
    page = client.post(f"/{tag}/sign-in", data={"number": typed, "pin": native_digits(PIN, tag)})
    assert page.location == f"/{tag}/course"
    assert is_signed_in(client)


def test_a_wrong_number_and_a_wrong_pin_get_the_same_answer(client: FlaskClient) -> None:
    learner = a_learner()
    wrong_pin = sign_in(client, learner, OTHER_PIN)
    wrong_number = client.post("/en/sign-in", data={"number": new_number(), "pin": PIN})
    assert wrong_pin.status_code == wrong_number.status_code == 422
    assert "The number or the PIN is not right." in wrong_pin.text
    assert text_of(wrong_pin) == text_of(wrong_number)


def test_a_number_with_a_typing_mistake_is_told_so_and_stays(client: FlaskClient) -> None:
    page = client.post("/en/sign-in", data={"number": "123 456 789", "pin": PIN})
    assert "This is not a learner number." in page.text
    assert 'value="123 456 789"' in page.text


@pytest.mark.parametrize("pin", ["", "48291", "482915x"])
def test_what_cannot_be_a_pin_is_told_so_and_is_no_try(client: FlaskClient, pin: str) -> None:
    learner = a_learner()
    for _ in range(FREE_TRIES + 2):
        assert "A PIN has six digits." in sign_in(client, learner, pin).text
    assert sign_in(client, learner).status_code == 303


def test_the_pin_is_never_sent_back(client: FlaskClient) -> None:
    assert OTHER_PIN not in sign_in(client, a_learner(), OTHER_PIN).text


def test_a_guesser_is_told_how_long_to_wait(client: FlaskClient) -> None:
    learner = a_learner()
    for _ in range(FREE_TRIES + 1):
        assert sign_in(client, learner, OTHER_PIN).status_code == 422
    page = sign_in(client, learner)
    assert page.status_code == 429
    assert "Please wait 1 minute." in page.text
    clock.move(timedelta(minutes=1))
    assert sign_in(client, learner).status_code == 303


def test_a_class_of_thirty_behind_one_address_may_mistype_three_times_each(client: FlaskClient) -> None:
    for _ in range(30):
        learner = a_learner()
        for _ in range(3):
            assert sign_in(client, learner, OTHER_PIN).status_code == 422
        assert sign_in(client, learner).status_code == 303
        client.post("/en/sign-out")


def test_a_network_that_fails_three_hundred_times_must_wait_and_is_told_what_to_do(client: FlaskClient) -> None:
    for _ in range(300):
        client.post("/en/sign-in", data={"number": new_number(), "pin": PIN})
    page = sign_in(client, a_learner())
    assert page.status_code == 429
    assert "Use another connection, or wait one hour." in text_of(page)
    assert client.get("/en/join").status_code == 200
    elsewhere = client.post(
        "/en/sign-in", data={"number": a_learner().number, "pin": PIN}, environ_base={"REMOTE_ADDR": "192.0.2.1"}
    )
    assert elsewhere.status_code == 303


@pytest.mark.long
def test_people_who_sign_in_rightly_are_never_counted_against_their_network(client: FlaskClient) -> None:
    learner = a_learner()
    assert all(sign_in(client, learner).status_code == 303 for _ in range(320))


def test_one_network_cannot_fill_the_table_with_accounts(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "hash_pin", lambda pin: pin)
    for _ in range(200):
        assert join(client).status_code == 303
        client.post("/en/sign-out")
    page = join(client, latin="ONE MORE")
    assert page.status_code == 429
    assert 'value="ONE MORE"' in page.text


def test_signing_out_is_a_post_and_leaves_nothing_but_the_language(client: FlaskClient) -> None:
    with client.session_transaction() as cookie:
        cookie.update(locale="km", journey="KH-TH-farm", seen={"M03/what-for": "1.7"}, visitor="x")
    sign_in(client, a_learner())
    assert client.get("/en/sign-out").status_code == 405
    assert is_signed_in(client)
    done = client.post("/en/sign-out")
    assert done.headers["Clear-Site-Data"] == '"cache"'  # Else the key *back* shows the pages of the person.
    assert not is_signed_in(client)
    with client.session_transaction() as cookie:
        assert {key for key in cookie if not key.startswith("_")} <= {"locale", "csrf_token"}
        assert cookie["locale"] == "km"


def test_signing_in_keeps_what_any_reader_has_and_drops_the_rest(client: FlaskClient) -> None:
    with client.session_transaction() as cookie:
        cookie.update(
            locale="km", journey="KH-TH-farm", seen={"M03/what-for": "1.7"}, visitor="x", csrf_token="old", planted=1
        )
    sign_in(client, a_learner())
    with client.session_transaction() as cookie:
        kept = dict(cookie)
    assert {key: kept.get(key) for key in ("locale", "journey", "visitor")} == {
        "locale": "km", "journey": "KH-TH-farm", "visitor": "x",
    }  # fmt: skip
    assert "seen" in kept
    assert "planted" not in kept
    assert kept.get("csrf_token") != "old"


def test_what_was_read_is_added_only_where_the_person_ticks_it(client: FlaskClient) -> None:
    learner = a_learner()
    with client.session_transaction() as cookie:
        cookie["seen"] = {"M03/what-for": "1.7"}
    assert "Add what I read on this phone" in client.get("/en/sign-in").text
    sign_in(client, learner)
    with client.session_transaction() as cookie:
        assert "seen" in cookie
    sign_in(client, learner, add_unsaved="y")
    with client.session_transaction() as cookie:
        assert "seen" not in cookie


def test_a_phone_with_nothing_unsaved_is_not_asked(client: FlaskClient) -> None:
    assert "Add what I read on this phone" not in client.get("/en/sign-in").text


def test_the_phone_locks_after_a_pause_and_not_before(app: Flask, client: FlaskClient) -> None:
    sign_in(client, a_learner())
    for _ in range(4):
        clock.move(app.config["LEARNER_IDLE"] - timedelta(minutes=2))
        assert is_signed_in(client)
    clock.move(app.config["LEARNER_IDLE"] + timedelta(seconds=1))
    assert not is_signed_in(client)


def test_a_locked_phone_does_not_open_when_time_goes_back(app: Flask, client: FlaskClient) -> None:
    sign_in(client, a_learner())
    pause = app.config["LEARNER_IDLE"] + timedelta(minutes=1)
    clock.move(pause)
    assert not is_signed_in(client)
    clock.move(-pause)
    assert not is_signed_in(client)


def test_after_signing_in_the_person_goes_where_they_wanted(client: FlaskClient) -> None:
    asked = client.get("/en/me/names")
    assert asked.location == "/en/sign-in?next=/en/me/names"
    page = client.get(asked.location)
    assert 'name="next" type="hidden" value="/en/me/names"' in page.text
    assert sign_in(client, a_learner(), next="/en/me/names").location == "/en/me/names"


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "\\/evil.example", "/\t/evil.example", "evil"],
)
def test_nobody_is_sent_to_another_site(client: FlaskClient, address: str) -> None:
    page = client.get(f"/en/sign-in?next={quote(address)}")
    assert "evil" not in page.text
    assert sign_in(client, a_learner(), next=address).location == "/en/course"


def test_a_form_sent_after_the_lock_is_held_and_sent_again_after_signing_in(
    app: Flask, client: FlaskClient, session: Db
) -> None:
    learner = a_learner("សុខ", "SOK")
    sign_in(client, learner)
    clock.move(app.config["LEARNER_IDLE"] * 2)
    asked = client.post("/en/me/names", data={"name_native": "សុខ ដារ៉ា", "name_latin": "SOK DARA"}, headers=OWN_PAGE)
    assert asked.status_code == 401
    assert "What you wrote is kept" in asked.text
    held = asked.text.split('name="held" type="hidden" value="')[1].split('"')[0]
    again = sign_in(client, learner, held=held)
    assert again.status_code == 200
    assert 'action="/en/me/names"' in again.text
    assert 'value="SOK DARA"' in again.text
    assert client.post("/en/me/names", data={"name_native": "សុខ ដារ៉ា", "name_latin": "SOK DARA"}).status_code == 303
    assert only_learner(session).name_latin == "SOK DARA"


def test_a_form_sent_after_the_lock_is_not_given_to_the_next_who_signs_in(app: Flask, client: FlaskClient) -> None:
    sign_in(client, a_learner())
    clock.move(app.config["LEARNER_IDLE"] + timedelta(minutes=1))
    asked = client.post("/en/me/names", data={"name_latin": "SOMEBODY"}, headers=OWN_PAGE)
    held = asked.text.split('name="held" type="hidden" value="')[1].split('"')[0]
    assert sign_in(client, a_learner(), held=held).status_code == 303


def test_a_form_from_another_site_is_not_held(client: FlaskClient) -> None:
    asked = client.post("/en/me/names", data={"name_latin": "EVIL"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert asked.status_code == 401
    assert "EVIL" not in asked.text
    assert "What you wrote is kept" not in asked.text


def test_a_held_form_that_somebody_made_up_is_dropped(client: FlaskClient) -> None:
    assert sign_in(client, a_learner(), held="made.up").status_code == 303


def test_a_wrong_pin_keeps_the_held_form(app: Flask, client: FlaskClient) -> None:
    learner = a_learner()
    asked = client.post("/en/me/names", data={"name_latin": "SOK DARA"}, headers=OWN_PAGE)
    held = asked.text.split('name="held" type="hidden" value="')[1].split('"')[0]
    assert held in sign_in(client, learner, OTHER_PIN, held=held).text


def test_my_page_shows_what_is_kept_of_me(client: FlaskClient) -> None:
    learner = a_learner("សុខ ចាន់ធូ", "SOK CHANTHOU")
    sign_in(client, learner)
    page = client.get("/en/me").text
    assert all(
        shown in page for shown in (learner.shown_number, "សុខ ចាន់ធូ", "SOK CHANTHOU", "/en/me/names", "/en/me/pin")
    )


def test_names_are_changed_by_their_holder(client: FlaskClient, session: Db) -> None:
    sign_in(client, a_learner("សុខ", "SOK"))
    assert 'value="SOK"' in client.get("/en/me/names").text
    client.post("/en/me/names", data={"name_native": "", "name_latin": "SOK DARA"})
    learner = only_learner(session)
    assert (learner.name_native, learner.name_latin, learner.name_key) == (None, "SOK DARA", "sokdara")


def test_a_changed_pin_signs_out_other_phones_and_keeps_this_one(app: Flask, client: FlaskClient) -> None:
    learner = a_learner()
    other_phone = app.test_client()
    sign_in(client, learner)
    sign_in(other_phone, learner)
    changed = client.post("/en/me/pin", data={"pin": PIN, "new_pin": OTHER_PIN, "pin_again": OTHER_PIN})
    assert changed.location == "/en/me"
    assert is_signed_in(client)
    assert not is_signed_in(other_phone)


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"pin": OTHER_PIN, "new_pin": OTHER_PIN, "pin_again": OTHER_PIN}, "This is not your PIN."),
        ({"pin": PIN, "new_pin": "123456", "pin_again": "123456"}, "stand in a row"),
        ({"pin": PIN, "new_pin": OTHER_PIN, "pin_again": PIN}, "The two PINs are not the same."),
        ({}, "A PIN has six digits."),
    ],
)
def test_a_pin_is_not_changed_to_a_bad_one_or_by_somebody_else(
    client: FlaskClient, sent: dict[str, str], message: str
) -> None:
    sign_in(client, a_learner())
    page = client.post("/en/me/pin", data=sent)
    assert page.status_code == 422
    assert message in page.text


def test_a_part_of_the_own_number_is_no_pin(client: FlaskClient) -> None:
    learner = a_learner()
    part = next((p for p in (learner.number[i : i + 6] for i in range(4)) if pin_fault(p) is None), None)
    if part is None:
        pytest.skip("every part of this number is refused for another reason")
    sign_in(client, learner)
    page = client.post("/en/me/pin", data={"pin": PIN, "new_pin": part, "pin_again": part})
    assert "part of your learner number" in page.text


def test_a_trainer_finds_a_learner_by_number_and_shows_a_new_pin_once(client: FlaskClient, session: Db) -> None:
    learner = a_learner("សុខ", "SOK")
    sign_in_staff(client, a_staff(Role.TRAINER))
    found = client.post("/en/staff/learner", data={"number": native_digits(learner.shown_number, "km")})
    assert "SOK" in found.text
    shown = client.post("/en/staff/learner/new-pin", data={"number": learner.number})
    pin = shown.text.split('id="new-pin">')[1].split("<")[0]
    assert [event.act for event in session.query(AuditEvent).order_by(AuditEvent.id)] == [
        "staff-added", "staff-signed-in", "learner-seen", "learner-pin-reset",
    ]  # fmt: skip
    client.post("/en/staff/sign-out")
    assert sign_in(client, learner, pin).location == "/en/me/pin"
    assert "Your trainer knows the PIN" in client.get("/en/me/pin").text


def test_a_trainer_cannot_search_by_name(client: FlaskClient) -> None:
    a_learner("សុខ", "SOK")
    sign_in_staff(client, a_staff(Role.TRAINER))
    page = client.post("/en/staff/learner", data={"number": "SOK"})
    assert page.status_code == 422
    assert "This is not a learner number." in page.text


def test_a_number_nobody_has_is_told_to_the_trainer(client: FlaskClient) -> None:
    sign_in_staff(client, a_staff(Role.TRAINER))
    for address in ("/en/staff/learner", "/en/staff/learner/new-pin"):
        page = client.post(address, data={"number": new_number()})
        assert page.status_code == 404
        assert "You cannot give a PIN for this number." in page.text


def test_a_new_pin_signs_the_learner_out_on_every_phone(app: Flask, client: FlaskClient) -> None:
    learner = a_learner()
    phone = app.test_client()
    sign_in(phone, learner)
    sign_in_staff(client, a_staff(Role.TRAINER))
    client.post("/en/staff/learner/new-pin", data={"number": learner.number})
    assert not is_signed_in(phone)


def test_a_learner_who_signs_in_signs_the_staff_out_of_this_browser(client: FlaskClient) -> None:
    sign_in_staff(client, a_staff(Role.TRAINER))
    assert client.get("/en/staff/").status_code == 200
    sign_in(client, a_learner())
    assert client.get("/en/staff/").status_code == 302


def test_pages_ask_the_database_nothing_about_people_without_an_account(client: FlaskClient, session: Db) -> None:
    learner, asked = a_learner(), []
    client.get("/en/help")  # What all pages depend on is asked now and then: languages on offer, edits of facts.

    def note(*details: object) -> None:
        asked.append(details[2])

    event.listen(session.connection(), "before_cursor_execute", note)
    for address in ("/en/join", "/en/sign-in", "/en/staff/sign-in", "/en/me", "/en/staff/", "/en/help"):
        assert client.get(address).status_code in (200, 302)
    assert asked == []
    sign_in(client, learner)
    assert asked
