"""The people of one group with the evidence about each; as many queries for three people as for three hundred."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from app.accounts.models import Staff
from app.certificates.attending import class_shares
from app.certificates.evidence import best_share, open_signals_about, sums_of_many
from app.certificates.evidence_rules import Tries
from app.certificates.models import CertificateRequest
from app.certificates.queries import eligibility_in, own_requests
from app.certificates.queue import in_group, older_than, waits
from app.certificates.rules import ClassShare, Eligibility
from app.core.database import db
from app.learners.models import Learner
from app.learning.queries import progress_of_many
from app.learning.rules import Progress
from app.printing.glyphs import missing_characters
from app.programme.queries import current_programme
from app.programme.rules import Award
from app.quizzes.queries import results_of_many

PAGE = 50
LARGEST = 300
"""So many requests of one class are looked at together, which is more than any class has people."""


class Way(StrEnum):
    """What an officer may do about a request, or why not."""

    ISSUE = "issue"
    """Approving it issues the certificate."""
    FIRST = "first"
    """Approving it makes it wait for a second officer."""
    MINE = "mine"
    """They approved it first, so another one has to."""
    OWN = "own"
    """They teach or taught the person."""
    NOT_EARNED = "not-earned"
    NOT_PRINTABLE = "not-printable"


@dataclass(frozen=True, slots=True)
class Case:
    """A request, whom it is about, and what an officer may do."""

    request: CertificateRequest
    learner: Learner
    asked_by: Staff | None
    first_by: Staff | None
    eligibility: Eligibility
    share: ClassShare | None
    unprintable: tuple[str, ...]
    way: Way

    @property
    def award(self) -> Award:
        """Tell what is asked for."""
        return Award(self.request.kind)

    @property
    def may_be_approved(self) -> bool:
        """Tell whether this officer's approval would count now."""
        return self.way in (Way.ISSUE, Way.FIRST)


@dataclass(frozen=True, slots=True)
class Proof:
    """What is shown beside a case."""

    tries: Tries
    signals: int


@dataclass(frozen=True, slots=True)
class CasePage:
    """Some people of a group; ``after`` is where the next page goes on, None on the last."""

    cases: Sequence[Case]
    proofs: dict[int, Proof]
    """By learner."""
    approvable: Sequence[Case]
    """Those whom one press approves: of a class all, of people without a class those on the page."""
    after: int | None

    def count(self, way: Way) -> int:
        """Count those among them whom a press approves in this way."""
        return sum(case.way == way for case in self.approvable)


def case_page(cohort_id: int | None, by: Staff, *, after: int = 0, days: int = 0) -> CasePage:
    """Read the people of a class, or a page of those who asked by themselves, with the evidence."""
    if cohort_id is None:
        found = cases_in(None, by, after=after, days=days, limit=PAGE + 1)
    else:
        found = cases_in(cohort_id, by, days=days, limit=LARGEST)
    behind = [case for case in found if case.request.id > after]
    shown = behind[:PAGE]
    last = shown[-1].request.id if len(behind) > PAGE else None
    able = [case for case in (shown if cohort_id is None else found) if case.may_be_approved]
    return CasePage(shown, _proofs([case.learner.id for case in shown]), able, last)


def cases_in(
    cohort_id: int | None, by: Staff, *, after: int = 0, upto: int | None = None, days: int = 0, limit: int = LARGEST
) -> list[Case]:
    """List the requests of a group in the order in which they came, without the evidence."""
    query = (
        select(CertificateRequest, Learner)
        .join(Learner, Learner.id == CertificateRequest.learner_id)
        .where(waits(), in_group(cohort_id), CertificateRequest.id > after)
        .order_by(CertificateRequest.id)
        .limit(limit)
    )
    if days:
        query = query.where(older_than(days))
    if upto is not None:
        query = query.where(CertificateRequest.id <= upto)
    return list(_cases(db.session.execute(query).all(), by))


def cases_of(request_ids: Collection[int], by: Staff) -> list[Case]:
    """List these requests, as far as they wait."""
    query = (
        select(CertificateRequest, Learner)
        .join(Learner, Learner.id == CertificateRequest.learner_id)
        .where(waits(), CertificateRequest.id.in_(request_ids))
        .order_by(CertificateRequest.id)
    )
    return list(_cases(db.session.execute(query).all(), by))


def _cases(rows: Sequence[Any], by: Staff) -> Iterator[Case]:
    ids, programme = [learner.id for _request, learner in rows], current_programme()
    done, results, shares = progress_of_many(ids), results_of_many(ids), class_shares(ids)
    own, staff = own_requests((request for request, _learner in rows), by), _staff(request for request, _l in rows)
    for request, learner in rows:
        award, one = Award(request.kind), learner.id
        earned = eligibility_in(
            programme, award, done.get(one, Progress({})), results.get(one, {}), shares.get(one, ())
        )
        signs = missing_characters(f"{learner.name_native or ''}{learner.name_latin or ''}")
        yield Case(
            request=request,
            learner=learner,
            asked_by=staff.get(request.asked_by_id or 0),
            first_by=staff.get(request.first_approved_by_id or 0),
            eligibility=earned,
            share=best_share(shares.get(one, ()), award),
            unprintable=signs,
            way=Way.OWN
            if request.id in own
            else _way(request, by, earned=earned.is_earned, printable=not signs, two=programme.second_approval),
        )


def _way(request: CertificateRequest, by: Staff, *, earned: bool, printable: bool, two: bool) -> Way:
    """Tell what an officer who does not teach the person may do."""
    if not earned:
        return Way.NOT_EARNED
    if not printable:
        return Way.NOT_PRINTABLE
    if not two:
        return Way.ISSUE
    if request.first_approved_by_id is None:
        return Way.FIRST
    return Way.MINE if request.first_approved_by_id == by.id else Way.ISSUE


def _staff(requests: Iterator[CertificateRequest]) -> dict[int, Staff]:
    every = list(requests)
    ids = {one.asked_by_id for one in every} | {one.first_approved_by_id for one in every}
    query = select(Staff).where(Staff.id.in_(ids - {None}))
    return {one.id: one for one in db.session.scalars(query)}


def _proofs(learner_ids: Collection[int]) -> dict[int, Proof]:
    tries, signals = sums_of_many(learner_ids), open_signals_about(learner_ids)
    return {one: Proof(tries.get(one, Tries()), len(signals.get(one, ()))) for one in learner_ids}
