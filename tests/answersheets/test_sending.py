"""Files on their way: the page says how far they are, and a worker that dies loses and doubles nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session, scoped_session

from app.answersheets.jobs import read_left, read_sent
from app.answersheets.sending import claim, content_of, forget_files, keep_file, pages_in, shown_files
from app.answersheets.sent_models import SentFile, SentPart
from app.cohorts.models import Cohort
from app.core import clock
from app.core.database import db
from tests.cohorts.people import a_cohort, a_trainer
from tests.learners.people import sign_in_staff, text_of

Scope = scoped_session[Session]
CONTENT = b"no picture " * 100_000


@pytest.fixture(autouse=True)
def _true_time() -> Iterator[None]:
    yield
    clock.reset()


@pytest.fixture
def cohort(session: Scope) -> Cohort:
    return a_cohort(a_trainer())


def sent(cohort: Cohort, batch: str = "one") -> SentFile:
    """A file that is kept and that nobody reads yet."""
    file_id = keep_file(cohort=cohort, name="sheet.jpg", stream=BytesIO(CONTENT), batch=batch, by=a_trainer())
    return db.session.get_one(SentFile, file_id)


def parts() -> int:
    return db.session.scalar(select(func.count()).select_from(SentPart)) or 0


def test_a_file_is_kept_in_parts_and_its_content_goes_when_it_is_read(cohort: Cohort) -> None:
    file = sent(cohort)
    assert parts() == 3
    assert content_of(file) == CONTENT
    read_sent(file.id)
    assert parts() == 0
    (page,) = pages_in(file)
    assert str(page.problem).startswith("This file is no photo")


def test_the_page_says_how_far_the_reading_is_and_looks_again_by_itself(client: FlaskClient, cohort: Cohort) -> None:
    trainer = a_trainer()
    own = a_cohort(trainer)
    file = sent(own)
    sign_in_staff(client, trainer)
    where = f"/en/staff/classes/{own.id}/paper/reading"
    page = client.get(where)
    assert page.headers["Refresh"] == "5"
    assert "1 file is still being read" in text_of(page)
    read_sent(file.id)
    page = client.get(where)
    assert "Refresh" not in page.headers
    assert "This file is no photo" in text_of(page)
    assert client.get(f"/en/staff/classes/{cohort.id}/paper/reading").status_code == 404


def test_a_worker_that_dies_leaves_the_file_to_another(cohort: Cohort) -> None:
    file = sent(cohort)
    assert claim(file.id)
    read_left()
    assert file.read_at is None
    clock.move(timedelta(minutes=6))
    db.session.commit()
    read_left()
    read_left()
    db.session.expire_all()
    assert file.read_at is not None
    assert len(file.pages) == 1


def test_a_file_at_which_every_worker_dies_is_named(cohort: Cohort) -> None:
    file = sent(cohort)
    for _ in range(3):
        assert claim(file.id)
        clock.move(timedelta(minutes=6))
    read_left()
    db.session.expire_all()
    (page,) = pages_in(file)
    assert str(page.problem).startswith("We could not read this file.")
    assert parts() == 0


def test_what_waits_is_shown_with_what_was_sent_last_and_a_day_later_nothing(cohort: Cohort) -> None:
    old, waits, last = sent(cohort, "one"), sent(cohort, "one"), sent(cohort, "two")
    read_sent(old.id)
    assert [file.id for file in shown_files(cohort)] == [waits.id, last.id]
    clock.move(timedelta(hours=25))
    forget_files()
    assert not shown_files(cohort)
    assert parts() == 0
