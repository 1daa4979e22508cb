"""Certificates of people with many kinds of names, given through the register without doing the course first."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace

from app.certificates.composing import Draft, compose
from app.certificates.models import Certificate, CertificateCurrent
from app.certificates.queries import eligibility_of
from app.certificates.rules import Wish
from app.certificates.services import register
from app.core import clock
from app.core.database import db, unit_of_work
from app.learners.models import Learner
from app.learners.numbering import new_number
from app.learners.rules import search_key
from app.programme.models import Programme
from app.programme.queries import current_programme
from app.programme.rules import Award
from app.register.queries import Found, How, Narrowing, find
from app.register.typed import read
from tests.certificates.people import a_graduate, a_programme

Give = Callable[..., Certificate]


def giving() -> Give:
    """Draw up one statement, and give it to whoever is named."""
    if db.session.query(Programme).count() == 0:
        a_programme()
    draft = compose(
        teacher := a_graduate(), Award.CORE, Wish("km", help_lines=False), eligibility_of(teacher, Award.CORE)
    )
    assert current_programme()

    def give(native: str | None = None, latin: str | None = None, learner: Learner | None = None) -> Certificate:
        return given(draft, native, latin, learner)

    return give


@unit_of_work()
def given(draft: Draft, native: str | None, latin: str | None, learner: Learner | None = None) -> Certificate:
    holder = learner or a_person(native, latin)
    names = {"name_native": holder.name_native, "name_latin": holder.name_latin}
    certificate = register(holder, replace(draft, parts={**draft.parts, **names}), None)
    values = {"kind": certificate.kind, "course_version": certificate.course_version}
    db.session.add(CertificateCurrent(learner_id=holder.id, certificate_id=certificate.id, **values))
    return certificate


@unit_of_work()
def a_person(native: str | None, latin: str | None) -> Learner:
    learner = Learner(
        number=new_number(),
        name_native=native,
        name_latin=latin,
        name_key=search_key(native, latin),
        locale="km",
        session_token=secrets.token_hex(8),
        created_at=clock.now(),
    )
    db.session.add(learner)
    db.session.flush()
    return learner


def looked_for(text: str, how: How = How.BEGINS, **narrowing: object) -> Found:
    return find(read(text), Narrowing(**narrowing), how)  # type: ignore[arg-type]


def numbers(found: Found) -> list[str]:
    return [row.number for row in (*found.rows, *found.near)]
