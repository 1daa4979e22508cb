"""The verb of editors: decide about a fact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.exc import IntegrityError

from app.accounts.models import Staff
from app.audit.rules import Actor, Detail, Subject
from app.audit.services import record
from app.core import clock
from app.core.database import db, unit_of_work
from app.course.fact_catalogue import Confidence
from app.course.queries import facts_in_files
from app.editing.acts import FACT_ACTS
from app.editing.checks import faults_of_edit
from app.editing.errors import ChangedMeanwhile, FaultyEdit
from app.editing.models import FactEdit
from app.editing.queries import all_edits, known_state, last_number
from app.editing.records import edit_of, present_words, words_record
from app.editing.revision import forget_revision
from app.editing.rules import Act, FactState, Manner, NewWords, edited, revised


@dataclass(frozen=True, slots=True)
class Decision:
    """What an editor sends: the act, the digest of what they saw, and what belongs to the act."""

    act: Act
    seen: str
    checked_on: date | None = None
    manner: Manner | None = None
    confidence: Confidence | None = None
    note: str | None = None
    settles: bool = False
    new: NewWords | None = None
    still_right: tuple[str, ...] = ()


def decide(*, fact_id: str, decision: Decision, by: Staff) -> None:
    """Add an edit and let learners see it.

    Raises ChangedMeanwhile where the editor saw an older state, and FaultyEdit where a rule is broken; neither
    changes anything. A note is taken whatever else happened.
    """
    try:
        with unit_of_work():
            _add(fact_id, decision, by)
    except IntegrityError:
        raise ChangedMeanwhile from None
    finally:
        forget_revision()


def _add(fact_id: str, decision: Decision, by: Staff) -> None:
    # The number is read first: whatever comes in after it either shows in the state or takes the same number.
    number = last_number(fact_id) + 1
    book = revised(facts_in_files(), all_edits())
    before = known_state(book, fact_id)
    if decision.seen != before.seen and decision.act is not Act.NOTE:
        raise ChangedMeanwhile
    row = _row(fact_id, number, decision, before, by)
    edit = edit_of(row, by.username)
    if faults := list(faults_of_edit(book, before, edited(before, edit), edit, clock.today())):
        raise FaultyEdit(faults)
    db.session.add(row)
    db.session.flush()
    detail: Detail = {"number": row.number, "edit": edit.key}
    record(FACT_ACTS[decision.act], actor=Actor.staff(by.id), subject=Subject("fact", fact_id), detail=detail)


def _row(fact_id: str, number: int, decision: Decision, before: FactState, by: Staff) -> FactEdit:
    return FactEdit(
        at=clock.now(),
        staff_id=by.id,
        fact=fact_id,
        number=number,
        act=decision.act.value,
        seen=before.seen,
        words=before.words,
        checked_on=decision.checked_on,
        manner=decision.manner.value if decision.manner else None,
        confidence=decision.confidence.value if decision.confidence else None,
        note=decision.note,
        settles=decision.settles,
        new=words_record(decision.new) if decision.new else None,
        old=words_record(present_words(before)) if decision.new else None,
        still_right=_tags(decision.still_right),
    )


def _tags(tags: Iterable[str]) -> list[str] | None:
    return sorted(tags) or None
