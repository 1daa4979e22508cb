"""The page of figures in the real browser: on a small phone and on a desk, with the keyboard, and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from sqlalchemy import delete, insert, select

from app.core.database import db, unit_of_work
from app.core.permissions import Role
from app.figures.models import FigureSheet
from tests.browser import Live, Visits, press
from tests.learners.people import PASSWORD, a_staff
from tests.rosters.test_pages import check

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGE = "staff/figures?period=2025&by=corridor"


@pytest.fixture
def officer(live: Live, counted_app: Flask) -> Iterator[str]:
    """An officer's name, on the server that all share, with a year of figures that were counted elsewhere."""
    with counted_app.app_context():
        rows = [(row.period, row.base, row.content, row.counted_at) for row in db.session.scalars(select(FigureSheet))]
        db.session.remove()
    with live.app.app_context():
        with unit_of_work():
            names = ("period", "base", "content", "counted_at")
            db.session.execute(insert(FigureSheet), [dict(zip(names, row, strict=True)) for row in rows])
        username = a_staff(Role.OFFICER).username
        db.session.remove()
    yield username
    with live.app.app_context():
        with unit_of_work():
            db.session.execute(delete(FigureSheet))
        db.session.remove()


def test_figures_can_be_read_on_a_phone_on_a_desk_and_on_paper(visits: Visits, officer: str) -> None:
    phone = visits.phone()
    sign_in(phone, officer)
    for locale in ("km", "my"):
        phone.goto(f"/{locale}/{PAGE}")
        check(phone)
    desk = visits.desktop()
    sign_in(desk, officer)
    desk.goto(f"/en/{PAGE}")
    check(desk)
    open_all_by_keyboard(desk)
    check(desk)
    choose_by_keyboard(desk)
    assert "group=sex%3Afemale" in desk.url
    desk.emulate_media(media="print")
    assert desk.locator("table.numbers").first.is_visible()


def open_all_by_keyboard(page: Page) -> None:
    """Open each table with the keyboard alone."""
    for summary in page.locator("main summary").all():
        summary.focus()
        page.keyboard.press("Enter")
    assert page.locator("main details:not([open])").count() == 0


def choose_by_keyboard(page: Page) -> None:
    """Choose a group by typing its first letters, and ask for it."""
    page.locator("#group").focus()
    page.keyboard.type("Women")
    page.locator("main form.filters button").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def sign_in(page: Page, username: str) -> None:
    page.goto("/en/staff/sign-in")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    press(page, "main form button[type=submit]")
