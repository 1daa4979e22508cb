"""Nobody enters by mistake: a route that does not say who may enter lets nobody in."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Flask, redirect
from werkzeug.wrappers import Response

from app.core.permissions import Permission
from app.web.access import Gate, admit, current_principal, may, public, requires, sign_of

BADGE = Permission.HOLD_ACCOUNT


@dataclass(frozen=True)
class Somebody:
    """A person with some permissions."""

    permissions: frozenset[Permission]


@pytest.fixture
def doors(own: Flask) -> Flask:
    """An application with one door of each kind."""

    def view() -> str:
        return "inside"

    own.add_url_rule("/unsigned", "unsigned", view)
    own.add_url_rule("/open", "open", public(lambda: "inside"))
    own.add_url_rule("/badge", "badge", requires(BADGE)(lambda: "inside"))
    return own


def people(app: Flask, *present: Somebody) -> list[int]:
    """Let in one kind of people, of whom these are present, and count how often they are looked for."""
    asked: list[int] = []

    def load() -> Somebody | None:
        asked.append(1)
        return present[0] if present else None

    def ask() -> Response:
        return redirect("/somewhere/sign-in")

    app.extensions["waymark-gates"] = []
    admit(app, Gate(frozenset({BADGE}), load, ask))
    return asked


def test_a_route_without_a_sign_lets_nobody_in(doors: Flask) -> None:
    answer = doors.test_client().get("/unsigned")
    assert answer.status_code == 403
    assert "inside" not in answer.text
    people(doors, Somebody(frozenset(Permission)))
    assert doors.test_client().get("/unsigned").status_code == 403


def test_everybody_enters_where_it_says_public_and_is_not_looked_for(doors: Flask) -> None:
    asked = people(doors, Somebody(frozenset()))
    assert doors.test_client().get("/open").text == "inside"
    assert asked == []


def test_who_holds_the_permission_enters(doors: Flask) -> None:
    people(doors, Somebody(frozenset({BADGE})))
    assert doors.test_client().get("/badge").text == "inside"


def test_who_is_not_signed_in_is_asked_to(doors: Flask) -> None:
    people(doors)
    assert doors.test_client().get("/badge").location == "/somewhere/sign-in"


def test_who_is_signed_in_without_the_permission_is_refused_and_not_asked_again(doors: Flask) -> None:
    people(doors, Somebody(frozenset()))
    assert doors.test_client().get("/badge").status_code == 403


def test_a_permission_nobody_can_sign_in_for_is_refused(doors: Flask) -> None:
    doors.extensions["waymark-gates"] = []
    assert doors.test_client().get("/badge").status_code == 403


def test_a_person_is_looked_for_once_a_request(doors: Flask) -> None:
    asked = people(doors, Somebody(frozenset({BADGE})))
    with doors.test_request_context("/open"):
        assert may(BADGE)
        assert may(BADGE)
        assert current_principal() is not None
    assert len(asked) == 1


def test_an_address_that_leads_nowhere_is_not_found_rather_than_refused(doors: Flask) -> None:
    assert doors.test_client().get("/en/nowhere").status_code == 404


def test_a_sign_says_what_it_asks_for() -> None:
    assert sign_of(public(lambda: "")) is None
    assert sign_of(requires(BADGE)(lambda: "")) is BADGE
    with pytest.raises(LookupError, match="carries neither @public nor @requires"):
        sign_of(lambda: "")
