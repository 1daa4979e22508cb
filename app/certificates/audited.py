"""How the audit is searched for learners, classes, requests and certificates, by what people type."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.audit.rules import Actor, Subject
from app.audit.subjects import SubjectKind, register_subject
from app.certificates.models import Certificate, CertificateRequest
from app.certificates.numbering import parse_number
from app.cohorts.queries import cohort_by_code
from app.core.database import db
from app.learners.models import Learner
from app.learners.numbering import read_number
from app.learners.queries import learner_by_number


def init_audited(app: Flask) -> None:
    """Let the audit find them."""
    register_subject(app, SubjectKind("learner", _l("Learner"), _of_learner, _learner_who_acts))
    register_subject(app, SubjectKind("cohort", _l("Class"), _class))
    register_subject(app, SubjectKind("certificate", _l("Certificate"), _certificate))
    # NOTE: A thing that somebody asked for: the request for a certificate.
    register_subject(app, SubjectKind("request", _l("Request")))
    register_subject(app, SubjectKind("signal", _l("Signal")))
    register_subject(app, SubjectKind("programme", _l("Programme")))
    register_subject(app, SubjectKind("centre", _l("Centre")))


def _of_learner(typed: str) -> Iterator[Subject]:
    """Find a learner by number, with their requests and certificates."""
    learner = _learner(typed)
    if learner is None:
        return
    yield Subject("learner", learner.id)
    for number in db.session.scalars(select(Certificate.number).where(Certificate.learner_id == learner.id)):
        yield Subject("certificate", number)
    requests = select(CertificateRequest.id).where(CertificateRequest.learner_id == learner.id)
    for request_id in db.session.scalars(requests):
        yield Subject("request", request_id)


def _class(typed: str) -> Iterator[Subject]:
    cohort = cohort_by_code(typed.strip().upper())
    if cohort is not None:
        yield Subject("cohort", cohort.id)


def _certificate(typed: str) -> Iterator[Subject]:
    """Find a certificate, with the request that led to it; one that is not in the register may still be asked for."""
    number = parse_number(typed)
    if number is None:
        return
    yield Subject("certificate", str(number))
    query = (
        select(CertificateRequest.id)
        .join(Certificate, Certificate.id == CertificateRequest.certificate_id)
        .where(Certificate.number == str(number))
    )
    for request_id in db.session.scalars(query):
        yield Subject("request", request_id)


def _learner_who_acts(typed: str) -> Actor | None:
    learner = _learner(typed)
    return Actor.learner(learner.id) if learner else None


def _learner(typed: str) -> Learner | None:
    number = read_number(typed)
    return learner_by_number(number) if number else None
