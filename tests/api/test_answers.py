"""What other systems read: papers, the status list, changes since a cursor, figures."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from app.api.rules import Scope
from app.audit.models import AuditEvent
from app.certificates.composing import Names
from app.certificates.life import Reason
from app.certificates.models import Certificate
from app.certificates.superseding import supersede
from app.core.database import db
from app.core.permissions import Role
from app.verification.lists import forget_lists
from tests.api.systems import Asking, a_token
from tests.certificates.people import take_back
from tests.learners.people import a_staff
from tests.register.people import Give, giving
from tests.register.test_searching import forget

Db = scoped_session[Session]


@pytest.fixture
def give(session: Db) -> Give:
    return giving()


def paper(certificate: Certificate, **other: str) -> dict[str, str]:
    return {"number": certificate.number.lower(), "code": certificate.code, **other}


def square(certificate: Certificate) -> str:
    return str(json.loads(certificate.statement)["check_address"])


def test_a_paper_is_verified_by_number_and_code(client: FlaskClient, give: Give) -> None:
    certificate = give("សុខ ដារ៉ា", "SOK DARA")
    said = Asking(client, a_token(Scope.VERIFY)).post("/verify", json=paper(certificate)).get_json()
    assert said["answer"] == "valid"
    assert (said["certificate"]["number"], said["certificate"]["name_latin"]) == (certificate.number, "SOK DARA")
    assert (said["certificate"]["is_sample"], said["certificate"]["replaced_by"]) == (True, None)


def test_a_wrong_number_and_a_wrong_code_are_answered_alike(client: FlaskClient, give: Give) -> None:
    certificate, other = give(latin="SOK DARA"), give(latin="CHEA VANN")
    asking = Asking(client, a_token(Scope.VERIFY))
    wrong = [
        paper(certificate, code=other.code),
        paper(certificate, number="XX-TEST-26-9999999-F"),
        paper(certificate, code="?"),
    ]
    answers = {asking.post("/verify", json=one).text for one in wrong}
    assert answers == {'{"answer": "not-found", "certificate": null}'}


def test_a_paper_of_somebody_who_was_forgotten_counts_and_says_no_name(client: FlaskClient, give: Give) -> None:
    certificate = give("សុខ ដារ៉ា", "SOK DARA")
    code = certificate.code
    forget(certificate)
    said = Asking(client, a_token(Scope.VERIFY)).post("/verify", json={"number": certificate.number, "code": code})
    told = said.get_json()
    assert (told["answer"], told["certificate"]["is_forgotten"], "DARA" in said.text) == ("valid", True, False)


def test_many_papers_are_answered_in_their_order_by_code_or_square(client: FlaskClient, give: Give) -> None:
    valid, revoked = give(latin="SOK DARA"), give(latin="CHEA VANN")
    take_back(revoked)
    papers = [paper(revoked), {"square": square(valid)}, {"square": "https://elsewhere.test/"}]
    asking = Asking(client, a_token(Scope.VERIFY))
    said = asking.post("/verify/many", json={"papers": papers}).get_json()
    assert [one["answer"] for one in said["answers"]] == ["revoked", "valid", "not-found"]
    assert asking.post("/verify/many", json={"papers": [paper(valid)] * 101}).status_code == 422
    assert asking.post("/verify/many", json={"papers": [{"number": "1"}]}).status_code == 422


def test_a_token_that_guesses_is_stopped(client: FlaskClient, give: Give) -> None:
    asking = Asking(client, a_token(Scope.VERIFY))
    wrong = {"papers": [{"number": "XX-TEST-26-9999999-F", "code": "00000000"}] * 100}
    statuses = [asking.post("/verify/many", json=wrong).status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]
    assert asking.post("/verify", json=paper(give(latin="SOK DARA"))).status_code == 429


def test_the_status_list_is_the_one_that_is_published(client: FlaskClient, give: Give) -> None:
    take_back(give(latin="SOK DARA"))
    forget_lists()
    said = Asking(client, a_token(Scope.STATUS)).get("/status").get_json()
    assert said["address"].endswith("/lists/status.json")
    assert said["signed"] == client.get("/lists/status.json").text


def test_changes_are_read_in_order_from_a_cursor_and_none_is_missed(client: FlaskClient, give: Give) -> None:
    asking = Asking(client, a_token(Scope.CHANGES))
    first = give(latin="SOK DARA")
    told = asking.get("/changes?limit=1").get_json()
    assert [(one["type"], one["number"]) for one in told["changes"]] == [("certificate.issued", first.number)]
    assert asking.get("/changes", query_string={"after": told["next"]}).get_json()["next"] == told["next"]
    second = supersede(
        certificate=first, names=Names(None, "SOK DARY"), reason=Reason.NAME_CORRECTION, by=a_staff(Role.OFFICER)
    )
    take_back(second)
    later = asking.get("/changes", query_string={"after": told["next"], "limit": 2}).get_json()
    assert [(one["type"], one["number"]) for one in later["changes"]] == [
        ("certificate.issued", second.number),
        ("certificate.superseded", first.number),
    ]
    assert (later["changes"][1]["replaced_by"], later["more"]) == (second.number, True)
    last = asking.get("/changes", query_string={"after": later["next"]}).get_json()
    assert ([one["type"] for one in last["changes"]], last["more"]) == (["certificate.revoked"], False)


def test_names_come_only_with_their_scope_and_that_is_noted(client: FlaskClient, give: Give) -> None:
    give("សុខ ដារ៉ា", "SOK DARA")
    without = Asking(client, a_token(Scope.CHANGES)).get("/changes")
    assert "DARA" not in without.text
    assert "name" not in without.text
    named = Asking(client, a_token(Scope.CHANGES, Scope.NAMES)).get("/changes").get_json()["changes"]
    assert (named[0]["name_native"], named[0]["name_latin"]) == ("សុខ ដារ៉ា", "SOK DARA")
    assert db.session.query(AuditEvent).filter(AuditEvent.act == "api-names-read").count() == 1


def test_the_figures_are_a_data_package_and_its_tables(client: FlaskClient, give: Give) -> None:
    asking = Asking(client, a_token(Scope.FIGURES))
    package = asking.get("/figures").get_json()
    names = [resource["path"] for resource in package["resources"]]
    table = asking.get(f"/figures/{names[0]}")
    assert (table.status_code, table.mimetype) == (200, "text/csv")
    assert asking.get("/figures/nothing.csv").status_code == 404
