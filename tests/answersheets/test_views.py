"""The trainer's pages of the quiz on paper."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, scoped_session

from app.accounts.models import Staff
from app.answersheets.composing import question_paper
from app.answersheets.queries import sheets_of
from app.answersheets.services import draw_of, wanted_of
from app.cohorts.models import Cohort
from app.core.database import db
from app.course.queries import course
from tests.answersheets.photographs import Camera, fill_in_clearly, photographed, printed
from tests.cohorts.people import a_cohort, a_member, a_trainer
from tests.learners.people import sign_in_staff, text_of

Scope = scoped_session[Session]
PHONE = Camera(width=(1500, 1600))
"""One whose pictures are small enough for the test's browser to keep in memory."""


@pytest.fixture
def trainer(client: FlaskClient, session: Scope) -> Staff:
    """A trainer who is signed in."""
    trainer = a_trainer()
    sign_in_staff(client, trainer)
    return trainer


@pytest.fixture
def cohort(trainer: Staff) -> Cohort:
    """A class of one."""
    cohort = a_cohort(trainer)
    a_member(cohort)
    return cohort


def page_of(cohort: Cohort, rest: str = "") -> str:
    return f"/en/staff/classes/{cohort.id}/paper{rest}"


def printed_answers(client: FlaskClient, cohort: Cohort) -> bytes:
    answer = client.post(page_of(cohort, f"/{course().modules[0].slug}/answers.pdf"))
    assert answer.mimetype == "application/pdf"
    content: bytes = answer.data
    return content


def send(client: FlaskClient, cohort: Cohort, data: dict[str, Any]) -> str:
    """Send files, let the worker read them, and give the page that says what became of them."""
    sent = client.post(page_of(cohort, "/photos"), data=data)
    db.session.expire_all()
    return text_of(client.get(sent.location))


def test_a_sheet_goes_out_comes_back_as_a_photograph_and_is_taken_in(client: FlaskClient, cohort: Cohort) -> None:
    """The whole way: print, fill in, photograph, send, look at what is not clear, take in."""
    paper = printed(printed_answers(client, cohort))
    (listed,) = sheets_of(cohort)
    options = [len(asked.options) for asked in draw_of(listed.sheet)]
    random = np.random.default_rng(8)
    fill_in_clearly(paper, options, [1 + wanted for wanted in wanted_of(listed.sheet)], random)
    photos = {"photos": (BytesIO(photographed(paper, random, PHONE)), "sheet 1.jpg")}
    assert listed.sheet.code in send(client, cohort, photos)
    (listed,) = sheets_of(cohort)
    assert listed.unclear == len(options)
    where = page_of(cohort, f"/sheets/{listed.sheet.code}")
    assert client.get(where).get_data(as_text=True).count("data:image/png") == listed.unclear
    assert client.post(where).status_code == 422
    rows = {f"row-{place}": "none" for place in range(len(options))}
    assert client.post(where, data=rows).status_code == 303
    assert "1 sheet is taken in" in text_of(client.get(page_of(cohort)))


def test_clear_sheets_are_taken_in_together(client: FlaskClient, cohort: Cohort) -> None:
    paper = printed(printed_answers(client, cohort))
    (listed,) = sheets_of(cohort)
    random = np.random.default_rng(5)
    options = [len(asked.options) for asked in draw_of(listed.sheet)]
    fill_in_clearly(paper, options, wanted_of(listed.sheet), random)
    photo = photographed(paper, random, PHONE)
    send(client, cohort, {"photos": (BytesIO(photo), "sheet.jpg")})
    assert client.post(page_of(cohort, "/take-in")).status_code == 303
    assert "1 sheet is taken in" in text_of(client.get(page_of(cohort)))


def test_a_file_that_is_no_picture_is_named_and_the_others_are_read(client: FlaskClient, cohort: Cohort) -> None:
    paper = photographed(printed(printed_answers(client, cohort)), np.random.default_rng(6), PHONE)
    photos = [(BytesIO(b"no picture"), "notes.txt"), (BytesIO(paper), "sheet.jpg")]
    said = send(client, cohort, {"photos": photos})
    assert "notes.txt : This file is no photo" in said
    assert "sheet.jpg : Read." in said


def test_photographs_may_be_large_where_forms_carry_a_token(client: FlaskClient, cohort: Cohort) -> None:
    """The token is looked for before the page is asked, and what is sent was too large for that once."""
    client.application.config["WTF_CSRF_ENABLED"] = True
    try:
        page = client.get(page_of(cohort)).text
        token = re.search('name="csrf_token"[^>]* value="([^"]+)"', page)
        assert token
        large = client.application.config["MAX_CONTENT_LENGTH"] + 1
        data = {"csrf_token": token[1], "photos": (BytesIO(b"x" * large), "scan.pdf")}
        assert client.post(page_of(cohort, "/photos"), data=data).status_code == 303
    finally:
        client.application.config["WTF_CSRF_ENABLED"] = False


def test_nothing_sent_is_said_and_not_an_error(client: FlaskClient, cohort: Cohort) -> None:
    answer = client.post(page_of(cohort, "/photos"), data={})
    assert answer.status_code == 422
    assert "Choose the photos first." in text_of(answer)


def test_the_question_sheet_is_the_same_each_time(client: FlaskClient, cohort: Cohort) -> None:
    where = page_of(cohort, f"/{course().modules[0].slug}/questions.pdf")
    assert client.get(where).data == client.get(where).data


def test_the_question_sheet_shows_the_pictures_of_the_screen_without_colours(cohort: Cohort) -> None:
    asked = question_paper(cohort, course().module_by_id("M03"))
    shown = [one.picture for one in asked if one.picture]
    assert len(shown) > len(asked) / 2
    for picture in shown:
        assert picture.says
        colours = set(re.findall("#([0-9a-f]{6})", picture.svg))
        assert len(colours) > 3, "light and dark stay apart"
        assert all(colour[:2] == colour[2:4] == colour[4:] for colour in colours)


def test_another_trainer_finds_nothing(client: FlaskClient, session: Scope) -> None:
    cohort = a_cohort()
    sign_in_staff(client, a_trainer())
    assert client.get(page_of(cohort)).status_code == 404
    assert client.post(page_of(cohort, "/photos")).status_code == 404
