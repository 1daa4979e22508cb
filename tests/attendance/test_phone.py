"""The class on a trainer's phone while the network comes and goes: nothing is lost, doubled or left behind."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import segno
from PIL import Image
from playwright.sync_api import Error

from app.accounts.queries import staff_by_username
from app.accounts.services import disable_staff
from app.attendance.models import AttendanceMark
from app.cohorts.models import CohortSession
from app.core import clock
from app.core.database import db, unit_of_work
from app.learners.cards import card_address, keep_cards, new_card_key
from tests.attendance.conftest import CLASS_SIZE, Phone, School, class_page, fill_in, sign_in
from tests.browser import QUIET, Visits
from tests.cohorts.people import a_trainer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def tap(page: Page, learner: int, status: str = "present") -> None:
    row = page.locator(f"[data-learner='{learner}']")
    if status not in ("present", "absent"):
        row.locator("summary").click()
    row.locator(f".tap[data-status='{status}']").click()
    page.wait_for_selector(f"[data-learner='{learner}'][data-status='{status}']")


def change(page: Page, learner: int, status: str, why: str) -> None:
    row = page.locator(f"[data-learner='{learner}']")
    row.locator(f".tap[data-status='{status}']").click()
    row.locator(".why-text").fill(why)
    row.locator(".reason button[type=submit]").click()
    page.wait_for_selector(f"[data-learner='{learner}'][data-status='{status}']")


def shown(page: Page, learner: int) -> str:
    return page.get_attribute(f"[data-learner='{learner}']", "data-status") or ""


def cut(page: Page, school: School) -> None:
    school.stop()
    page.context.set_offline(True)


def mend(page: Page, school: School) -> None:
    school.start()
    page.context.set_offline(False)


def is_sent(page: Page) -> None:
    page.wait_for_selector("#post[data-pending='0'][data-state='sent']", timeout=40_000)


def waits(page: Page, count: int) -> None:
    page.wait_for_selector(f"#post[data-pending='{count}']")


def test_thirty_are_marked_while_the_network_goes_half_way_and_nothing_is_lost_or_doubled(
    school: School, phone_of: Phone
) -> None:
    page = phone_of()
    first, second = school.learner_ids[:15], school.learner_ids[15:]
    for learner in first:
        tap(page, learner)
    cut(page, school)
    for learner in second[:-3]:
        tap(page, learner)
    page.wait_for_selector("#post[data-state='offline']")
    page.goto("about:blank")
    page.goto(class_page(school))
    page.wait_for_selector("html[data-ready]")
    for learner, status in zip(second[-3:], ("absent", "late", "excused"), strict=True):
        tap(page, learner, status)
    assert "entries wait to be sent" in page.inner_text("#post-count")
    assert shown(page, second[0]) == "present"
    assert page.inner_text("#sums") == "28 here, 2 not here, 0 not marked yet"

    mend(page, school)
    is_sent(page)

    marks = school.marks()
    mine = [(learner, status) for learner, status in marks if learner in school.learner_ids]
    assert len(mine) == CLASS_SIZE
    assert dict(mine) == dict.fromkeys(school.learner_ids[:-3], "present") | dict(
        zip(second[-3:], ("absent", "late", "excused"), strict=True)
    )
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert [shown(page, learner) for learner in second[-3:]] == ["absent", "late", "excused"]


def test_an_answer_that_is_lost_on_the_way_doubles_nothing(school: School, phone_of: Phone) -> None:
    page = phone_of()
    school.road.loses_answers = 1
    page.click("#all-present")
    page.wait_for_selector("#all-present[hidden]", state="attached")
    is_sent(page)
    assert school.road.loses_answers == 0
    mine = [learner for learner, _status in school.marks() if learner in school.learner_ids]
    assert sorted(mine) == school.learner_ids


def test_two_phones_at_once_keep_both_what_they_say_and_show_where_they_differ(school: School, phone_of: Phone) -> None:
    one, other = phone_of(0), phone_of(1)
    for page in (one, other):
        page.context.set_offline(True)
    first, second, third, disputed = school.learner_ids[:4]
    tap(one, first)
    tap(one, third)
    tap(one, disputed, "present")
    tap(other, second)
    tap(other, third)
    tap(other, disputed, "absent")
    for page in (one, other):
        page.context.set_offline(False)
    for page in (one, other):
        is_sent(page)
    mine = [mark for mark in school.marks() if mark[0] in school.learner_ids]
    assert sorted(mine) == sorted(
        [
            (first, "present"),
            (second, "present"),
            *[(third, "present")] * 2,
            (disputed, "present"),
            (disputed, "absent"),
        ]
    )
    one.reload()
    one.wait_for_selector(f"[data-learner='{disputed}'] .differs:not([hidden])")
    assert [shown(one, learner) for learner in (first, second, third)] == ["present"] * 3
    change(one, disputed, "absent", "We asked at the door.")
    is_sent(one)
    one.wait_for_selector(f"[data-learner='{disputed}'] .differs[hidden]", state="attached")
    assert [status for learner, status in school.marks() if learner == disputed][2:] == ["absent", "absent"]


def test_a_correction_keeps_the_old_mark_and_another_trainers_mark_asks_why(school: School, phone_of: Phone) -> None:
    one = phone_of(0)
    learner = school.learner_ids[0]
    tap(one, learner, "absent")
    tap(one, learner, "present")
    is_sent(one)
    assert [mark for mark in school.marks() if mark[0] == learner] == [(learner, "absent"), (learner, "present")]
    other = phone_of(1)
    change(other, learner, "absent", "Went home before the roll call.")
    is_sent(other)
    assert [status for mark, status in school.marks() if mark == learner] == ["absent", "present", "absent"]


def test_when_the_sign_in_has_ended_nothing_is_lost_and_it_is_sent_after_signing_in_again(
    school: School, phone_of: Phone
) -> None:
    page = phone_of()
    page.context.set_offline(True)
    for learner in school.learner_ids[:3]:
        tap(page, learner)
    page.context.clear_cookies()
    page.context.set_offline(False)
    page.wait_for_selector("#sign-in:not([hidden])", timeout=40_000)
    assert "Nothing is lost" in page.inner_text("#post-state")
    page.click("#sign-in")
    fill_in(page, school.trainers[0])
    page.wait_for_url(f"**{class_page(school)}")
    is_sent(page)
    assert len([learner for learner, _status in school.marks() if learner in school.learner_ids]) == 3


def test_what_one_trainer_made_is_not_sent_in_the_name_of_another(school: School, phone_of: Phone) -> None:
    page = phone_of()
    page.context.set_offline(True)
    tap(page, school.learner_ids[0])
    page.context.clear_cookies()
    page.context.set_offline(False)
    sign_in(page, school.trainers[1])
    page.goto(class_page(school))
    page.wait_for_selector("#post[data-state='other-trainer'][data-pending='1']")
    assert not [learner for learner, _status in school.marks() if learner in school.learner_ids]


def test_what_the_server_refuses_is_said_and_leaves_when_it_was_seen(school: School, phone_of: Phone) -> None:
    page = phone_of()
    page.context.set_offline(True)
    tap(page, school.learner_ids[0])
    with school.app.app_context():
        with unit_of_work():
            db.session.get_one(CohortSession, school.session_id).cancelled_at = clock.now()
        db.session.remove()
    page.context.set_offline(False)
    page.wait_for_selector("#refused:not([hidden]) .row", timeout=40_000)
    assert "TESTPERSON 1: Present. This session was cancelled." in page.inner_text("#refused")
    page.click("#refused button")
    page.wait_for_selector("#refused[hidden]", state="attached")


def test_a_class_is_put_away_only_when_nothing_waits(school: School, phone_of: Phone) -> None:
    page = phone_of()
    page.context.set_offline(True)
    tap(page, school.learner_ids[0])
    page.click("#put-away")
    page.wait_for_selector("#put-away-said:has-text('Send it first')")
    waits(page, 1)
    page.context.set_offline(False)
    is_sent(page)
    page.click("#put-away")
    page.wait_for_selector("#gone:not([hidden])")
    assert "TESTPERSON" not in page.content()
    assert "TESTPERSON" not in everything_kept(page)


def test_signing_out_asks_about_what_waits_and_then_leaves_nothing_on_the_phone(
    school: School, phone_of: Phone
) -> None:
    page = phone_of()
    school.road.is_blocked = True
    tap(page, school.learner_ids[0])
    assert "TESTPERSON" in everything_kept(page)
    page.goto("/en/staff/")
    page.evaluate("async () => (await caches.open('waymark-check-known')).put('/known', new Response('a list'))")
    page.click("form[action$='/sign-out'] button")
    page.wait_for_selector("#leaving:not([hidden])")
    assert "1 entry" in page.inner_text("#leaving")
    page.click("#leave-anyway")
    page.wait_for_url("**/en/")
    assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    assert "TESTPERSON" not in everything_kept(page)
    assert page.evaluate("async () => (await indexedDB.databases()).length") == 0
    assert page.evaluate("async () => (await caches.match('/known')).text()") == "a list", "the checker's lists stay"


def test_a_lost_phone_forgets_the_class_as_soon_as_it_has_a_network(school: School, phone_of: Phone) -> None:
    page = phone_of()
    cut(page, school)
    page.reload()
    tap(page, school.learner_ids[0])
    with school.app.app_context():
        disable_staff(staff=staff_by_username(school.trainers[0]))
        db.session.remove()
    mend(page, school)
    page.wait_for_selector("#gone:not([hidden])")
    assert "TESTPERSON" not in page.content()
    assert "TESTPERSON" not in everything_kept(page)
    assert not [learner for learner, _status in school.marks() if learner in school.learner_ids]


def test_a_phone_that_may_stay_keeps_the_class_when_only_the_sign_in_has_ended(school: School, phone_of: Phone) -> None:
    page = phone_of()
    page.context.clear_cookies()
    page.goto(class_page(school))
    page.wait_for_selector("[name=password]")
    assert "TESTPERSON" in everything_kept(page)


def test_what_can_still_be_sent_is_sent_before_signing_out(school: School, phone_of: Phone) -> None:
    page = phone_of()
    page.context.set_offline(True)
    tap(page, school.learner_ids[0])
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto("/en/staff/")
    page.click("form[action$='/sign-out'] button")
    page.wait_for_url("**/en/")
    assert [learner for learner, _status in school.marks() if learner in school.learner_ids] == school.learner_ids[:1]


def test_a_phone_whose_clock_is_hours_wrong_is_told_and_the_difference_is_kept(school: School, phone_of: Phone) -> None:
    page = phone_of()
    page.clock.set_fixed_time(datetime.now(UTC) + timedelta(hours=3))
    tap(page, school.learner_ids[0])
    page.wait_for_selector("#clock:not([hidden])")
    assert re.search("wrong by (179|180) minutes", page.inner_text("#clock"))
    is_sent(page)
    with school.app.app_context():
        made = db.session.query(AttendanceMark).filter_by(learner_id=school.learner_ids[0]).one()
        assert abs(made.clock_off - 3 * 3600) < 60
        db.session.remove()


def test_a_page_that_was_kept_too_long_is_not_shown_any_more(school: School, phone_of: Phone) -> None:
    page = phone_of()
    cut(page, school)
    page.evaluate(
        """async (days) => {
          const cache = await caches.open("waymark-class-pages");
          const kept = await cache.match(location.pathname);
          const headers = new Headers(kept.headers);
          headers.set("Date", new Date(Date.now() - days * 86400000).toUTCString());
          await cache.put(location.pathname, new Response(await kept.text(), { headers }));
        }""",
        15,
    )
    with pytest.raises(Error):
        page.goto(class_page(school))
    assert "TESTPERSON" not in everything_kept(phone_of_nothing(page, school))


def phone_of_nothing(page: Page, school: School) -> Page:
    """Open a page of ours that names nobody."""
    mend(page, school)
    page.goto("/en/")
    return page


def everything_kept(page: Page) -> str:
    """Give all text that the browser keeps."""
    kept: str = page.evaluate(
        """async () => {
          const texts = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys())
              texts.push(request.url, await (await cache.match(request)).text());
          }
          return texts.join();
        }"""
    )
    return kept


@pytest.fixture
def filmed_card(chromium: Browser, school: School, tmp_path: Path) -> Iterator[Browser]:
    """A browser whose camera films the card of the third learner."""
    key = new_card_key()
    with school.app.app_context():
        keep_cards(keys={school.learner_ids[2]: key}, by=a_trainer())
        address = card_address(key, "km")
        db.session.remove()
    segno.make(address).save(str(tmp_path / "card.png"), scale=6, border=6)
    grey = Image.open(tmp_path / "card.png").convert("L")
    grey = grey.resize((grey.width // 2 * 2, grey.height // 2 * 2))
    frame = b"FRAME\n" + grey.tobytes() + bytes([128]) * (grey.width * grey.height // 2)
    film = tmp_path / "card.y4m"
    film.write_bytes(f"YUV4MPEG2 W{grey.width} H{grey.height} F5:1 Ip A1:1 C420jpeg\n".encode() + frame * 3)
    camera = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    arguments = [*QUIET, *camera, f"--use-file-for-fake-video-capture={film}"]
    browser = chromium.browser_type.launch(executable_path=shutil.which("chromium"), args=arguments)
    yield browser
    browser.close()


def test_a_card_before_the_camera_marks_its_learner_also_without_a_network(
    school: School, filmed_card: Browser
) -> None:
    visits = Visits(filmed_card, school.address)
    page = visits.phone()
    sign_in(page, school.trainers[0])
    page.goto(class_page(school))
    page.wait_for_selector("#kept:not([hidden])")
    page.click("#cards summary")
    page.click("#scan")
    page.wait_for_selector("#scanned[data-said='done']")
    assert page.inner_text("#scanned-name") == "TESTPERSON 3"
    page.click("#stop")
    is_sent(page)
    assert [mark for mark in school.marks() if mark[0] in school.learner_ids] == [(school.learner_ids[2], "present")]
    cut(page, school)
    page.reload()
    page.wait_for_selector("html[data-ready]")
    page.click("#cards summary")
    page.click("#scan")
    page.wait_for_selector("#scanned[data-said='again']")
    visits.close()
    assert not visits.faults


def test_a_card_number_or_a_seat_may_be_typed_and_a_strange_card_is_told(school: School, phone_of: Phone) -> None:
    page = phone_of()
    page.click("#cards summary")
    number = page.evaluate("ClassPage.data.members[4].number")
    for typed, learner in ((number, 4), ("៦", 5)):
        page.fill("#number", typed)
        page.click("#by-number button")
        page.wait_for_selector(f"[data-learner='{school.learner_ids[learner]}'][data-status='present']")
    page.evaluate(f"Cards.take('https://example.org/en/card/{new_card_key()}', 'card')")
    page.wait_for_selector("#scanned[data-said='unknown']")
    assert "This card is not of this class." in page.inner_text("#scanned")
