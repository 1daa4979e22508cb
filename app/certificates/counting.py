"""Taking the next number: without gaps and without doubles, however many ask at once and whoever dies meanwhile.

The counter is a row and not a sequence of the database, because a sequence gives its number away even when the
transaction fails. The row stays locked until the transaction ends, so whoever takes a number commits soon.
"""

from __future__ import annotations

from sqlalchemy import update

from app.certificates.errors import NumbersUsedUp
from app.certificates.models import CertificateCounter
from app.certificates.numbering import LAST_SERIAL, Number
from app.core.database import db, insert_unless_there


def take_number(issuer: str, year: int) -> Number:
    """Take an issuer's next number of a year inside the present unit of work; raise NumbersUsedUp after the last."""
    serial = _count_on(issuer, year % 100)
    if serial is None:
        insert_unless_there(CertificateCounter, issuer=issuer, year=year % 100, taken=0)
        serial = _count_on(issuer, year % 100)
    if serial is None:
        raise NumbersUsedUp
    return Number(issuer, year % 100, serial)


def _count_on(issuer: str, year: int) -> int | None:
    statement = (
        update(CertificateCounter)
        .where(
            CertificateCounter.issuer == issuer,
            CertificateCounter.year == year,
            CertificateCounter.taken < LAST_SERIAL,
        )
        .values(taken=CertificateCounter.taken + 1)
        .returning(CertificateCounter.taken)
        .execution_options(synchronize_session=False)
    )
    return db.session.scalar(statement)
