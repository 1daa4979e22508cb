"""Two hundred certificates from eight processes, some of which die at any moment: no gap and no number twice."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from app.accounts.models import Staff
from app.certificates.checking import check_register
from app.certificates.composing import Names
from app.certificates.errors import NotPossibleNow
from app.certificates.life import Reason
from app.certificates.models import Certificate, CertificateCounter
from app.certificates.numbering import parse_number
from app.certificates.queries import certificate_by_number, events_of
from app.certificates.services import issue_certificate
from app.certificates.statement import Statement
from app.certificates.superseding import supersede
from app.core.database import db, unit_of_work
from app.core.permissions import Role
from app.learners.models import Learner
from app.printing.glyphs import missing_characters
from app.programme.rules import Award
from tests.certificates.people import a_graduate, a_programme
from tests.conftest import build_app
from tests.learners.people import a_staff
from tests.postgres import postgres, postgres_server
from tests.sampling import sampled

__all__ = ["postgres", "postgres_server"]

ISSUES, PROCESSES = 200, 8
DOOMED = 0.25
"""The share of transactions in which the process is killed."""
AT_COMMIT = 0.25
"""Of those, the share killed at the last step of all."""
LONGEST = 32
"""Steps of a transaction among which the moment of the kill is drawn; a longer one ends unharmed."""
TOO_LATE = 3
FORK = multiprocessing.get_context("fork")


@pytest.fixture(params=sampled(["sqlite", "postgresql"], "postgresql"))
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application whose database many processes use at once."""
    environment = {}
    if request.param == "postgresql":
        environment["DATABASE_URL"] = request.getfixturevalue("postgres")
    app = build_app(tmp_path, **environment)
    yield app
    with app.app_context():
        db.engine.dispose()


class Reaper:
    """Kills its own process at a random step of a random transaction, and writes down where."""

    def __init__(self, diary: Path, random: Random) -> None:
        self.diary, self.random = diary, random
        self.steps_left, self.at_commit = 0, False
        for step in ("before_cursor_execute", "after_cursor_execute"):
            event.listen(db.engine, step, self._at_statement)
        event.listen(db.engine, "commit", lambda _connection: self._at("COMMIT"))

    def choose(self) -> None:
        """Decide whether and when the next transaction is the last."""
        doomed = self.random.random() < DOOMED
        self.at_commit = doomed and self.random.random() < AT_COMMIT
        self.steps_left = self.random.randint(1, LONGEST) if doomed and not self.at_commit else 0

    def _at_statement(self, _connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if db.session().info.get("in_unit_of_work"):
            self._at(" ".join(statement.split()[:2]))

    def _at(self, step: str) -> None:
        self.steps_left -= 1
        if self.steps_left == 0 or (self.at_commit and step == "COMMIT"):
            with self.diary.open("a") as diary:
                diary.write(f"{step}\n")
            os.kill(os.getpid(), signal.SIGKILL)


def issue_all(app: Flask, learners: Sequence[int], diary: Path, seed: int) -> None:
    """Issue to each of these learners, as one of the processes."""
    with app.app_context():
        reaper = Reaper(diary, Random(seed))
        for learner in learners:
            reaper.choose()
            issue_certificate(learner=db.session.get_one(Learner, learner), award=Award.CORE)


def start(app: Flask, learners: Sequence[int], diary: Path, seed: int) -> BaseProcess:
    process = FORK.Process(target=issue_all, args=(app, learners, diary, seed))
    process.start()
    return process


def run_to_the_end(app: Flask, shares: Sequence[Sequence[int]], diary: Path, random: Random) -> int:
    """Keep a process at each share, a new one for each that was killed, until all are done; count the kills."""
    running = {start(app, share, diary, random.getrandbits(32)): share for share in shares}
    kills = 0
    while running:
        for process, share in list(running.items()):
            process.join(timeout=0.02)
            if process.exitcode is None:
                continue
            del running[process]
            if process.exitcode == 0:
                continue
            assert process.exitcode == -signal.SIGKILL, f"a process ended with {process.exitcode}"
            kills += 1
            running[start(app, share, diary, random.getrandbits(32))] = share
    return kills


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_no_number_is_lost_or_given_twice_when_processes_are_killed(shared: Flask, tmp_path: Path) -> None:
    with shared.app_context():
        a_programme()
        missing_characters("")  # Reads the fonts once, here, and not in each process.
        with unit_of_work():
            learners = [a_graduate(origin=None, destination=None).id for _ in range(ISSUES)]
        db.session.remove()
        db.engine.dispose()  # No connection may be open when processes are forked.

    diary = tmp_path / "kills"
    kills = run_to_the_end(shared, [learners[slot::PROCESSES] for slot in range(PROCESSES)], diary, Random(20261122))

    where = diary.read_text().splitlines()
    assert kills == len(where) >= ISSUES * DOOMED / 4
    assert {"UPDATE certificate_counter", "INSERT INTO", "COMMIT"} <= set(where)
    with shared.app_context():
        issued = db.session.scalars(select(Certificate).order_by(Certificate.serial)).all()
        counter = db.session.scalars(select(CertificateCounter)).one()
        assert [certificate.serial for certificate in issued] == list(range(1, ISSUES + 1))
        assert counter.taken == ISSUES
        assert len({certificate.number for certificate in issued}) == ISSUES
        assert {certificate.learner_id for certificate in issued} == set(learners)
        for certificate in issued:
            number = parse_number(certificate.number)
            assert number is not None and number.serial == certificate.serial
            assert Statement.from_json(certificate.statement).number == certificate.number
        assert check_register().faults == []


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_learner_who_asks_many_times_at_once_gets_one_certificate(shared: Flask, tmp_path: Path) -> None:
    with shared.app_context():
        a_programme()
        missing_characters("")
        learner = a_graduate(origin=None, destination=None).id
        db.session.remove()
        db.engine.dispose()

    run_to_the_end(shared, [[learner]] * PROCESSES, tmp_path / "kills", Random(7))

    with shared.app_context():
        assert [issued.learner_id for issued in db.session.scalars(select(Certificate))] == [learner]
        assert db.session.scalars(select(CertificateCounter)).one().taken == 1


def replace(app: Flask, number: str, officer: int) -> None:
    """Try to replace a certificate, as one of the processes; whoever comes too late ends with an error."""
    with app.app_context():
        try:
            supersede(
                certificate=certificate_by_number(number),
                names=Names(None, "SOK CHANTHA"),
                reason=Reason.NAME_CORRECTION,
                by=db.session.get_one(Staff, officer),
            )
        except NotPossibleNow:
            sys.exit(TOO_LATE)


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_certificate_that_many_replace_at_once_is_replaced_once(shared: Flask) -> None:
    with shared.app_context():
        a_programme()
        missing_characters("")
        learner = a_graduate(origin=None, destination=None)
        number = issue_certificate(learner=learner, award=Award.CORE).number
        officer = a_staff(Role.OFFICER).id
        db.session.remove()
        db.engine.dispose()

    processes = [FORK.Process(target=replace, args=(shared, number, officer)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()

    assert sorted(process.exitcode or 0 for process in processes) == [0, *[TOO_LATE] * 3]
    with shared.app_context():
        assert db.session.scalars(select(CertificateCounter)).one().taken == 2
        assert [event.act for event in events_of(number)] == ["issued", "superseded"]
        assert check_register().faults == []
