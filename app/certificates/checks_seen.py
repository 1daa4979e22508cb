"""Who checked a certificate on line, for its holder: counted by day and country, without a name, address or moment.

What a holder sees is a courtesy and no evidence, so it never holds up a check and never makes one fail.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from babel import Locale
from sqlalchemy import delete, select
from sqlalchemy.exc import SQLAlchemyError

from app.certificates.models import Certificate, CertificateCheck
from app.core import clock
from app.core.database import db, dialect_insert, hurried_unit_of_work, unit_of_work
from app.core.i18n import SOURCE, locale_by_tag
from app.learners.models import Learner
from app.web.access import current_principal
from app.web.country import present_country
from app.web.logs import log

KEPT_FOR = timedelta(days=2 * 365 + 1)


@dataclass(frozen=True, slots=True)
class Seen:
    """How often a certificate was checked on a day from a country; empty where the country is not known."""

    day: date
    country: str
    count: int

    def country_in(self, tag: str) -> str:
        """Name the country in one of our languages; empty where it is not known."""
        locale = locale_by_tag(tag) or SOURCE
        return str(Locale.parse(locale.disk).territories.get(self.country, self.country))


def note_check(number: str) -> None:
    """Count that somebody checked a certificate just now, unless it is staff or the holder who looks."""
    try:
        if not _is_no_stranger(number):
            with hurried_unit_of_work():
                _count(number, present_country())
    except SQLAlchemyError as fault:
        db.session.rollback()
        log.warning("check-not-counted", fault=type(fault).__name__)


def checks_of(numbers: Collection[str]) -> dict[str, tuple[Seen, ...]]:
    """List by number who checked certificates, the last day first; one that nobody checked is left out."""
    query = (
        select(CertificateCheck)
        .where(CertificateCheck.number.in_(numbers))
        .order_by(CertificateCheck.day.desc(), CertificateCheck.count.desc(), CertificateCheck.country)
    )
    found: dict[str, tuple[Seen, ...]] = {}
    for one in db.session.scalars(query):
        found[one.number] = (*found.get(one.number, ()), Seen(one.day, one.country, one.count))
    return found


@unit_of_work()
def forget_old_checks() -> int:
    """Delete what was counted two years ago and before; return how many rows there were."""
    gone = db.session.execute(delete(CertificateCheck).where(CertificateCheck.day < clock.today() - KEPT_FOR))
    return int(gone.rowcount)  # type: ignore[attr-defined]


def _count(number: str, country: str) -> None:
    first = dialect_insert(CertificateCheck).values(number=number, day=clock.today(), country=country, count=1)
    db.session.execute(
        first.on_conflict_do_update(
            index_elements=[CertificateCheck.number, CertificateCheck.day, CertificateCheck.country],
            set_={"count": CertificateCheck.count + 1},
        )
    )


def _is_no_stranger(number: str) -> bool:
    """Tell whether the holder looks, or somebody of the staff; another learner is a stranger."""
    principal = current_principal()
    if not isinstance(principal, Learner):
        return principal is not None
    own = select(Certificate.id).where(Certificate.number == number, Certificate.learner_id == principal.id)
    return db.session.scalar(own) is not None
