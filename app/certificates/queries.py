"""Reads of the register, of requests, and of what is still missing for an award."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from app.accounts.models import Staff
from app.certificates.attending import class_shares
from app.certificates.errors import NoSuchCertificate, NoSuchRequest
from app.certificates.life import Act, Stand, stand_of
from app.certificates.log_models import CertificateEvent
from app.certificates.models import Certificate, CertificateCurrent, CertificateRequest, RequestStatus
from app.certificates.rules import (
    ClassShare,
    Eligibility,
    Standing,
    absence,
    eligibility,
    required_modules,
    standing,
)
from app.cohorts.models import CohortMember, CohortTrainer
from app.core import clock
from app.core.database import db
from app.course.queries import course
from app.learners.models import Learner
from app.learning.models import LessonProgress
from app.learning.queries import progress_of
from app.learning.rules import Progress
from app.programme.models import Programme
from app.programme.queries import current_programme
from app.programme.rules import Award
from app.quizzes.models import Attempt
from app.quizzes.queries import Results, results_of


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate that a learner has, and how it stands today."""

    certificate: Certificate
    award: Award
    standing: Standing
    replaced_by: str | None = None
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class Prospect:
    """An award that a learner does not have yet: what is missing, or the request that waits or was declined."""

    award: Award
    eligibility: Eligibility
    request: CertificateRequest | None

    @property
    def is_waiting(self) -> bool:
        """Tell whether an officer still has to decide."""
        return self.request is not None and self.request.status == RequestStatus.WAITING


def eligibility_of(learner: Learner, award: Award) -> Eligibility:
    """Compare what a learner did with what an award asks for in this programme."""
    return _eligibilities(learner, [award])[award]


def _eligibilities(learner: Learner, awards: Iterable[Award]) -> dict[Award, Eligibility]:
    done, results, shares = progress_of(learner), results_of(learner), class_shares([learner.id]).get(learner.id, [])
    return {award: eligibility_in(current_programme(), award, done, results, shares) for award in awards}


def eligibility_in(
    programme: Programme, award: Award, done: Progress, results: Results, shares: Iterable[ClassShare]
) -> Eligibility:
    """Compare what somebody did with what an award asks for in a programme."""
    missed = absence(shares, award, share=programme.attendance_share, class_needed=programme.class_needed)
    return eligibility(required_modules(course(), programme.completion, award), done, results, missed)


def certificate_of(learner: Learner, award: Award) -> Certificate | None:
    """Find what the register says of this learner and award under the present version of the course.

    A revoked certificate is found as well, so that nobody gets a new one by asking again.
    """
    query = (
        select(Certificate)
        .join(CertificateCurrent, CertificateCurrent.certificate_id == Certificate.id)
        .where(
            CertificateCurrent.learner_id == learner.id,
            CertificateCurrent.kind == award.value,
            CertificateCurrent.course_version == course().version,
        )
    )
    return db.session.scalar(query)


def held_by(learner: Learner) -> tuple[Held, ...]:
    """List a learner's certificates, the newest first."""
    query = select(Certificate).where(Certificate.learner_id == learner.id).order_by(Certificate.id.desc())
    certificates = db.session.scalars(query).all()
    stands = stands_of([one.number for one in certificates])
    replaces = {stand.replaced_by: number for number, stand in stands.items() if stand.replaced_by}
    return tuple(_held(one, stands.get(one.number, Stand()), replaces.get(one.number)) for one in certificates)


def _held(certificate: Certificate, stand: Stand, replaces: str | None) -> Held:
    held = standing(stand.status, certificate.valid_until, clock.today())
    return Held(certificate, Award(certificate.kind), held, stand.replaced_by, replaces)


def prospects_of(learner: Learner) -> tuple[Prospect, ...]:
    """List the awards that a learner does not have yet under the present version of the course."""
    missing = [award for award in Award if certificate_of(learner, award) is None]
    if not missing:
        return ()
    return tuple(
        Prospect(award, earned, latest_request(learner, award))
        for award, earned in _eligibilities(learner, missing).items()
    )


def own_certificate(learner: Learner, number: str) -> Certificate:
    """Find a certificate of this learner; raise NoSuchCertificate where there is none or it is another's."""
    query = select(Certificate).where(Certificate.number == number, Certificate.learner_id == learner.id)
    found = db.session.scalar(query)
    if found is None:
        raise NoSuchCertificate
    return found


def standing_of(certificate: Certificate) -> Standing:
    """Tell how a certificate stands today."""
    return standing(stand_of_number(certificate.number).status, certificate.valid_until, clock.today())


def standings_of(certificates: Iterable[Certificate]) -> dict[str, Standing]:
    """Tell how certificates stand today, by their numbers; with one query."""
    every, today = list(certificates), clock.today()
    stands = stands_of([one.number for one in every])
    return {one.number: standing(stands.get(one.number, Stand()).status, one.valid_until, today) for one in every}


def stand_of_number(number: str) -> Stand:
    """Tell how the log says a certificate stands."""
    return stands_of([number]).get(number, Stand())


def stands_of(numbers: Collection[str] | None = None) -> dict[str, Stand]:
    """Tell how the log says certificates stand, these or all of them; what only was issued is left out."""
    acts = [Act.SUPERSEDED.value, Act.REVOKED.value, Act.REINSTATED.value]
    query = select(CertificateEvent).where(CertificateEvent.act.in_(acts)).order_by(CertificateEvent.id)
    if numbers is not None:
        query = query.where(CertificateEvent.number.in_(numbers))
    happened: dict[str, list[CertificateEvent]] = {}
    for event in db.session.scalars(query):
        happened.setdefault(event.number, []).append(event)
    return {number: stand_of(events) for number, events in happened.items()}


def events_of(number: str) -> Sequence[CertificateEvent]:
    """List what happened to a certificate, in its order."""
    query = select(CertificateEvent).where(CertificateEvent.number == number).order_by(CertificateEvent.id)
    return db.session.scalars(query).all()


def certificate_by_number(number: str) -> Certificate:
    """Find a certificate; raise NoSuchCertificate where there is none."""
    found = db.session.scalar(select(Certificate).where(Certificate.number == number))
    if found is None:
        raise NoSuchCertificate
    return found


def is_code_taken(code: str) -> bool:
    """Tell whether a certificate carries this code already."""
    return db.session.scalar(select(Certificate.id).where(Certificate.code == code)) is not None


def latest_request(learner: Learner, award: Award) -> CertificateRequest | None:
    """Find the learner's last request for an award."""
    query = (
        select(CertificateRequest)
        .where(CertificateRequest.learner_id == learner.id, CertificateRequest.kind == award.value)
        .order_by(CertificateRequest.id.desc())
        .limit(1)
    )
    return db.session.scalar(query)


def request_by_id(request_id: int) -> CertificateRequest:
    """Find a request; raise NoSuchRequest where there is none."""
    found = db.session.get(CertificateRequest, request_id)
    if found is None:
        raise NoSuchRequest
    return found


def learner_of(request: CertificateRequest) -> Learner:
    """Find who made a request."""
    return db.session.get_one(Learner, request.learner_id)


def own_requests(requests: Iterable[CertificateRequest], by: Staff) -> set[int]:
    """Sort out the requests about people whom somebody teaches or taught, or for whom they asked; with one query."""
    asked = list(requests)
    taught = (
        select(CohortMember.learner_id)
        .join(CohortTrainer, CohortTrainer.cohort_id == CohortMember.cohort_id)
        .where(CohortTrainer.staff_id == by.id, CohortMember.learner_id.in_([one.learner_id for one in asked]))
    )
    learners = set(db.session.scalars(taught))
    return {one.id for one in asked if one.asked_by_id == by.id or one.learner_id in learners}


def course_days(learner: Learner, required: Eligibility) -> tuple[date, date]:
    """Tell on which day a learner began the course and on which day they had done all that an award asks for."""
    modules = [module.id for module in required.required]
    lessons = [lesson.key for module in required.required for lesson in module.lessons]
    attempts = select(func.min(Attempt.started_at)).where(Attempt.learner_id == learner.id)
    progress = select(func.min(LessonProgress.updated_at), func.max(LessonProgress.updated_at)).where(
        LessonProgress.learner_id == learner.id, LessonProgress.lesson.in_(lessons)
    )
    first_seen, last_seen = db.session.execute(progress).one()
    first_tried = db.session.scalar(attempts)
    passed = [result.passed_at for module, result in results_of(learner).items() if module in modules]
    began = min(day for day in (learner.created_at, first_seen, first_tried) if day)
    ended = max(day for day in (last_seen, *passed) if day)
    return _day(began), _day(ended)


def _day(moment: datetime) -> date:
    return moment.date()
