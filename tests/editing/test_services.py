"""Of two editors at once one comes in; every process sees an edit within half a minute; no page asks each time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from sqlalchemy import delete, event, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import scoped_session

from app.accounts.models import Staff
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.permissions import Role
from app.course.queries import facts, facts_in_files
from app.editing.errors import ChangedMeanwhile, FaultyEdit, NoSuchFact
from app.editing.models import FactEdit
from app.editing.queries import edits_of
from app.editing.revision import EVERY, forget_revision, init_editing
from app.editing.rules import Act, Manner, state_of
from app.editing.services import Decision, decide
from tests.learners.people import a_staff

Db = scoped_session[Session]
LINE = "sg.hotline.mom"


@pytest.fixture
def editor(session: Db) -> Staff:
    return a_staff(Role.EDITOR)


def taken(seen: str | None = None) -> Decision:
    return Decision(Act.RETIRE, seen or state_of(facts(), LINE).seen, note="Nobody answers.")


def test_an_edit_is_seen_at_once_where_it_was_made(editor: Staff) -> None:
    decide(fact_id=LINE, decision=taken(), by=editor)
    assert facts().facts[LINE].retired_on == clock.today()
    assert facts_in_files().facts[LINE].retired_on is None


def test_another_process_sees_it_within_half_a_minute(app: Flask, editor: Staff) -> None:
    assert facts().facts[LINE].retired_on is None
    here = app.extensions["fact-revision"]
    init_editing(app)
    decide(fact_id=LINE, decision=taken(), by=editor)
    app.extensions["fact-revision"] = here
    assert facts().facts[LINE].retired_on is None
    clock.move(EVERY + timedelta(seconds=1))
    assert facts().facts[LINE].retired_on is not None


def test_pages_ask_the_database_for_facts_only_now_and_then(client: FlaskClient) -> None:
    asked: list[str] = []

    def listen(*given: Any) -> None:
        asked.append(given[2])

    client.get("/en/course/contract/1/1")
    event.listen(db.engine.engine, "before_cursor_execute", listen)
    for _ in range(3):
        client.get("/en/course/contract/1/1")
        client.get("/en/help")
    event.remove(db.engine.engine, "before_cursor_execute", listen)
    assert not [statement for statement in asked if "fact_edit" in statement]


def test_of_two_editors_who_saw_the_same_only_one_comes_in(editor: Staff) -> None:
    seen = state_of(facts(), LINE).seen
    decide(fact_id=LINE, decision=taken(seen), by=editor)
    with pytest.raises(ChangedMeanwhile):
        decide(fact_id=LINE, decision=Decision(Act.CHECK, seen, clock.today(), Manner.READ), by=editor)
    assert [edit.act for edit in edits_of(LINE)] == [Act.RETIRE]


def test_the_database_numbers_the_edits_of_a_fact(editor: Staff) -> None:
    decide(fact_id=LINE, decision=taken(), by=editor)
    row = db.session.query(FactEdit).one()
    copy = {key: getattr(row, key) for key in ("at", "staff_id", "fact", "number", "act", "seen", "words", "note")}
    with pytest.raises(IntegrityError), unit_of_work():
        db.session.add(FactEdit(**copy))
        db.session.flush()


@pytest.mark.parametrize("change", [update(FactEdit).values(act="check"), delete(FactEdit)])
def test_nothing_is_ever_overwritten(editor: Staff, change: Any) -> None:
    decide(fact_id=LINE, decision=taken(), by=editor)
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(change)


def test_a_fault_or_an_unknown_fact_changes_nothing(editor: Staff) -> None:
    later = clock.today() + timedelta(days=3)
    with pytest.raises(FaultyEdit) as refused:
        decision = Decision(Act.CHECK, state_of(facts(), LINE).seen, later, Manner.CALLED)
        decide(fact_id=LINE, decision=decision, by=editor)
    assert [fault.rule for fault in refused.value.faults] == ["future"]
    with pytest.raises(NoSuchFact):
        decide(fact_id="xx.none", decision=taken(), by=editor)
    assert edits_of(LINE) == []


def test_a_note_is_taken_whatever_was_seen(editor: Staff) -> None:
    decide(fact_id=LINE, decision=taken(), by=editor)
    decide(fact_id=LINE, decision=Decision(Act.NOTE, "older", note="Ask in May."), by=editor)
    assert [(edit.number, edit.act) for edit in edits_of(LINE)] == [(1, Act.RETIRE), (2, Act.NOTE)]


def test_while_the_edits_cannot_be_read_the_facts_of_before_stand(app: Flask, editor: Staff) -> None:
    decide(fact_id=LINE, decision=taken(), by=editor)
    assert facts().facts[LINE].retired_on is not None

    def break_down(*given: Any) -> None:
        if "fact_edit" in given[2]:
            raise DBAPIError("the database is away", None, Exception())

    event.listen(db.engine.engine, "before_cursor_execute", break_down)
    try:
        forget_revision()
        assert facts().facts[LINE].retired_on is not None
        init_editing(app)
        assert facts() is facts_in_files()
    finally:
        event.remove(db.engine.engine, "before_cursor_execute", break_down)
