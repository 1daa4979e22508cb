"""The register's commands."""

from __future__ import annotations

import base64
import json

import pytest
from flask import Flask
from flask_sqlalchemy.session import Session
from sqlalchemy import text
from sqlalchemy.orm import scoped_session

from app.certificates.checkpoint import read_checkpoint
from app.certificates.log import chained
from app.certificates.merkle import root_by_proof
from app.certificates.services import issue_certificate
from app.core.database import db
from app.programme.rules import Award
from app.signing.errors import BadSignature
from app.signing.keys import Use
from tests.certificates.people import a_graduate, a_programme
from tests.signing.people import kept_keys

KEYS = kept_keys()[1].of_use(Use.QR)
Db = scoped_session[Session]


@pytest.fixture
def numbers(session: Db) -> list[str]:
    a_programme()
    return [issue_certificate(learner=a_graduate(), award=Award.CORE).number for _ in range(3)]


def run(app: Flask, *words: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["register", *words])
    return result.exit_code, result.output


def test_a_register_as_it_was_written_passes(app: Flask, numbers: list[str]) -> None:
    assert run(app, "check") == (0, "All is as it was written: 3 certificates, 3 events, 0 checkpoints.\n")


def test_an_altered_certificate_is_named_and_the_command_fails(app: Flask, numbers: list[str]) -> None:
    db.session.execute(text("DROP TRIGGER certificate_no_update"))
    db.session.execute(text("UPDATE certificate SET code = '00000000' WHERE number = :number"), {"number": numbers[1]})

    code, said = run(app, "check")

    assert code == 1
    assert f"{numbers[1]}: its row was altered" in said


def test_a_checkpoint_is_signed_and_shown(app: Flask, numbers: list[str]) -> None:
    code, note = run(app, "checkpoint")

    assert code == 0
    assert read_checkpoint(note, KEYS).size == 3
    with pytest.raises(BadSignature):
        read_checkpoint(note.replace("\n3\n", "\n2\n"), KEYS)
    with pytest.raises(BadSignature):
        read_checkpoint(note, [])
    assert run(app, "checkpoint") == (0, note)


def test_a_proof_leads_from_the_issue_to_the_signed_root(app: Flask, numbers: list[str]) -> None:
    assert run(app, "proof", numbers[1])[0] == 1
    run(app, "checkpoint")

    proof = json.loads(run(app, "proof", numbers[1])[1])

    signed = read_checkpoint(proof["checkpoint"], KEYS)
    assert proof["event"]["number"] == numbers[1]
    leaf = chained(proof["prev"], proof["event"])
    assert leaf == proof["hash"]
    hashes = [base64.b64decode(one) for one in proof["proof"]]
    assert root_by_proof(bytes.fromhex(leaf), proof["place"], signed.size, hashes) == signed.root
