"""The pages of attendance hold to the craft of all pages, on a narrow phone, at double size and for a screen reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from flask.testing import FlaskClient

from tests.attendance.conftest import School, sign_in
from tests.attendance.people import OTHER_DEVICE, PRESENT, a_class, a_co_trainer, an_entry, late, mark, send
from tests.browser import Visits
from tests.cohorts.people import members
from tests.learners.people import sign_in_staff
from tests.pages.markup import CONTROLS, read
from tests.pages.test_accessibility import NARROW, TOO_WIDE, _axe, _violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGES = ("attendance", "attendance/1", "attendance/1/{learner}", "attendance/1/board", "offline")


@pytest.mark.parametrize("path", PAGES)
def test_every_control_is_labelled_and_every_id_stands_once(client: FlaskClient, path: str) -> None:
    trainer, cohort, meeting = a_class()
    first, second, third = members(cohort, 3)
    mark(cohort, meeting, trainer, first, PRESENT)
    mark(cohort, meeting, trainer, second, late(20))
    send(cohort, trainer, an_entry(meeting, third))
    send(cohort, a_co_trainer(cohort), an_entry(meeting, third, "absent"), device=OTHER_DEVICE)
    sign_in_staff(client, trainer)
    page = read(client.get(f"/en/staff/classes/{cohort.id}/{path.format(learner=third.id)}").text)
    assert len([*page.every("h1")]) == 1
    ids = Counter(one.get("id") for one in page.every() if one.get("id"))
    assert set(ids.values()) <= {1}, ids.most_common(3)
    named = {label.get("for") for label in page.every("label") if label.text}
    for control in page.every(*CONTROLS):
        if any(one.tag == "template" for one in control.parents()):
            continue
        around = any(one.tag == "label" and one.text for one in control.parents())
        assert control.get("type") == "hidden" or control.get("id") in named or around, control.attributes


@pytest.mark.parametrize("locale", ["en", "km", "my"])
def test_axe_finds_nothing_and_nothing_leaves_the_screen(school: School, chromium: Browser, locale: str) -> None:
    visits = Visits(chromium, school.address)
    page = visits.phone(locale, viewport=NARROW, bypass_csp=True)
    sign_in(page, school.trainers[0], locale)
    found = [f"{path}: {what}" for path in PAGES for what in _faults(page, school, locale, path)]
    visits.close()
    assert not found, "\n".join(found)


def _faults(page: Page, school: School, locale: str, path: str) -> Iterator[str]:
    page.goto(f"/{locale}/staff/classes/{school.cohort_id}/{path.format(learner=school.learner_ids[0])}")
    if path == "offline":
        page.wait_for_selector("html[data-ready]")
        page.locator(".tap[data-status=absent]").first.click()
        page.click("#cards summary")
    if path in ("offline", "attendance/1"):
        page.locator(".attendee summary").nth(1).click()
    page.add_script_tag(content=_axe())
    yield from (f"{one['id']}: {node['html']}" for one in _violations(page) for node in one["nodes"])
    yield from page.evaluate(TOO_WIDE)
    yield from (f"too small to tap: {what}" for what in page.evaluate(TOO_SMALL))
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    yield from (f"at 200 %: {what}" for what in page.evaluate(TOO_WIDE))


TOO_SMALL = """() => [...document.querySelectorAll("main :is(button, summary, select, .choice, .go, .quiet)")]
    .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 47.5)
    .map(one => `${one.tagName} ${one.textContent.trim().slice(0, 30)} ${one.getBoundingClientRect().height}`)"""
