"""The life of a certificate line by line: the register's log, how it was asked for, and what other rooms know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from flask import Flask, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Staff
from app.audit.rules import ActorKind
from app.certificates.life import Act, Reason
from app.certificates.life_entries import LifeEntry, entries_of, register_life_entries
from app.certificates.life_queries import Life
from app.certificates.life_words import ACTS, REASON_WORDS
from app.certificates.log_models import CertificateEvent
from app.certificates.models import Certificate, CertificateRequest
from app.certificates.queries import certificate_by_number
from app.certificates.replacement_models import Answer
from app.certificates.replacement_queries import replacements_of
from app.cohorts.models import Cohort
from app.core.database import db


def init_life_lines(app: Flask) -> None:
    """Have the page of a certificate tell how it was asked for, and what was proposed."""
    register_life_entries(app, _asked)
    register_life_entries(app, _proposed)


def lines_of(life: Life) -> list[LifeEntry]:
    """List all that happened, in its order; of what happened at one moment the request comes first."""
    own = [_line(event, life.usernames) for event in life.events]
    return sorted([*entries_of(life.certificate.number), *own], key=lambda entry: entry.at)


def _line(event: CertificateEvent, names: Mapping[int, str]) -> LifeEntry:
    replacement = event.replacement
    return LifeEntry(
        at=event.at,
        what=ACTS[Act(event.act)],
        who=_who(event, names),
        why=REASON_WORDS[Reason(event.reason)] if event.reason else "",
        note=event.note or "",
        address=url_for("life_desk.life", number=replacement) if replacement else None,
        told=replacement or "",
    )


def _who(event: CertificateEvent, names: Mapping[int, str]) -> str:
    if event.actor_kind == ActorKind.SYSTEM:
        return str(_("Waymark"))
    if event.actor_kind == ActorKind.LEARNER:
        return str(_("the learner"))
    first = names.get(event.actor_id or 0, str(event.actor_id))
    if not event.second_id:
        return first
    second = names.get(event.second_id, str(event.second_id))
    return f"{first}, {_('confirmed by %(username)s', username=second)}"


def _asked(number: str) -> Iterator[LifeEntry]:
    """Tell who asked for a certificate, and who approved it first where two officers did."""
    query = (
        select(CertificateRequest, Cohort)
        .join(Certificate, Certificate.id == CertificateRequest.certificate_id)
        .outerjoin(Cohort, Cohort.id == CertificateRequest.cohort_id)
        .where(Certificate.number == number)
    )
    row = db.session.execute(query).one_or_none()
    if row is None:
        return
    request, cohort = row
    names = _usernames([request.asked_by_id, request.first_approved_by_id])
    asker = names.get(request.asked_by_id, "") if request.asked_by_id else _("the learner")
    yield LifeEntry(request.asked_at, _("Asked for"), asker, note=cohort.title if cohort else "")
    if request.first_approved_at is not None:
        yield LifeEntry(
            request.first_approved_at, _("First approval"), names.get(request.first_approved_by_id or 0, "")
        )


def _proposed(number: str) -> Iterator[LifeEntry]:
    """Tell what was proposed to stand in a certificate's place."""
    proposals = replacements_of(certificate_by_number(number))
    names = _usernames([one.by_id for one in proposals] + [one.answered_by_id for one in proposals])
    for one in proposals:
        why = REASON_WORDS[Reason(one.reason)]
        yield LifeEntry(one.at, _("Asked to give a new one in its place"), names[one.by_id], why, one.note or "")
        if one.answered_at is not None and one.answered_by_id is not None:
            what = _("Confirmed what was asked") if one.answer == Answer.DONE else ACTS[Act.WITHDREW_PROPOSAL]
            yield LifeEntry(one.answered_at, what, names[one.answered_by_id])


def _usernames(ids: Iterable[int | None]) -> dict[int, str]:
    rows = db.session.execute(select(Staff.id, Staff.username).where(Staff.id.in_(set(ids) - {None})))
    return {row.id: row.username for row in rows}
