"""Lessons for a whole class: every card large, in the languages of the class, counted for those who were there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.course.digests import SHORT
from app.course.queries import course
from app.learning.queries import progress_of
from tests.browser import Live, Visits, press
from tests.classroom.people import Room, a_room
from tests.cohorts.people import a_trainer
from tests.learners.people import PASSWORD, sign_in_staff, text_of
from tests.pages.test_accessibility import TOO_WIDE, _axe, _violations

NEXT = re.compile(r'rel="next" href="([^"]+)"')


@pytest.fixture
def room(client: FlaskClient) -> Room:
    """A class whose trainer has signed in."""
    room = a_room(3, present=2)
    sign_in_staff(client, room.trainer)
    return room


def shown(room: Room, page: str = "", locale: str = "en") -> str:
    return f"/{locale}/staff/classes/{room.cohort.id}/show{page}"


def test_a_class_goes_through_a_lesson_by_links_alone(client: FlaskClient, room: Room) -> None:
    assert "Lessons for the whole class" in client.get(f"/en/staff/classes/{room.cohort.id}").text
    assert "My work contract" in client.get(shown(room)).text
    listed = client.get(shown(room, "/1")).text
    lesson = room.module.lessons[0]
    address = next(found for found in re.findall(r'href="([^"]+/contract/1/1[^"]*)"', listed)).replace("&amp;", "&")
    assert address.startswith("/km/"), "the cards are in the language of the class"
    for card in lesson.cards:
        page = client.get(address)
        assert course().card_text(card, "km").title in re.sub("\u200b", "", page.text)
        assert 'class="top"' not in page.text, "nothing stands around the card"
        found = NEXT.search(page.text)
        assert found
        address = found[1].replace("&amp;", "&")
    assert address.startswith("/en/"), "after the cards the trainer's own language comes back"
    assert "2 people are marked as here" in text_of(client.get(address))
    assert "now done for 2 people" in text_of(client.post(address))
    assert [progress_of(person).is_lesson_done(lesson) for person in room.people] == [True, True, False]
    assert "Done with 2 people" in text_of(client.get(shown(room, "/1")))


def test_the_language_is_changed_among_those_of_the_class(client: FlaskClient, room: Room) -> None:
    page = client.get(shown(room, "/1/contract/2/3?home=th", "km")).text
    assert shown(room, "/1/contract/2/3?home=th", "en") in page
    assert shown(room, "/1?", "th").rstrip("?") in client.get(shown(room, "/1/contract/1/1?home=th", "km")).text
    assert shown(room, "/1/contract/2/3", "vi") not in page


def test_nobody_present_means_nobody_credited(client: FlaskClient) -> None:
    room = a_room(2, present=0)
    sign_in_staff(client, room.trainer)
    refused = client.post(shown(room, "/1/contract/1/done"))
    assert refused.status_code == 422
    assert "Mark who is here first" in refused.text


def test_what_is_not_in_the_plan_or_another_trainers_is_not_found(client: FlaskClient, room: Room) -> None:
    for wrong in ("/2", "/1/rights/1/1", "/1/contract/9/1", "/1/contract/1/99", "/1/contract/1/1/sound"):
        assert client.get(shown(room, wrong)).status_code == 404, wrong
    client.post("/en/staff/sign-out")
    sign_in_staff(client, a_trainer())
    for page in ("", "/1", "/1/contract/1/1", "/1/contract/1/done"):
        assert client.get(shown(room, page)).status_code == 404, page


def test_a_recording_is_played_as_long_as_it_says_what_stands_there(
    client: FlaskClient, room: Room, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson = room.module.lessons[0]
    one, other = lesson.cards[:2]
    root = tmp_path / "curriculum"
    shutil.copytree(app.config["CURRICULUM"], root, ignore=shutil.ignore_patterns("releases"))
    sounds = root / "contract" / "sound"
    (sounds / "en").mkdir(parents=True)
    (sounds / "en" / "one.opus").write_bytes(b"OggS")
    speaks = course().card_text(one, "en").digest[:SHORT]
    (sounds / "en.yaml").write_text(
        f"{lesson.id}/{one.id}: {{file: one.opus, seconds: 9, speaks: {speaks}}}\n"
        f"{lesson.id}/{other.id}: {{file: other.opus, seconds: 9, speaks: {'0' * SHORT}}}\n"
    )
    monkeypatch.setitem(app.config, "CURRICULUM", root)
    app.extensions.pop("card-sounds", None)
    try:
        assert "<audio" in client.get(shown(room, "/1/contract/1/1")).text
        with client.get(shown(room, "/1/contract/1/1/sound")) as sound:
            assert sound.data == b"OggS"
        assert "<audio" not in client.get(shown(room, "/1/contract/1/2")).text, "it speaks other words"
        assert client.get(shown(room, "/1/contract/1/2/sound")).status_code == 404
        assert "<audio" not in client.get(shown(room, "/1/contract/1/1", "km")).text
    finally:
        app.extensions.pop("card-sounds", None)


def test_keys_and_taps_lead_on_and_axe_finds_nothing(live: Live, visits: Visits) -> None:
    with live.app.app_context():
        room = a_room(3)
        username, cohort = room.trainer.username, room.cohort.id
    page = visits.phone(bypass_csp=True)
    page.context.add_init_script(_axe())
    page.goto("/en/staff/sign-in")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    press(page, "main form button[type=submit]")
    found = []
    base = f"/en/staff/classes/{cohort}/show"
    for address in (base, f"{base}/1", f"{base}/1/contract/1/1", f"{base}/1/contract/2/3", f"{base}/1/contract/1/done"):
        page.goto(address)
        found += [f"{address}: {one['id']}: {node['html']}" for one in _violations(page) for node in one["nodes"]]
        found += [f"{address}: {what}" for what in page.evaluate(TOO_WIDE)]
    assert not found, "\n".join(found)
    page.goto(f"{base}/1/contract/1/1")
    for key, card in (("ArrowRight", 2), ("PageDown", 3), ("ArrowLeft", 2), ("PageUp", 1), (" ", 2)):
        page.keyboard.press(key)
        page.wait_for_url(f"**/contract/1/{card}?*")
    page.locator("article h1").click(position={"x": 5, "y": 5})
    page.wait_for_url("**/contract/1/1?*")
    page.locator("article .picture").click(position={"x": 250, "y": 20})
    page.wait_for_url("**/contract/1/2?*")
