"""A sparer copy is the same certificate: what it leaves out, what it keeps, and what the log learns of it."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from flask import Flask
from flask_sqlalchemy.session import Session
from sqlalchemy import text
from sqlalchemy.orm import scoped_session

from app.certificates.checking import check_register
from app.certificates.checkpointing import keep_checkpoint, known_payloads, was_known_before
from app.certificates.copying import copy_of
from app.certificates.drawing import draw
from app.certificates.errors import NotPossibleNow
from app.certificates.life import Act
from app.certificates.log import payload_digest
from app.certificates.models import Certificate
from app.certificates.openbadge import openbadge
from app.certificates.queries import events_of
from app.certificates.rules import Wish
from app.certificates.services import issue_certificate
from app.certificates.signed import Signed, read_address
from app.certificates.sparing import Part, parts_of, sparer
from app.certificates.statement import BrokenStatement, Statement
from app.core import clock
from app.core.database import db
from app.programme.rules import Award
from app.signing.keys import Use
from app.signing.present import PresentKeys, present_keys
from tests.certificates.papers import a_sample, a_statement
from tests.certificates.people import a_graduate, a_programme, take_back
from tests.signing.people import make_keys, passphrase_file
from tests.verification.test_lists import revoke_key

ALL = frozenset(Part)


@pytest.fixture
def paper(session: scoped_session[Session]) -> Certificate:
    """A certificate with its journey on the back and in the square."""
    a_programme()
    return issue_certificate(learner=a_graduate(), award=Award.CORE, wish=Wish("km"))


def said(paper: Certificate) -> Statement:
    return Statement.from_json(paper.statement)


def square_of(statement: Statement) -> Signed:
    trust = present_keys().trust
    assert trust
    return read_address(statement.check_address, trust.of_use(Use.QR))[0]


def acts(paper: Certificate) -> list[str]:
    return [event.act for event in events_of(paper.number)]


def test_a_copy_leaves_out_what_was_asked_and_nothing_else(paper: Certificate) -> None:
    whole = said(paper)
    assert parts_of(whole) == (Part.JOURNEY, Part.DAYS)

    bare = copy_of(certificate=paper, without=ALL)

    assert (bare.help_lines, bare.further_disclaimers, bare.started_on, bare.completed_on) == ((), (), None, None)
    assert (bare.design_hours, bare.design_hours_english) == ("", "")
    left_out = {"help_lines", "further_disclaimers", "started_on", "completed_on"}
    left_out |= {"design_hours", "design_hours_english", "check_address"}
    assert all(getattr(bare, name) == getattr(whole, name) for name in Statement.__slots__ if name not in left_out)
    assert parts_of(bare) == ()
    assert said(paper) == whole


def test_the_square_of_a_copy_is_signed_and_says_all_but_the_journey(paper: Certificate) -> None:
    whole = square_of(said(paper))
    assert whole.corridor == "KH-TH"

    copy = copy_of(certificate=paper, without={Part.JOURNEY})

    assert square_of(copy) == replace(whole, corridor=None)
    assert copy.check_address.partition("#")[0] == said(paper).check_address.partition("#")[0]


def test_the_days_are_not_in_the_square_so_it_stays_and_the_log_learns_nothing(paper: Certificate) -> None:
    assert copy_of(certificate=paper, without={Part.DAYS}).check_address == said(paper).check_address
    assert copy_of(certificate=paper) == said(paper)
    assert acts(paper) == ["issued"]


def test_the_same_copy_asked_for_again_is_the_same_and_noted_once(paper: Certificate) -> None:
    first = copy_of(certificate=paper, without={Part.JOURNEY})
    assert copy_of(certificate=paper, without={Part.JOURNEY}) == first
    copy_of(certificate=paper, without=ALL)

    issued, copied = events_of(paper.number)
    assert (copied.act, copied.actor_kind, copied.actor_id) == (Act.COPIED, "learner", issued.learner_id)
    assert copied.payload_digest == payload_digest(first.check_address) != issued.payload_digest
    assert check_register().faults == []


def test_when_the_key_is_revoked_copies_of_before_stay_known_beside_the_paper(paper: Certificate) -> None:
    copy = copy_of(certificate=paper, without={Part.JOURNEY})
    kept = keep_checkpoint()
    digests = {payload_digest(one.check_address) for one in (said(paper), copy)}

    assert {digest for number, digest in known_payloads(kept.size) if number == paper.number} == digests
    clock.move(timedelta(days=1))
    assert all(was_known_before(digest, clock.today()) for digest in digests)


def test_what_does_not_count_gets_no_new_square(paper: Certificate) -> None:
    take_back(paper)

    with pytest.raises(NotPossibleNow):
        copy_of(certificate=paper, without={Part.JOURNEY})
    assert "copied" not in acts(paper)


def test_a_square_that_none_of_our_keys_signed_is_not_signed_anew(
    paper: Certificate, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who wrote a row by hand would get a real signature otherwise."""
    monkeypatch.setitem(app.extensions, "signing", PresentKeys(make_keys(tmp_path / "keys")[0], passphrase_file()))
    with pytest.raises(NotPossibleNow):
        copy_of(certificate=paper, without={Part.JOURNEY})


def test_under_a_revoked_key_only_what_was_known_before_is_signed_anew(
    session: scoped_session[Session], app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring, _trust = make_keys(tmp_path / "keys")
    monkeypatch.setitem(app.extensions, "signing", PresentKeys(keyring, passphrase_file()))
    a_programme()
    known = issue_certificate(learner=a_graduate(), award=Award.CORE)
    keep_checkpoint()
    clock.move(timedelta(days=1))
    late = issue_certificate(learner=a_graduate(), award=Award.CORE)
    revoke_key(app, keyring, monkeypatch)

    assert square_of(copy_of(certificate=known, without={Part.JOURNEY})).number == known.number
    with pytest.raises(NotPossibleNow):
        copy_of(certificate=late, without={Part.JOURNEY})
    assert copy_of(certificate=late, without={Part.DAYS}).check_address == said(late).check_address


def test_a_row_that_names_another_number_than_its_square_is_not_signed_anew(paper: Certificate) -> None:
    with without_guards():
        db.session.execute(text("UPDATE certificate SET number = 'XX-TEST-26-0000099-X'"))
        db.session.refresh(paper)
        with pytest.raises(NotPossibleNow):
            copy_of(certificate=paper, without={Part.JOURNEY})


@contextmanager
def without_guards() -> Iterator[None]:
    found = db.session.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
    for name, _sql in found:
        db.session.execute(text(f"DROP TRIGGER {name}"))
    yield
    for _name, sql in found:
        db.session.connection().exec_driver_sql(sql)


def test_the_credential_in_a_copy_leaves_out_the_same() -> None:
    whole, bare = openbadge(a_statement()), openbadge(sparer(a_statement(), {Part.DAYS}))

    assert {"activityStartDate", "activityEndDate"} <= whole["credentialSubject"].keys()
    assert not {"activityStartDate", "activityEndDate"} & bare["credentialSubject"].keys()
    assert "7 hours" in str(whole["credentialSubject"]["achievement"]["criteria"])
    assert "7 hours" not in str(bare)
    assert "2026-02-01" not in str(bare)


@pytest.mark.parametrize("locale", ["en", "km", "my"])
def test_the_paper_of_a_copy_has_one_page_and_none_of_what_was_left_out(locale: str) -> None:
    whole, bare = (draw(one) for one in (a_sample(locale), sparer(a_sample(locale), ALL)))
    before, after = words_in(whole), words_in(bare)

    assert (len(before.split("\f")), len(after.split("\f"))) == (3, 2)
    for gone in ("2026-02-01", "2026-03-05", "7 hours"):
        assert gone in before
        assert gone not in after
    for stays in ("2026-03-09", "2028-03-09", "XX-TEST-26-0000001-8", "7Q4F-2M9X"):
        assert stays in after
    with pikepdf.open(io.BytesIO(bare)) as file, file.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfuaid:part"]) == ("3", "1")
    assert draw(sparer(a_sample(locale), ALL)) == bare


def words_in(content: bytes) -> str:
    return subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()


def test_a_certificate_from_before_squares_were_signed_can_be_copied_too() -> None:
    bare = sparer(a_sample("en"), ALL)
    assert parts_of(a_sample("en")) == (Part.JOURNEY, Part.DAYS)
    assert bare.check_address == a_sample("en").check_address


def test_one_day_of_learning_without_the_other_is_no_statement() -> None:
    with pytest.raises(BrokenStatement, match="days of learning"):
        a_statement(started_on=None)
