"""Who is counted, as queries: each person of a base once, with their groups, the month, and what else is summed.

What the records hold of a person counts: their own record first, then the journey of the last class they were in.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Label,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from app.certificates.life import Act
from app.certificates.log_models import CertificateEvent
from app.certificates.models import Certificate
from app.cohorts.models import Cohort, CohortMember
from app.core.database import UtcDateTime, db
from app.figures.rules import UNKNOWN, Base, Dimension
from app.learners.models import Learner
from app.learners.record_models import LearnerRecord
from app.programme.centre_models import Centre
from app.quizzes.models import Attempt
from app.quizzes.rules import Purpose

Chosen = Select[*tuple[Any, ...]]
GROUPS = tuple(dimension.value for dimension in Dimension)


def month_of(moment: ColumnElement[datetime]) -> ColumnElement[str]:
    """Write the month of a moment, in UTC, as ``2026-03``."""
    if db.engine.dialect.name == "postgresql":
        return func.to_char(func.timezone("UTC", moment), "YYYY-MM", type_=String)
    return func.strftime("%Y-%m", moment, type_=String)


def days_between(first: ColumnElement[datetime], last: ColumnElement[datetime]) -> ColumnElement[int]:
    """Count the midnights, in UTC, between two moments."""
    if db.engine.dialect.name == "postgresql":
        day = [cast(func.date_trunc("day", func.timezone("UTC", one)), db.Date) for one in (last, first)]
        return cast(day[0] - day[1], Integer)
    return cast(func.julianday(func.date(last)) - func.julianday(func.date(first)), Integer)


def persons() -> CTE:
    """Give every learner with their groups."""
    last = select(func.max(CohortMember.id)).group_by(CohortMember.learner_id)
    member = select(CohortMember.learner_id, CohortMember.cohort_id).where(CohortMember.id.in_(last)).subquery()
    origin = func.coalesce(Learner.origin, Cohort.origin, "")
    destination = func.coalesce(Learner.destination, Cohort.destination, "")
    groups = {
        Dimension.PROVINCE: func.coalesce(func.trim(LearnerRecord.province), UNKNOWN),
        Dimension.CENTRE: func.coalesce(Centre.code, UNKNOWN),
        Dimension.SEX: func.coalesce(LearnerRecord.sex, UNKNOWN),
        Dimension.CORRIDOR: case((or_(origin != "", destination != ""), origin + "-" + destination), else_=UNKNOWN),
        Dimension.LANGUAGE: Learner.locale,
        Dimension.SECTOR: func.coalesce(Learner.sector, Cohort.sector, UNKNOWN),
    }
    return (
        select(Learner.id, Learner.created_at, *(groups[one].label(one.value) for one in Dimension))
        .outerjoin(LearnerRecord, LearnerRecord.learner_id == Learner.id)
        .outerjoin(member, member.c.learner_id == Learner.id)
        .outerjoin(Cohort, Cohort.id == member.c.cohort_id)
        .outerjoin(Centre, Centre.id == Cohort.centre_id)
        .cte("person")
    )


def joined(modules: Sequence[str]) -> Chosen:
    """Select who joined, with whether they passed each module's quiz since."""
    person = persons()
    passed = _passes(modules)
    return select(
        literal(Base.JOINED.value).label("base"),
        month_of(person.c.created_at).label("month"),
        *_groups(person),
        *(func.coalesce(passed.c[module], 0).label(f"value_{place}") for place, module in enumerate(modules)),
    ).outerjoin(passed, passed.c.learner_id == person.c.id)


def certified() -> Chosen:
    """Select who was given a certificate that was not taken back, by kind, with the days since they joined.

    Somebody with several of one kind, renewed or replaced, counts once, in the month of the first. Whoever was
    erased from the register counts as somebody of whom nothing is known.
    """
    person = persons()
    holder = func.coalesce(Certificate.learner_id, -Certificate.id)
    ended = _ended()
    first = (
        select(
            func.max(Certificate.learner_id).label("learner_id"),
            Certificate.kind.label("base"),
            func.min(Certificate.issued_at, type_=UtcDateTime).label("at"),
        )
        .outerjoin(ended, ended.c.number == Certificate.number)
        .group_by(holder, Certificate.kind)
        .having(func.count() > func.count(ended.c.number))
        .subquery("first")
    )
    return select(
        first.c.base,
        month_of(first.c.at).label("month"),
        *_groups(person),
        days_between(person.c.created_at, first.c.at).label("days"),
    ).select_from(first.outerjoin(person, person.c.id == first.c.learner_id))


def tried() -> Chosen:
    """Select who tried a module's quiz, by module and month of the first try; passed at once, and passed ever."""
    person = persons()
    sent = (Attempt.purpose == Purpose.QUIZ.value, Attempt.submitted_at.is_not(None), Attempt.learner_id.is_not(None))
    place = func.row_number().over(
        partition_by=(Attempt.learner_id, Attempt.module), order_by=(Attempt.submitted_at, Attempt.id)
    )
    tries = select(
        Attempt.learner_id, Attempt.module, Attempt.submitted_at, Attempt.passed, place.label("place")
    ).where(*sent)
    one = tries.subquery("try")
    passed = cast(one.c.passed, Integer)
    each = (
        select(
            one.c.learner_id,
            one.c.module,
            func.min(one.c.submitted_at, type_=UtcDateTime).label("at"),
            func.max(case((one.c.place == 1, passed), else_=0)).label("first"),
            func.max(passed).label("ever"),
        )
        .group_by(one.c.learner_id, one.c.module)
        .subquery("each_module")
    )
    return select(
        (literal(f"{Base.QUIZ}:") + each.c.module).label("base"),
        month_of(each.c.at).label("month"),
        *_groups(person),
        each.c.first.label("value_0"),
        each.c.ever.label("value_1"),
    ).join(person, person.c.id == each.c.learner_id)


def checked() -> Chosen:
    """Select who took both checks, by month of the second; what was asked and right, and who knew more after."""
    person = persons()
    before, after = _first_check(Purpose.BEFORE), _first_check(Purpose.AFTER)
    more = case((after.c.right_count * before.c.asked > before.c.right_count * after.c.asked, 1), else_=0)
    return (
        select(
            literal(Base.CHECKS.value).label("base"),
            month_of(after.c.at).label("month"),
            *_groups(person),
            before.c.right_count.label("value_0"),
            before.c.asked.label("value_1"),
            after.c.right_count.label("value_2"),
            after.c.asked.label("value_3"),
            more.label("value_4"),
        )
        .join(before, before.c.learner_id == person.c.id)
        .join(after, after.c.learner_id == person.c.id)
    )


def _groups(person: CTE) -> list[Label[str]]:
    return [func.coalesce(person.c[group], UNKNOWN).label(group) for group in GROUPS]


def _passes(modules: Sequence[str]) -> CTE:
    """Give, by learner, whether each module's quiz was ever passed."""
    columns = [func.max(case((Attempt.module == module, 1), else_=0)).label(module) for module in modules]
    return (
        select(Attempt.learner_id, *columns)
        .where(Attempt.purpose == Purpose.QUIZ.value, Attempt.passed.is_(True), Attempt.learner_id.is_not(None))
        .group_by(Attempt.learner_id)
        .cte("passes")
    )


def _ended() -> CTE:
    """Give the numbers of the certificates that do not count any more: replaced, or taken back and not reinstated."""
    later = aliased(CertificateEvent)
    reinstated = select(later.id).where(
        later.number == CertificateEvent.number,
        later.id > CertificateEvent.id,
        later.act == Act.REINSTATED.value,
    )
    ends = (Act.SUPERSEDED.value, Act.REVOKED.value)
    return (
        select(CertificateEvent.number)
        .where(CertificateEvent.act.in_(ends), ~reinstated.exists())
        .distinct()
        .cte("ended")
    )


def _first_check(purpose: Purpose) -> CTE:
    """Give each learner's first check of a kind; of two, made with and without an account, the first counts."""
    place = func.row_number().over(partition_by=Attempt.learner_id, order_by=(Attempt.submitted_at, Attempt.id))
    every = (
        select(
            Attempt.learner_id,
            Attempt.right_count,
            Attempt.asked,
            Attempt.submitted_at.label("at"),
            place.label("place"),
        )
        .where(
            and_(Attempt.purpose == purpose.value, Attempt.submitted_at.is_not(None), Attempt.learner_id.is_not(None))
        )
        .subquery()
    )
    return select(every).where(every.c.place == 1).cte(f"check_{purpose.value}")
