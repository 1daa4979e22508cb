"""What programs that read credentials find at our addresses; two that others wrote are asked in the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from app.certificates.composing import Names
from app.certificates.issued_file import issued_file
from app.certificates.life import Reason
from app.certificates.models import Certificate
from app.certificates.rules import Wish
from app.certificates.services import issue_certificate
from app.certificates.statement import Statement
from app.certificates.superseding import supersede
from app.core import clock
from app.core.permissions import Role
from app.programme.rules import Award
from app.signing.keys import Use
from app.signing.present import present_keys
from app.signing.trust import TrustList
from app.verification.badges import forget_badges
from app.verification.guessing import MISSES_A_NETWORK
from tests.certificates.badges import CLIENTS, Json, asked, read
from tests.certificates.people import a_graduate, a_programme, take_back
from tests.certificates.test_attachment import detached
from tests.learners.people import a_staff
from tests.signing.people import kept_keys
from tests.signing.test_seal import said_by_pdfsig

YEAR = f"{clock.today():%y}"
LIST = f"/credentials/status/XX-TEST-{YEAR}-0"
DID = "/.well-known/did.json"


@pytest.fixture
def issued(session: scoped_session[Session]) -> Iterator[Certificate]:
    a_programme()
    forget_badges()
    yield issue_certificate(learner=a_graduate(), award=Award.CORE, wish=Wish("km"))
    forget_badges()


def path_of(certificate: Certificate) -> str:
    return f"/credentials/{certificate.number}/{certificate.code}"


def got(client: FlaskClient, path: str) -> Json:
    answer = client.get(path)
    assert answer.status_code == 200
    return read(answer.data)


def believed(client: FlaskClient, app: Flask, *certificates: Certificate) -> list[bool]:
    """Ask both programs about certificates, with what we serve and nothing else."""
    secure = app.config["PUBLIC_ADDRESS"].replace("http://", "https://")
    documents = {f"{secure}{DID}": got(client, DID), f"{app.config['PUBLIC_ADDRESS']}{LIST}": got(client, LIST)}
    credentials = {str(place): got(client, path_of(one)) for place, one in enumerate(certificates)}
    found = asked(documents, credentials)
    verdicts = [[found[str(place)][client_].verified for client_ in CLIENTS] for place in range(len(certificates))]
    assert all(len(set(both)) == 1 for both in verdicts)
    return [both[0] for both in verdicts]


def test_who_has_number_and_code_gets_the_credential_and_nobody_keeps_it(
    client: FlaskClient, issued: Certificate
) -> None:
    answer = client.get(path_of(issued))
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json is not None
    assert answer.json["credentialSubject"]["licenseNumber"] == issued.number
    assert answer.json["id"].endswith(path_of(issued))
    assert client.get(path_of(issued).lower()).data == answer.data


def test_a_wrong_code_a_wrong_number_and_nonsense_look_the_same(client: FlaskClient, issued: Certificate) -> None:
    wrong = (f"/credentials/{issued.number}/00000000", f"/credentials/XX-TEST-{YEAR}-0000001-X/{issued.code}")
    for path in (*wrong, "/credentials/anything/at-all"):
        answer = client.get(path)
        assert (answer.status_code, answer.data) == (404, b"")
        assert answer.headers["Cache-Control"] == "no-store"


def test_misses_are_counted_with_those_of_the_page(client: FlaskClient, issued: Certificate) -> None:
    for _ in range(MISSES_A_NETWORK.amount):
        client.get(f"/credentials/{issued.number}/00000000")
    refused = client.get(path_of(issued))
    assert (refused.status_code, refused.data) == (429, b"")
    assert int(refused.headers["Retry-After"]) >= 60
    assert client.get(f"/v/{issued.number}/{issued.code}").status_code == 429


@pytest.mark.parametrize("path", [DID, "/did.json", LIST])
def test_the_lists_are_public_and_stable_and_any_page_may_read_them(
    path: str, client: FlaskClient, issued: Certificate
) -> None:
    answer = client.get(path)
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_list_on_which_nobody_stands_is_not_there(client: FlaskClient, issued: Certificate) -> None:
    for name in (f"XX-TEST-{YEAR}-1", f"KH-MLVT-{YEAR}-0", "XX-TEST-99-0", "nonsense"):
        assert client.get(f"/credentials/status/{name}").status_code == 404


def test_what_we_serve_is_believed_and_what_was_taken_back_is_not(
    client: FlaskClient, app: Flask, issued: Certificate
) -> None:
    other = issue_certificate(learner=a_graduate(), award=Award.CORE, wish=Wish("my"))
    third = issue_certificate(learner=a_graduate(), award=Award.CORE, wish=Wish("th"))
    assert believed(client, app, issued, other, third) == [True, True, True]
    take_back(other)
    new = supersede(
        certificate=third, reason=Reason.NAME_CORRECTION, names=Names("ชื่อใหม่", "NEW NAME"), by=a_staff(Role.OFFICER)
    )
    forget_badges()
    assert believed(client, app, issued, other, third, new) == [True, False, False, True]


def test_a_list_is_read_anew_after_five_minutes_and_signed_anew_each_day(
    client: FlaskClient, issued: Certificate
) -> None:
    before = got(client, LIST)
    take_back(issued)
    assert got(client, LIST) == before
    clock.move(timedelta(minutes=6))
    changed = got(client, LIST)
    assert changed["credentialSubject"]["encodedList"] != before["credentialSubject"]["encodedList"]
    clock.move(timedelta(days=1))
    assert got(client, LIST)["validFrom"] > changed["validFrom"]


def test_the_file_of_a_holder_is_sealed_and_has_the_credential_that_we_serve(
    client: FlaskClient, issued: Certificate, tmp_path: Path
) -> None:
    at = datetime.combine(clock.today(), datetime.min.time(), UTC)
    file = issued_file(Statement.from_json(issued.statement), present_keys(), seal=True, at=at)
    assert "Signature is Valid" in said_by_pdfsig(file, tmp_path)
    assert detached(file, tmp_path) == client.get(path_of(issued)).data
    bare = issued_file(Statement.from_json(issued.statement), present_keys(), seal=False, at=at)
    assert file.startswith(bare)


def test_the_issuer_names_the_keys_of_its_trust_list(client: FlaskClient, issued: Certificate) -> None:
    trust: TrustList = kept_keys()[1]
    assert len(got(client, DID)["assertionMethod"]) == len(trust.of_use(Use.VC))
    assert got(client, DID)["id"] == got(client, path_of(issued))["issuer"]["id"]
