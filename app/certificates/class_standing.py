"""How a whole class stands with its certificates; the same number of queries for three people and for five hundred."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.certificates.attending import class_shares
from app.certificates.models import Certificate, CertificateCurrent, CertificateRequest, RequestStatus
from app.certificates.queries import eligibility_in, standings_of
from app.certificates.rules import Eligibility, Standing, Wish
from app.cohorts.models import Cohort
from app.cohorts.queries import Member, members_of
from app.core.database import db
from app.course.queries import course
from app.learning.queries import progress_of_many
from app.learning.rules import Progress
from app.printing.glyphs import missing_characters
from app.programme.queries import current_programme
from app.programme.rules import Award
from app.quizzes.queries import results_of_many


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member of a class: the certificate they have, the last request for one, and what is missing."""

    member: Member
    eligibility: Eligibility
    certificate: Certificate | None
    standing: Standing | None
    request: CertificateRequest | None
    unprintable: tuple[str, ...]
    """Signs of the names for which there is no font on paper."""

    @property
    def is_waiting(self) -> bool:
        """Tell whether an officer still has to decide."""
        asked = self.request is not None and self.request.status == RequestStatus.WAITING
        return self.certificate is None and asked

    @property
    def is_half_approved(self) -> bool:
        """Tell whether a first officer approved, so that a second one still has to."""
        return self.is_waiting and self.request is not None and self.request.first_approved_at is not None

    @property
    def is_declined(self) -> bool:
        """Tell whether an officer said no to the last request."""
        return self.request is not None and self.request.status == RequestStatus.DECLINED

    @property
    def is_due(self) -> bool:
        """Tell whether the trainer may ask for the certificate now."""
        is_open = self.certificate is None and not self.is_waiting
        return is_open and self.eligibility.is_earned and not self.unprintable

    def wish(self, cohort: Cohort) -> Wish:
        """Choose the language of the paper: the learner's own where the class is taught in it, else the class's."""
        own = self.member.learner.locale
        has_journey = self.member.learner.destination is not None
        return Wish(own if own in cohort.locales else cohort.locale, help_lines=has_journey)


@dataclass(frozen=True, slots=True)
class ClassStanding:
    """Everybody in a class."""

    candidates: tuple[Candidate, ...]

    @property
    def due(self) -> list[Candidate]:
        """List those for whom the trainer may ask now."""
        return [one for one in self.candidates if one.is_due]

    @property
    def waiting(self) -> list[Candidate]:
        """List those about whom an officer still has to decide."""
        return [one for one in self.candidates if one.is_waiting]

    @property
    def returned(self) -> list[Candidate]:
        """List those about whose last request an officer said no."""
        return [one for one in self.candidates if one.is_declined and one.certificate is None]

    @property
    def certified(self) -> list[Candidate]:
        """List those who have a certificate, however it stands today."""
        return [one for one in self.candidates if one.certificate is not None]

    @property
    def not_due(self) -> list[Candidate]:
        """List those to whom something is missing."""
        return [one for one in self.candidates if not (one.is_due or one.is_waiting or one.certificate)]


def class_standing(cohort: Cohort) -> ClassStanding:
    """Tell how everybody in a class stands with the certificate it leads to."""
    return ClassStanding(tuple(_candidates(cohort, members_of(cohort))))


def _candidates(cohort: Cohort, members: Sequence[Member]) -> Iterator[Candidate]:
    ids, award = [member.learner.id for member in members], Award(cohort.award)
    certificates, requests = _certificates(ids, award), _requests(ids, award)
    standings = standings_of(certificates.values())
    done, results, shares = progress_of_many(ids), results_of_many(ids), class_shares(ids)
    programme = current_programme()
    for member in members:
        learner, one = member.learner, member.learner.id
        certificate = certificates.get(one)
        yield Candidate(
            member=member,
            eligibility=eligibility_in(
                programme, award, done.get(one, Progress({})), results.get(one, {}), shares.get(one, ())
            ),
            certificate=certificate,
            standing=standings[certificate.number] if certificate else None,
            request=requests.get(one),
            unprintable=missing_characters(f"{learner.name_native or ''}{learner.name_latin or ''}"),
        )


def _certificates(ids: Collection[int], award: Award) -> Mapping[int, Certificate]:
    query = (
        select(CertificateCurrent.learner_id, Certificate)
        .join(Certificate, Certificate.id == CertificateCurrent.certificate_id)
        .where(
            CertificateCurrent.learner_id.in_(ids),
            CertificateCurrent.kind == award.value,
            CertificateCurrent.course_version == course().version,
        )
    )
    return {row.learner_id: row.Certificate for row in db.session.execute(query)}


def _requests(ids: Collection[int], award: Award) -> Mapping[int, CertificateRequest]:
    """Find the last request for each."""
    query = (
        select(CertificateRequest)
        .where(CertificateRequest.learner_id.in_(ids), CertificateRequest.kind == award.value)
        .order_by(CertificateRequest.id)
    )
    return {request.learner_id: request for request in db.session.scalars(query)}
