"""Certificates of many people, some of one name, written straight into the register so that a test is quick."""

from __future__ import annotations

from collections.abc import Sequence

from app.audit.rules import SYSTEM
from app.certificates.codes import new_code
from app.certificates.entering import enter_issue
from app.certificates.models import Certificate
from app.certificates.numbering import Number
from app.certificates.statement import Statement
from app.core import clock
from app.core.database import db, unit_of_work
from app.learners.models import Learner
from tests.certificates.papers import a_statement

ISSUER = "XX-PRNT"
NAMES = ("Chea Vanna", "Kim Sopheak", "Meas Ratha", "Ngin Bopha", "Prak Sovann", "Sok Chanthou", "Yim Dara")


def named(place: int) -> str:
    return f"{NAMES[place % len(NAMES)]} {place:04d}"


@unit_of_work()
def certificates(
    names: Sequence[str], *, first: int = 1, locale: str = "en", learners: Sequence[Learner] = (), **changes: object
) -> list[Certificate]:
    """Issue a certificate to each of these names, in this order, with numbers that follow one another."""
    return [
        _issued(name, first + place, locale, learners[place].id if learners else None, changes)
        for place, name in enumerate(names)
    ]


def _issued(name: str, serial: int, locale: str, learner_id: int | None, changes: dict[str, object]) -> Certificate:
    now = clock.now()
    number = Number(ISSUER, now.year % 100, serial)
    code = new_code()
    statement: Statement = a_statement(
        locale,
        number=str(number),
        code=code,
        name_native=None,
        name_latin=name,
        check_address=f"HTTPS://WAYMARK.EXAMPLE.ORG/V/{number}/{code}",
        issued_on=now.date(),
        valid_until=None,
        **changes,
    )
    certificate = Certificate(
        number=str(number),
        issuer=number.issuer,
        year=number.year,
        serial=number.serial,
        code=code,
        learner_id=learner_id,
        kind=statement.kind,
        course_version=statement.course_version,
        statement=statement.to_json(),
        issued_at=now,
    )
    db.session.add(certificate)
    db.session.flush()
    enter_issue(certificate, statement, SYSTEM)
    return certificate
