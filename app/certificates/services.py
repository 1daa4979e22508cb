"""Verbs of the register; each is one short transaction."""

from __future__ import annotations

from app.accounts.models import Staff
from app.audit.rules import Actor, Subject
from app.audit.services import record
from app.certificates.acts import ISSUED, REQUESTED
from app.certificates.codes import new_code
from app.certificates.composing import Draft, compose
from app.certificates.counting import take_number
from app.certificates.entering import enter_issue
from app.certificates.errors import (
    ApprovalNeeded,
    NotEligible,
    NotPrintable,
    PaperNotPrintable,
)
from app.certificates.models import Certificate, CertificateCurrent, CertificateRequest, RequestStatus
from app.certificates.queries import certificate_of, eligibility_of, is_code_taken, latest_request
from app.certificates.rules import Eligibility, Wish
from app.cohorts.models import Cohort
from app.core import clock
from app.core.database import db, unit_of_work
from app.learners.models import Learner
from app.printing.glyphs import missing_characters
from app.programme.queries import current_programme
from app.programme.rules import Award
from app.web.logs import log


def ask_for_certificate(*, learner: Learner, award: Award, wish: Wish) -> Certificate | CertificateRequest:
    """Issue what the learner has earned, or keep the request for an officer where the programme wants one to decide.

    Raises NotEligible and NotPrintable.
    """
    if current_programme().approval_needed:
        return request_certificate(learner=learner, award=award, wish=wish)
    return issue_certificate(learner=learner, award=award, wish=wish)


def issue_certificate(
    *, learner: Learner, award: Award, issued_by: Staff | None = None, wish: Wish | None = None
) -> Certificate:
    """Issue the certificate the learner has earned, or return the one already issued.

    ``issued_by`` is the officer who approved it, None where the programme issues by itself. Everything that takes
    time is done before the number is taken, because the counter is locked from then on. Raises ApprovalNeeded,
    NotEligible, whose message lists what is missing, and NotPrintable, which names the character.
    """
    issued = certificate_of(learner, award)
    if issued is not None:
        return issued
    programme = current_programme()
    if programme.second_approval or (issued_by is None and programme.approval_needed):
        raise ApprovalNeeded
    draft = checked_draft(learner, award, wish or Wish(learner.locale))
    with unit_of_work():
        return issued_to(learner, award) or issue(learner, draft, issued_by)


def request_certificate(*, learner: Learner, award: Award, wish: Wish) -> Certificate | CertificateRequest:
    """Keep a learner's request for an officer, or return the one that waits, or the certificate already issued.

    Raises NotEligible and NotPrintable, so that no officer decides about what could not be issued.
    """
    _check(learner, award)
    with unit_of_work():
        issued = issued_to(learner, award)
        return issued or _waiting(learner, award) or keep_request(learner, award, wish)


def checked_draft(learner: Learner, award: Award, wish: Wish) -> Draft:
    """Put together what a certificate would state; raise where it could not be issued."""
    draft = compose(learner, award, wish, _check(learner, award))
    missing = missing_characters(draft.text)
    if missing:
        log.error("unprintable", issuer=draft.issuer_code, characters=[f"U+{ord(sign):04X}" for sign in missing])
        raise PaperNotPrintable
    return draft


def _check(learner: Learner, award: Award) -> Eligibility:
    """Refuse what cannot be issued, before anything is taken."""
    earned = eligibility_of(learner, award)
    if not earned.is_earned:
        raise NotEligible(earned)
    check_printable(learner.name_native, learner.name_latin)
    return earned


def check_printable(*names: str | None) -> None:
    """Raise NotPrintable where the fonts lack a character of a name."""
    missing = missing_characters("".join(name or "" for name in names))
    if missing:
        raise NotPrintable(missing)


def issued_to(learner: Learner, award: Award) -> Certificate | None:
    """Look again for a certificate, with the learner's row locked, so that two who ask at once get the same one."""
    db.session.refresh(learner, with_for_update=True)
    return certificate_of(learner, award)


def issue(learner: Learner, draft: Draft, issued_by: Staff | None) -> Certificate:
    """Enter a certificate and let it count for the learner, inside the present unit of work."""
    certificate = register(learner, draft, issued_by)
    db.session.add(
        CertificateCurrent(
            learner_id=learner.id,
            kind=certificate.kind,
            course_version=certificate.course_version,
            certificate_id=certificate.id,
        )
    )
    db.session.flush()
    return certificate


def register(learner: Learner, draft: Draft, issued_by: Staff | None) -> Certificate:
    """Take the next number and write what it states, inside the present unit of work.

    Whoever calls this says which certificate counts for the learner from then on.
    """
    issued_at = clock.now()
    number = take_number(draft.issuer_code, issued_at.year)
    code = _free_code()
    statement = draft.state(number, code, issued_at.date())
    certificate = Certificate(
        number=str(number),
        issuer=number.issuer,
        year=number.year,
        serial=number.serial,
        code=code,
        learner_id=learner.id,
        kind=statement.kind,
        course_version=statement.course_version,
        course_digest=statement.course_digest,
        statement=statement.to_json(),
        issued_at=issued_at,
        issued_by_id=issued_by.id if issued_by else None,
        valid_until=statement.valid_until,
    )
    db.session.add(certificate)
    db.session.flush()
    actor = Actor.staff(issued_by.id) if issued_by else Actor.learner(learner.id)
    record(ISSUED, actor=actor, subject=Subject("certificate", certificate.number), detail={"learner": learner.id})
    enter_issue(certificate, statement, actor)
    return certificate


def _free_code() -> str:
    """Draw a code that no certificate carries; forty bits are drawn double now and then among millions."""
    code = new_code()
    while is_code_taken(code):
        code = new_code()
    return code


def _waiting(learner: Learner, award: Award) -> CertificateRequest | None:
    latest = latest_request(learner, award)
    return latest if latest and latest.status == RequestStatus.WAITING else None


def keep_request(
    learner: Learner, award: Award, wish: Wish, *, cohort: Cohort | None = None, by: Staff | None = None
) -> CertificateRequest:
    """Write a request down, inside the present unit of work; a trainer asks for a class of theirs."""
    request = CertificateRequest(
        learner_id=learner.id,
        kind=award.value,
        locale=wish.locale,
        help_lines=wish.help_lines,
        status=RequestStatus.WAITING.value,
        asked_at=clock.now(),
        cohort_id=cohort.id if cohort else None,
        asked_by_id=by.id if by else None,
    )
    db.session.add(request)
    db.session.flush()
    actor = Actor.staff(by.id) if by else Actor.learner(learner.id)
    record(REQUESTED, actor=actor, subject=Subject("request", request.id))
    return request
