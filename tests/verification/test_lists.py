"""The lists that checkers keep: which certificates do not count any more, and what the log held on each day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from app.certificates.checkpoint import read_checkpoint
from app.certificates.checkpointing import keep_checkpoint, was_known_before
from app.certificates.composing import Names
from app.certificates.life import Reason
from app.certificates.log import digest_of, payload_digest
from app.certificates.models import Certificate
from app.certificates.numbering import Number
from app.certificates.services import issue_certificate
from app.certificates.statement import Statement
from app.certificates.superseding import supersede
from app.core import clock
from app.core.permissions import Role
from app.programme.rules import Award
from app.signing.jws import read_document
from app.signing.keyring import Keyring
from app.signing.keys import Key, Use
from app.signing.making import next_list, request_of
from app.signing.present import PresentKeys
from app.signing.trust import sign_trust_list
from app.verification.known_list import Known, is_known, known_list
from app.verification.lists import forget_lists
from app.verification.status_list import Gone, read_entries, status_list
from tests.certificates.people import ISSUER, a_graduate, a_programme, take_back
from tests.learners.people import a_staff
from tests.signing.people import NAMES, PASSPHRASE, kept_keys, make_keys, passphrase_file

STATUS = "/lists/status.json"
KEYS = kept_keys()[1].of_use(Use.QR)


@pytest.fixture
def issued(session: scoped_session[Session]) -> Iterator[list[Certificate]]:
    a_programme()
    forget_lists()
    yield [issue_certificate(learner=a_graduate(), award=Award.CORE) for _ in range(3)]
    forget_lists()


def test_a_list_says_of_each_number_what_was_put_in() -> None:
    gone = [
        Gone(str(Number("KH-MLVT", 26, 90)), date(2026, 3, 9)),
        Gone(str(Number("KH-MLVT", 26, 7)), date(2026, 3, 10)),
        Gone(str(Number("KH-MLVT", 26, 8)), date(2026, 3, 10), str(Number("KH-MLVT", 27, 1))),
        Gone(str(Number("LA-MOLSW", 26, 7)), date(2026, 3, 11)),
    ]
    content = status_list(issuer="KH-MLVT", number=9, signed_at=datetime(2026, 3, 12, tzinfo=UTC), gone=gone)

    assert read_entries(content) == {one.number: one for one in gone}
    assert content["next_by"] == "2026-03-13T00:00:00+00:00"
    assert content["entries"][0][:2] == ["KH-MLVT-26", [[7, 20522], [83, 20521]]]


def test_what_was_taken_back_or_replaced_is_on_the_signed_list(client: FlaskClient, issued: list[Certificate]) -> None:
    names = Names(None, "SOK CHANTHA")
    new = supersede(certificate=issued[0], names=names, reason=Reason.NAME_CORRECTION, by=a_staff(Role.OFFICER))
    take_back(issued[1])

    answer = client.get(STATUS)
    entries = read_entries(read_document(answer.data, KEYS))

    assert entries == {
        issued[0].number: Gone(issued[0].number, clock.today(), new.number),
        issued[1].number: Gone(issued[1].number, clock.today()),
    }
    assert "SOK" not in answer.text


def test_the_list_is_public_and_asked_for_by_its_tag(client: FlaskClient, issued: list[Certificate]) -> None:
    answer = client.get(STATUS)

    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert "Set-Cookie" not in answer.headers
    assert client.get(STATUS, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_a_withdrawal_is_on_the_list_within_minutes_and_makes_it_a_newer_one(
    client: FlaskClient, issued: list[Certificate]
) -> None:
    before = read_document(client.get(STATUS).data, KEYS)
    take_back(issued[2])
    clock.move(timedelta(minutes=5))
    after = read_document(client.get(STATUS).data, KEYS)

    assert before["entries"] == []
    assert after["number"] > before["number"]
    assert list(read_entries(after)) == [issued[2].number]


def test_each_days_checkpoint_is_served_signed(client: FlaskClient, issued: list[Certificate]) -> None:
    keep_checkpoint()
    clock.move(timedelta(days=1))
    keep_checkpoint()

    first, second = (read_checkpoint(note, KEYS) for note in client.get("/lists/checkpoints.json").get_json())

    assert (first.issuer, first.size) == ("XX-TEST", 3)
    assert (second.day - first.day).days == 1
    assert second.root == first.root


def test_only_what_a_checkpoint_held_before_a_day_was_known_before_it(
    client: FlaskClient, issued: list[Certificate]
) -> None:
    keep_checkpoint()
    clock.move(timedelta(days=2))
    late = issue_certificate(learner=a_graduate(), award=Award.CORE)
    keep_checkpoint()
    digests = [payload_digest(Statement.from_json(one.statement).check_address) for one in (issued[0], late)]

    assert [was_known_before(one, clock.today()) for one in digests] == [True, False]
    assert [was_known_before(one, clock.today() + timedelta(days=1)) for one in digests] == [True, True]
    assert not was_known_before(digests[0], clock.today() - timedelta(days=2))
    assert not was_known_before(digest_of("forged"), clock.today())


def test_without_a_revoked_key_there_is_no_list_of_what_was_known(
    client: FlaskClient, issued: list[Certificate]
) -> None:
    assert client.get("/lists/known.json").status_code == 404


def test_under_a_revoked_key_only_what_was_known_before_stays_genuine(
    app: Flask, client: FlaskClient, issued: list[Certificate], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_checkpoint()
    clock.move(timedelta(days=1))
    late = issue_certificate(learner=a_graduate(), award=Award.CORE)
    old, new = revoke_key(app, make_keys(tmp_path / "keys")[0], monkeypatch)
    forget_lists()

    answer = client.get("/lists/known.json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    content = read_document(answer.data, [new])

    papers = [*issued, late]
    squares = {one.number: Statement.from_json(one.statement).check_address.rpartition("#")[2] for one in papers}
    day = clock.today()
    assert all(is_known(content, old.kid, day, one.number, squares[one.number]) for one in issued)
    assert not is_known(content, old.kid, day - timedelta(days=1), issued[0].number, squares[issued[0].number])
    assert not is_known(content, old.kid, day, issued[0].number, squares[issued[1].number])
    assert not is_known(content, old.kid, day, late.number, squares[late.number])
    assert not is_known(content, new.kid, day, issued[0].number, squares[issued[0].number])


def test_the_page_says_of_a_revoked_keys_paper_what_the_checker_says_without_a_network(
    app: Flask, client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring, _trust = make_keys(tmp_path / "keys", "KH-TEST")
    monkeypatch.setitem(app.extensions, "signing", PresentKeys(keyring, passphrase_file()))
    a_programme(replace(ISSUER, issuer_code="KH-TEST", watermark=None))
    signed = issue_certificate(learner=a_graduate(), award=Award.CORE)
    keep_checkpoint()
    clock.move(timedelta(days=1))
    late = issue_certificate(learner=a_graduate(), award=Award.CORE)
    revoke_key(app, keyring, monkeypatch)

    def shown(paper: Certificate) -> str:
        return client.get(f"/v/{paper.number}/{paper.code}").text

    assert "SOK CHANTHOU" in shown(signed)
    assert "Cannot tell" not in shown(signed)
    assert "Cannot tell" in shown(late)
    assert "SOK CHANTHOU" not in shown(late)


def test_a_fresh_copy_of_a_paper_is_known_beside_the_first() -> None:
    number = str(Number("KH-MLVT", 26, 7))
    other = str(Number("KH-MLVT", 26, 2))
    payloads = [(number, digest_of("1")), (other, digest_of("2")), (number, digest_of("3")), (number, digest_of("4"))]
    day = date(2026, 3, 9)
    content = known_list(
        issuer="KH-MLVT", number=1, signed_at=datetime(2026, 3, 9, tzinfo=UTC), known=[Known("8f3a01bc", day, payloads)]
    )

    assert all(is_known(content, "8f3a01bc", day, number, digits) for digits in "134")
    assert is_known(content, "8f3a01bc", day, other, "2")
    assert not is_known(content, "8f3a01bc", day, number, "2")
    assert not is_known(content, "8f3a01bc", day, other, "3")


def revoke_key(app: Flask, keyring: Keyring, monkeypatch: pytest.MonkeyPatch) -> tuple[Key, Key]:
    """Revoke the key of the squares today and make a new one; give both."""
    trust = keyring.trust()
    assert trust
    old, new = trust.of_use(Use.QR)[0], keyring.create(Use.QR, PASSPHRASE, on=clock.today(), test=True)
    request = request_of(
        keyring, revoke=[old.kid], at=clock.now(), issuer=trust.issuer, names=NAMES, address=trust.address
    )
    root = keyring.signer(trust.root, PASSPHRASE)
    keyring.publish(sign_trust_list(next_list(request, trust.root), root))
    monkeypatch.setitem(app.extensions, "signing", PresentKeys(keyring, passphrase_file()))
    return old, new
