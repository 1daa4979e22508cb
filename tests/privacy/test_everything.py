"""All that is kept of a learner is found, copied and, when they are forgotten, ended as declared."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session, scoped_session

from app.audit.rules import SYSTEM
from app.core.database import Model, db
from app.learners import services
from app.learners.models import Learner
from app.learners.queries import is_spent
from app.privacy.declared import TABLES
from app.privacy.everything import as_zip, everything_about
from app.privacy.finding import belongs, table_of
from app.privacy.forgetting import NOBODY, forget
from app.privacy.rules import Sort, Then
from tests.learners.people import PIN, a_learner
from tests.privacy.people import fill_every_table


@dataclass(frozen=True)
class Filled:
    learner: Learner
    tables: set[str]


@pytest.fixture
def filled(session: scoped_session[Session]) -> Iterator[Filled]:
    learner = a_learner()
    connection = session.connection()
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    yield Filled(learner, fill_every_table(connection, learner.id))
    session.rollback()
    session.connection().execute(text("PRAGMA ignore_check_constraints = OFF"))


def test_a_row_in_every_table_that_points_to_a_learner_turns_up_in_the_copy(filled: Filled) -> None:
    copy = json.loads(everything_about(filled.learner).as_json())
    assert copy["tables"].keys() == filled.tables
    assert all(table["rows"] for table in copy["tables"].values())


def test_a_copy_tells_no_secret_and_nothing_of_staff_or_of_others_on_a_list(filled: Filled) -> None:
    copy = json.loads(everything_about(filled.learner).as_json())
    for name, table in copy["tables"].items():
        hidden = {column for column, sort in TABLES[name].columns() if sort in (Sort.OPAQUE, Sort.STAFF, Sort.MANY)}
        assert not any(hidden & row.keys() for row in table["rows"]), name
    assert copy["tables"]["group_lesson"]["rows"][0]["learners"] == [filled.learner.id]


def test_the_copy_is_a_page_and_a_file_for_computers(filled: Filled, app: Flask) -> None:
    with app.test_request_context("/en/me/copy"):
        packed = zipfile.ZipFile(io.BytesIO(as_zip(everything_about(filled.learner))))
    assert packed.namelist() == ["everything.html", "everything.json"]
    page = packed.read("everything.html").decode()
    assert "SOK CHANTHOU" in page
    assert "Somebody of the staff" in page
    assert filled.learner.pin_hash and filled.learner.pin_hash not in page + packed.read("everything.json").decode()


def test_forgetting_ends_every_row_as_it_is_declared(filled: Filled) -> None:
    learner_id, number = filled.learner.id, filled.learner.number
    rows = {name: belongs(TABLES[name], learner_id) for name in filled.tables}
    keys = {name: _keys(name, condition) for name, condition in rows.items()}
    forget(learner=filled.learner, by=SYSTEM)
    for name, found in keys.items():
        rule, left = TABLES[name], _rows(name, found)
        if rule.forgotten is Then.DELETE:
            assert not left, name
        else:
            assert left, name
        if rule.forgotten is Then.EMPTY and name != "learner":
            assert all(row[column] is None for row in left for column in rule.emptied.split()), name
    assert not is_named_anywhere("CHANTHOU", number)


def is_named_anywhere(*words: str) -> list[str]:
    """Look through every cell of the database, but for the one table of numbers that nobody gets again."""
    found = []
    for name, table in Model.metadata.tables.items():
        for row in db.session.execute(select(table)).mappings():
            said = " ".join(str(value) for value in row.values())
            found += [f"{name}: {said}" for word in words if word in said and name != "spent_number"]
    return found


def test_the_row_that_stays_is_empty_opens_for_nobody_and_its_number_is_spent(session: scoped_session[Session]) -> None:
    learner = a_learner()
    number, token = learner.number, learner.session_token
    forget(learner=learner, by=SYSTEM)
    assert (learner.name, learner.name_latin, learner.name_key, learner.pin_hash) == (NOBODY, None, "", None)
    assert learner.is_forgotten
    assert learner.session_token != token
    assert is_spent(number)
    assert learner.number.startswith("x")


def test_nobody_gets_the_id_or_the_number_of_who_was_forgotten(
    session: scoped_session[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = a_learner()
    number, learner_id = first.number, first.id
    forget(learner=first, by=SYSTEM)
    offered = iter([number, "100000015"])
    monkeypatch.setattr(services, "new_number", lambda: next(offered))
    second = a_learner(latin="KEO BOUPHA", pin=PIN)
    assert second.number == "100000015"
    assert second.id > learner_id


def test_forgetting_twice_does_nothing_the_second_time(session: scoped_session[Session]) -> None:
    learner = a_learner()
    forget(learner=learner, by=SYSTEM)
    at = learner.forgotten_at
    forget(learner=learner, by=SYSTEM)
    assert learner.forgotten_at == at


def _keys(name: str, condition: object) -> list[tuple[object, ...]]:
    table = table_of(name)
    return [tuple(row) for row in db.session.execute(select(*table.primary_key).where(condition))]  # type: ignore[arg-type]


def _rows(name: str, keys: list[tuple[object, ...]]) -> list[dict[str, object]]:
    table = table_of(name)
    rows = [dict(row) for row in db.session.execute(select(table)).mappings()]
    names = [column.name for column in table.primary_key]
    return [row for row in rows if tuple(row[name] for name in names) in keys]
