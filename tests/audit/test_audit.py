"""Events are added, read a page at a time, and never changed or taken away."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import scoped_session

from app.audit.acts import named, words_for
from app.audit.models import AuditEvent
from app.audit.queries import PAGE, event_page
from app.audit.rules import SYSTEM, Actor, Detail, Subject, detail_fault, is_act
from app.audit.services import record
from app.core.database import unit_of_work
from app.core.permissions import Role
from tests.learners.people import a_staff, sign_in_staff

Db = scoped_session[Session]


def test_an_event_says_who_did_what_to_whom(session: Db) -> None:
    record(
        "certificate-issued",
        actor=Actor.staff(7),
        subject=Subject("certificate", "XX-TEST-26-0000001-C"),
        detail={"kind": "core"},
    )
    event = session.query(AuditEvent).one()
    assert (event.actor_kind, event.actor_id, event.act) == ("staff", 7, "certificate-issued")
    assert (event.subject_kind, event.subject_id, event.detail) == (
        "certificate",
        "XX-TEST-26-0000001-C",
        {"kind": "core"},
    )


def test_an_event_falls_with_what_it_tells_of(session: Db) -> None:
    with pytest.raises(RuntimeError, match="no"), unit_of_work():
        record("pin-reset", actor=SYSTEM)
        raise RuntimeError("no")
    assert session.query(AuditEvent).count() == 0


@pytest.mark.parametrize("change", [update(AuditEvent).values(act="x-y"), delete(AuditEvent)])
def test_the_database_itself_changes_and_deletes_no_event(session: Db, change: object) -> None:
    record("pin-reset", actor=SYSTEM)
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(change)  # type: ignore[call-overload]
    session.rollback()


@pytest.mark.parametrize(
    "detail",
    [
        {"name": "x"}, {"name_latin": "SOK"}, {"pin": "123456"}, {"new_password": "x"}, {"note": "Sok Chanthou"},
        {"note": "សុខ"}, {"note": ""}, {"note": "x" * 65},
    ],
)  # fmt: skip
def test_a_detail_that_may_name_a_person_is_refused(session: Db, detail: Detail) -> None:
    with pytest.raises(ValueError, match="cannot stand in the audit"):
        record("pin-reset", actor=SYSTEM, detail=detail)
    assert session.query(AuditEvent).count() == 0


@pytest.mark.parametrize("detail", [{}, {"number": "XX-TEST-26-0000001-C"}, {"count": 3, "demo": True, "cohort": None}])
def test_numbers_codes_and_single_words_may_stand(detail: Detail) -> None:
    assert detail_fault(detail) is None


@pytest.mark.parametrize("act", ["", "reset", "Pin-Reset", "pin reset", "pin-", "pin_reset"])
def test_an_act_is_named_in_kebab_case(act: str) -> None:
    assert not is_act(act)
    with pytest.raises(ValueError, match="kebab-case"):
        named(act, "x")


@pytest.mark.usefixtures("session")
def test_pages_follow_each_other_without_a_gap() -> None:
    for _ in range(PAGE + 3):
        record("pin-reset", actor=SYSTEM)
    first = event_page()
    second = event_page(first.before)
    ids = [event.id for event in (*first.events, *second.events)]
    assert len(first.events) == PAGE
    assert ids == sorted(ids, reverse=True)
    assert len(set(ids)) == PAGE + 3
    assert second.before is None


def test_officers_read_who_did_what_in_words(client: FlaskClient) -> None:
    officer = a_staff(Role.OFFICER)
    sign_in_staff(client, officer)
    page = client.get("/en/staff/audit").text
    assert "Added a member of staff" in page
    assert "Signed in" in page
    assert officer.username in page


def test_an_act_of_an_older_version_is_shown_bare() -> None:
    assert words_for("something-forgotten") == "something-forgotten"


def test_a_page_before_nonsense_is_the_first(client: FlaskClient) -> None:
    sign_in_staff(client, a_staff(Role.OFFICER))
    assert client.get("/en/staff/audit?before=nonsense").status_code == 200
    assert client.get(f"/en/staff/audit?before={10**30}").status_code == 200
