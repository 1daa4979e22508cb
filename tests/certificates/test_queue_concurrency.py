"""Two officers press at the same moment, on both databases: each certificate is issued once, and both are told so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import select

from app.certificates.batch_models import Decision, DecisionItem, Outcome
from app.certificates.batches import keep_batch
from app.certificates.cases import case_page
from app.certificates.jobs import decide_batch
from app.certificates.models import Certificate, CertificateRequest
from app.certificates.queue import QueueFilter, group_of, queue_page
from app.certificates.rules import Wish
from app.certificates.services import request_certificate
from app.core.database import db
from app.core.permissions import Role
from app.programme.rules import Award
from tests.certificates.people import ISSUER, a_graduate, a_programme
from tests.conftest import build_app
from tests.learners.people import a_staff
from tests.postgres import postgres, postgres_server
from tests.sampling import sampled

__all__ = ["postgres", "postgres_server"]
REQUESTS = 6


@pytest.fixture(params=sampled(["sqlite", "postgresql"], "postgresql"))
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application whose database two officers use at once."""
    environment = {"DATABASE_URL": request.getfixturevalue("postgres")} if request.param == "postgresql" else {}
    app = build_app(tmp_path, **environment)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize("two", [False, True])
def test_two_officers_who_press_at_once_issue_each_certificate_once(shared: Flask, two: bool) -> None:
    with shared.app_context():
        a_programme(replace(ISSUER, approval_needed=True, second_approval=two))
        for _ in range(REQUESTS):
            request_certificate(learner=a_graduate(), award=Award.CORE, wish=Wish("km"))
        officers = [a_staff(Role.OFFICER) for _ in range(2)]
        ids = list(db.session.scalars(select(CertificateRequest.id)))
        batches = [keep_batch(token=f"t{one.id}", act=Decision.APPROVE, request_ids=ids, by=one).id for one in officers]
        assert queue_page(QueueFilter(words="a", days=3)).groups == ()
        assert queue_page(QueueFilter()).waiting == REQUESTS
        assert group_of(None) is not None
        assert len(case_page(None, officers[0]).approvable) == REQUESTS
        assert all(press_both(shared, batches))
        db.session.rollback()

        issued = db.session.scalars(select(Certificate.learner_id)).all()
        outcomes = db.session.scalars(select(DecisionItem.outcome)).all()
        assert len(issued) == len(set(issued)) == REQUESTS
        assert outcomes.count(Outcome.ISSUED) == REQUESTS
        assert outcomes.count(Outcome.FIRST if two else Outcome.DECIDED) == REQUESTS


def press_both(app: Flask, batches: list[int]) -> list[bool]:
    """Run both batches side by side; tell which came to their end."""
    start, ended = Barrier(len(batches)), list[bool]()

    def press(batch: int) -> None:
        with app.app_context():
            start.wait()
            decide_batch(batch)
            ended.append(True)

    threads = [Thread(target=press, args=[batch]) for batch in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ended if len(ended) == len(batches) else [False]
