"""Reviewers at the same moment, on both databases: nobody loses anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask

from app.accounts.models import Staff
from app.core.database import db
from app.core.errors import Problem
from app.reviewing import services
from app.reviewing.queries import entries_on
from app.reviewing.rules import Act, Entry
from tests.conftest import build_app
from tests.postgres import postgres, postgres_server  # noqa: F401 - fixtures.
from tests.reviewing.people import CARD, KHMER, a_reviewer, seen_of
from tests.sampling import sampled

AT_ONCE = 6
Deed = Callable[[Staff, int], None]


@pytest.fixture(params=sampled(["sqlite", "postgresql"], "postgresql"))
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application on a real database that several threads may ask at once."""
    more = {"DATABASE_URL": request.getfixturevalue("postgres")} if request.param == "postgresql" else {}
    app = build_app(tmp_path, **more)
    with app.app_context():
        seen_of()  # Puts the texts together once, here, and not in each thread.
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def reviewers(app: Flask, count: int) -> list[int]:
    with app.app_context():
        ids = [a_reviewer().id for _ in range(count)]
        db.session.remove()
    return ids


def at_once(app: Flask, people: list[int], deed: Deed) -> list[str]:
    """Have all these people do it in the same moment; give what each was refused, or an empty word."""
    start = Barrier(len(people))

    def one(numbered: tuple[int, int]) -> str:
        number, person = numbered
        with app.app_context():
            staff = db.session.get_one(Staff, person)
            start.wait(timeout=20)
            try:
                deed(staff, number)
            except Problem as problem:
                return type(problem).__name__
            return ""

    with ThreadPoolExecutor(len(people)) as threads:
        return list(threads.map(one, enumerate(people)))


def entries(app: Flask) -> tuple[Entry, ...]:
    with app.app_context():
        found = entries_on(KHMER, CARD)
        db.session.remove()
    return found


def comment(staff: Staff, number: int) -> None:
    services.comment(locale=KHMER, path=CARD, seen=seen_of(), words=f"Comment {number}", by=staff)


def suggest(staff: Staff, number: int) -> None:
    typed = {"title": "ពាក្យសន្យា" + "ក" * number}
    services.suggest(locale=KHMER, path=CARD, seen=seen_of(), typed=typed, by=staff)


def accept(staff: Staff, _number: int) -> None:
    services.accept(locale=KHMER, path=CARD, seen=seen_of(), by=staff)


def test_comments_and_suggestions_written_at_once_all_stand(served: Flask) -> None:
    people = reviewers(served, AT_ONCE)
    assert not any(at_once(served, people, comment))
    assert not any(at_once(served, people, suggest))
    found = entries(served)
    assert {entry.words for entry in found if entry.act is Act.COMMENT} == {f"Comment {n}" for n in range(AT_ONCE)}
    assert len({str(entry.passages) for entry in found if entry.act is Act.SUGGEST}) == AT_ONCE


def test_a_button_pressed_many_times_at_once_is_one_sign_off(served: Flask) -> None:
    people = reviewers(served, 1) * AT_ONCE
    assert not any(at_once(served, people, accept))
    assert [entry.act for entry in entries(served)] == [Act.ACCEPT]


def test_of_many_who_decide_at_once_one_is_heard_and_the_others_are_told(served: Flask) -> None:
    maker, *others = reviewers(served, AT_ONCE)
    at_once(served, [maker], suggest)
    made = entries(served)[0].id

    def decide(staff: Staff, number: int) -> None:
        act = Act.TAKE if number % 2 else Act.DECLINE
        services.decide(locale=KHMER, path=CARD, suggestion=made, act=act, by=staff)

    refused = at_once(served, others, decide)
    assert sorted(refused) == ["", *["AlreadyDecided"] * (len(others) - 1)]
    assert len([entry for entry in entries(served) if entry.ends == made]) == 1


def test_an_accept_and_a_suggestion_at_once_leave_the_suggestion_open(served: Flask) -> None:
    people = reviewers(served, 2)
    assert not any(at_once(served, people, lambda staff, number: (accept, suggest)[number](staff, number)))
    assert {entry.act for entry in entries(served)} == {Act.ACCEPT, Act.SUGGEST}
