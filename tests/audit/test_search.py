"""The audit is searched by who, what, to whom and when, in a million events as in ten, and given as a file."""

from __future__ import annotations

import ast
import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from sqlalchemy import Connection, create_engine, event, insert, select
from sqlalchemy.orm import scoped_session

import app as waymark
from app.accounts.models import Staff
from app.audit.acts import named_acts
from app.audit.models import AuditEvent
from app.audit.queries import PAGE, Wanted, all_events, event_page, query_of
from app.audit.rules import SYSTEM, Actor, Subject
from app.audit.services import record, record_look
from app.certificates.services import issue_certificate
from app.core import clock
from app.core.database import Model, db
from app.core.permissions import Role
from app.programme.rules import Award
from tests.certificates.people import a_graduate, a_programme
from tests.cohorts.people import a_cohort
from tests.learners.people import a_staff, sign_in_staff, text_of
from tests.postgres import postgres, postgres_server

__all__ = ["postgres", "postgres_server"]
Db = scoped_session[Session]
AUDIT = "/en/staff/audit"


@pytest.fixture
def officer(client: FlaskClient, session: Db) -> Staff:
    officer = a_staff(Role.OFFICER)
    sign_in_staff(client, officer)
    return officer


def rows(client: FlaskClient, **query: object) -> int:
    """Count the events on the page of a search."""
    page = client.get(AUDIT, query_string=query)
    assert page.status_code == 200, page.text
    return page.text.count("<time ")


def test_events_are_found_by_who_did_it(client: FlaskClient, officer: Staff) -> None:
    record("pin-reset", actor=Actor.staff(officer.id))
    record("pin-reset", actor=SYSTEM)

    assert rows(client, who=officer.username.upper(), act="pin-reset") == 1
    assert rows(client, act="pin-reset") == 2


def test_a_learner_is_found_with_their_certificates(client: FlaskClient, officer: Staff) -> None:
    a_programme()
    learner = a_graduate()
    certificate = issue_certificate(learner=learner, award=Award.CORE)
    record("pin-reset", actor=SYSTEM, subject=Subject("learner", learner.id))

    assert rows(client, about=learner.shown_number) == 2
    assert rows(client, about=certificate.number.lower()) == 1
    assert rows(client, who=learner.shown_number) == 1
    assert rows(client, about=f"learner {learner.id}") == 1
    page = client.get(AUDIT, query_string={"about": certificate.number})
    assert f"Certificate {certificate.number}" in text_of(page)


def test_a_class_is_found_by_its_code_and_staff_by_name(client: FlaskClient, officer: Staff) -> None:
    cohort = a_cohort(officer)

    assert rows(client, about=cohort.code.lower()) >= 1
    assert rows(client, about=officer.username) >= 1
    assert f"Staff {officer.username}" in text_of(client.get(AUDIT, query_string={"about": officer.username}))


def test_days_are_whole_and_in_utc(client: FlaskClient, officer: Staff) -> None:
    today = clock.today()
    record("pin-reset", actor=SYSTEM)
    for since, until, found in ((today, today, 1), (None, today - timedelta(days=1), 0), (today, None, 1),
                                (today + timedelta(days=1), None, 0)):  # fmt: skip
        assert rows(client, act="pin-reset", since=since or "", until=until or "") == found


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"who": "nobody-of-this-name"}, "Nobody has this name or number."),
        ({"about": "123"}, "Nothing has this name or number."),
        ({"since": "yesterday"}, "Not a valid date value."),
    ],
)
def test_what_cannot_be_found_is_told_and_stays_in_the_form(
    client: FlaskClient, officer: Staff, query: dict[str, str], said: str
) -> None:
    for place in (AUDIT, f"{AUDIT}.csv"):
        page = client.get(place, query_string=query)
        assert page.status_code == 422
        assert said in text_of(page)
        assert f'value="{next(iter(query.values()))}"' in page.text


def test_the_next_page_keeps_the_search_in_its_address(client: FlaskClient, officer: Staff) -> None:
    for _ in range(PAGE + 2):
        record("pin-reset", actor=SYSTEM)
    page = client.get(AUDIT, query_string={"act": "pin-reset", "since": date(2020, 1, 1)})
    assert "act=pin-reset&amp;since=2020-01-01" in page.text
    older = page.text.split('href="/en/staff/audit?before=')[1].split('"')[0].replace("&amp;", "&")

    assert client.get(f"{AUDIT}?before={older}").text.count("<time ") == 2


def test_events_of_one_moment_are_parted_between_pages_without_loss(session: Db) -> None:
    moment = clock.now()
    values = {"at": moment, "actor_kind": "system", "act": "pin-reset", "detail": {}}
    session.execute(insert(AuditEvent), [values] * (PAGE + 5))
    first = event_page()
    second = event_page(first.before)

    ids = [event.id for event in (*first.events, *second.events)]
    assert len(set(ids)) == len(ids) == PAGE + 5


def test_the_file_has_what_was_searched_for_and_taking_it_is_noted(client: FlaskClient, officer: Staff) -> None:
    record("pin-reset", actor=Actor.staff(officer.id), subject=Subject("staff", officer.id), detail={"count": 3})
    answer = client.get(f"{AUDIT}.csv", query_string={"act": "pin-reset"})

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["Content-Disposition"]
    (line,) = csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig")))
    assert (line["who"], line["about"], line["detail"]) == (officer.username, officer.username, '{"count": 3}')
    noted = db.session.scalars(select(AuditEvent).where(AuditEvent.act == "audit-exported")).one()
    assert (noted.actor_id, noted.detail["act"], noted.detail["filtered"]) == (officer.id, "pin-reset", True)


def test_a_name_in_the_file_is_no_formula(client: FlaskClient, officer: Staff) -> None:
    officer.username = "=cmd"
    db.session.commit()

    assert ",'=cmd," in client.get(f"{AUDIT}.csv").text


def test_all_events_are_read_in_pieces(session: Db) -> None:
    values = {"at": clock.now(), "actor_kind": "system", "act": "pin-reset", "detail": {}}
    session.execute(insert(AuditEvent), [values] * 7)
    session.commit()

    assert [len(chunk) for chunk in all_events(Wanted(act="pin-reset"), 3)] == [3, 3, 1]


def test_a_look_is_noted_once_an_hour(session: Db) -> None:
    looks = select(AuditEvent).where(AuditEvent.act == "signal-seen")
    for hours, expected in ((0, 1), (0.5, 1), (0.6, 2)):
        clock.move(timedelta(hours=hours))
        record_look("signal-seen", actor=Actor.staff(1), subject=Subject("signal", 7))
        assert len(session.scalars(looks).all()) == expected


def acts_written() -> Iterator[tuple[str, str]]:
    """Find each act that the code writes down as bare text."""
    for path in sorted(Path(waymark.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            is_record = isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("record", "record_look")
            if is_record and isinstance(node, ast.Call) and isinstance(node.args[0], ast.Constant):
                yield path.name, str(node.args[0].value)


def test_every_act_has_words(app: Flask) -> None:
    assert [(name, act) for name, act in acts_written() if act not in named_acts()] == []
    assert all(str(words).strip() and str(words) != act for act, words in named_acts().items())


SEARCHES = {
    "all": Wanted(),
    "act": Wanted(act="pin-reset"),
    "who": Wanted(actor=Actor.staff(7)),
    "who and act": Wanted(actor=Actor.staff(7), act="pin-reset"),
    "about": Wanted(subjects=frozenset({Subject("learner", 7)})),
    "days": Wanted(since=date(2026, 1, 1), until=date(2026, 1, 31)),
    "act and days": Wanted(act="pin-reset", since=date(2026, 1, 1)),
}


MANY = 20_000
FILL = """
INSERT INTO audit_event (at, actor_kind, actor_id, act, subject_kind, subject_id, detail)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
SELECT {at}, 'staff', i - i / 500 * 500, CASE i - i / 40 * 40 WHEN 0 THEN 'pin-reset' ELSE 'staff-signed-in' END,
       'learner', CAST(i - i / 1000 * 1000 AS VARCHAR(9)), '{{}}' FROM n
"""
AT = {
    "sqlite": "datetime('2025-12-01', '+' || i || ' minutes')",
    "postgresql": "timestamptz '2025-12-01' + i * interval '1 minute'",
}


def plans(connection: Connection) -> Iterator[tuple[str, str]]:
    """Ask a database with many events how it reads the second page of each search."""
    dialect, said = connection.dialect.name, list[tuple[str, Any]]()
    connection.exec_driver_sql(FILL.format(count=MANY, at=AT[dialect]))
    connection.exec_driver_sql("ANALYZE audit_event")
    event.listen(connection, "before_cursor_execute", lambda *told: said.append((told[2], told[3])))
    for name, wanted in SEARCHES.items():
        said.clear()
        connection.execute(query_of(wanted, (datetime(2025, 12, 14, tzinfo=UTC), MANY)).limit(PAGE))
        statement, values = said[0]
        how = "EXPLAIN QUERY PLAN" if dialect == "sqlite" else "EXPLAIN"
        lines = connection.exec_driver_sql(f"{how} {statement}", values).all()
        yield name, "\n".join(str(line) for line in lines)


def test_sqlite_walks_an_index_in_the_order_of_the_page(session: Db) -> None:
    for name, plan in plans(session.connection()):
        assert "USING INDEX ix_audit_event_" in plan, (name, plan)
        assert "TEMP B-TREE" not in plan, (name, plan)


def test_postgresql_walks_an_index_in_the_order_of_the_page(postgres: str) -> None:
    engine = create_engine(postgres.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        Model.metadata.tables["audit_event"].create(connection)
        for name, plan in plans(connection):
            assert "ix_audit_event_" in plan, (name, plan)
            assert "Seq Scan" not in plan, (name, plan)
    engine.dispose()
