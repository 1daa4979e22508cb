"""The pages of how a class gets on: whoever leads it sees them, and files say what the page says."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session, scoped_session

from app.accounts.models import Staff
from app.cohorts.models import Cohort
from app.core.database import db
from app.course.queries import course
from app.programme.rules import Award
from app.progress.queries import matrix_of
from app.progress.rules import Stage
from tests.certificates.people import a_programme, complete
from tests.cohorts.people import a_cohort, a_member, a_trainer, members
from tests.learners.people import sign_in_staff, text_of

Scope = scoped_session[Session]


@pytest.fixture
def trainer(client: FlaskClient, session: Scope) -> Staff:
    """A trainer who is signed in, under a programme."""
    a_programme()
    trainer = a_trainer()
    sign_in_staff(client, trainer)
    return trainer


@pytest.fixture
def cohort(trainer: Staff) -> Cohort:
    """A class of three, one of whom has passed the first module."""
    cohort = a_cohort(trainer, award=Award.FULL)
    complete(a_member(cohort), [course().modules[0]])
    members(cohort, 2)
    return cohort


def page_of(cohort: Cohort, rest: str = "") -> str:
    return f"/en/staff/classes/{cohort.id}/progress{rest}"


def test_a_module_that_is_passed_shows_as_passed(cohort: Cohort) -> None:
    matrix = matrix_of(cohort, course().modules)
    assert [line.record.cells[0].stage for line in matrix.lines] == [Stage.PASSED, Stage.NOTHING, Stage.NOTHING]
    assert matrix.passed(0) == 1


def test_the_page_shows_everybody(client: FlaskClient, cohort: Cohort) -> None:
    said = text_of(client.get(page_of(cohort)))
    assert "SOK CHANTHOU" in said or "សុខ ចាន់ធូ" in said
    assert "passed: 1 of 3" in said


def test_csv_and_xlsx_say_the_same(client: FlaskClient, cohort: Cohort) -> None:
    rows = list(csv.reader(io.StringIO(client.get(page_of(cohort, ".csv")).data.decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(client.get(page_of(cohort, ".xlsx")).data))
    sheet = [[cell or "" for cell in row] for row in book.active.iter_rows(values_only=True)]  # type: ignore[union-attr]
    assert rows == sheet
    assert len(rows) == 4
    assert rows[1][3] == "Passed"


def test_what_the_class_misses_has_a_page_that_also_stands_empty(client: FlaskClient, cohort: Cohort) -> None:
    said = text_of(client.get(page_of(cohort, "/questions")))
    assert "Nothing yet" in said
    assert "as soon as 5 people" in said


def test_five_hundred_people_cost_no_more_queries_than_three(app: Flask, session: Scope) -> None:
    a_programme()
    small, large = a_cohort(), a_cohort()
    members(small, 3)
    members(large, 500)
    assert _queries_for(large) == _queries_for(small)


def test_another_trainer_finds_nothing(client: FlaskClient, session: Scope) -> None:
    a_programme()
    cohort = a_cohort()
    sign_in_staff(client, a_trainer())
    for rest in ("", ".csv", ".xlsx", "/questions"):
        assert client.get(page_of(cohort, rest)).status_code == 404


def _queries_for(cohort: Cohort) -> int:
    seen: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    db.session.expire_all()
    event.listen(db.session.connection().engine, "before_cursor_execute", count)
    try:
        matrix_of(cohort, course().modules)
    finally:
        event.remove(db.session.connection().engine, "before_cursor_execute", count)
    return len(seen)
