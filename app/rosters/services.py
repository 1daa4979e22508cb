"""Verbs about rosters: note who was seen beside a row, and bring a confirmed roster in, all or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.accounts.models import Staff
from app.audit.rules import Actor, Subject
from app.audit.services import record
from app.cohorts.enrolling import add_members
from app.cohorts.errors import CohortClosed
from app.cohorts.models import Cohort
from app.cohorts.services import subject_of
from app.core import clock
from app.core.database import db, unit_of_work
from app.course.corridor import Corridor
from app.learners.enrolling import Told, enrol, write_down
from app.learners.models import Learner
from app.learners.services import change_names
from app.rosters.acts import LEARNER_COMPARED, ROSTER_COMPARED, ROSTER_EXPORTED, ROSTER_IMPORTED
from app.rosters.columns import Column
from app.rosters.drafts import Draft, draft_of, drop_draft, keep_draft
from app.rosters.errors import Unanswered
from app.rosters.models import RosterImport, RosterLine
from app.rosters.people import Person
from app.rosters.proposing import Proposal, propose
from app.rosters.rules import Fate, Outcome


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of bringing a roster in."""

    done: RosterImport | None
    """None where everything was there already."""
    left: str | None
    """The token of a draft with the rows that did not come in; None where all did."""


@unit_of_work()
def note_compared(*, cohort: Cohort, proposal: Proposal, by: Staff) -> None:
    """Note how many rows were compared, and each learner of elsewhere who is shown beside one."""
    offered = {option.value for one in proposal.outcomes for question in one.questions for option in question.options}
    shown = {one.learner_id for one in proposal.outcomes} | {
        known for known in proposal.known if f"learner-{known}" in offered
    }
    elsewhere = sorted(one for one in shown if one is not None and not proposal.known[one].is_here)
    detail = {"rows": len(proposal.outcomes), "known": len(elsewhere)}
    record(ROSTER_COMPARED, actor=Actor.staff(by.id), subject=subject_of(cohort), detail=detail)
    for learner_id in elsewhere:
        subject = Subject("learner", learner_id)
        record(LEARNER_COMPARED, actor=Actor.staff(by.id), subject=subject, detail={"cohort": cohort.id})


@unit_of_work()
def import_roster(*, cohort: Cohort, token: str, choices: Mapping[str, str], by: Staff) -> Imported:
    """Bring in what a draft holds, as the answers say; raise Unanswered, CohortClosed or NoSuchDraft.

    Everything is read and compared anew, for the register may have changed since the page was drawn. Nothing that is
    known of a learner is overwritten.
    """
    draft = draft_of(cohort, token, by)
    proposal = propose(cohort, draft, choices)
    if proposal.open_questions:
        raise Unanswered
    if not cohort.is_open:
        raise CohortClosed
    learners = _made(cohort, proposal)
    filled = _filled(proposal, learners, by)
    order = [learner for one in proposal.outcomes if (learner := learners.get(one.row.key)) is not None]
    add_members(cohort=cohort, learner_ids=order, by=by)
    _remember_lines(cohort, proposal, learners)
    done = None if proposal.changes_nothing else _written(cohort, draft, proposal, filled, by)
    rest = proposal.left_behind
    drop_draft(cohort=cohort, token=token, by=by)
    left = keep_draft(cohort=cohort, tables=rest, file_digest=draft.file_digest, by=by) if rest else None
    return Imported(done, left)


@unit_of_work()
def note_export(*, cohort: Cohort, by: Staff) -> None:
    """Note that somebody downloaded the people of a class with their numbers."""
    record(ROSTER_EXPORTED, actor=Actor.staff(by.id), subject=subject_of(cohort))


def _made(cohort: Cohort, proposal: Proposal) -> dict[str, int]:
    """Make the new learners, and tell whom each row is, by its key; rows left out are nobody."""
    new = [one for one in proposal.outcomes if one.fate is Fate.NEW]
    corridor = Corridor(cohort.origin, cohort.destination, cohort.sector)
    made = enrol(people=[_told(one.row.person) for one in new], locale=cohort.locale, corridor=corridor)
    learners = {one.row.key: learner.id for one, learner in zip(new, made, strict=True)}
    for one in proposal.outcomes:
        if one.fate in (Fate.JOINS, Fate.HERE) and one.learner_id is not None:
            learners[one.row.key] = one.learner_id
        elif one.fate is Fate.DOUBLE and one.same_as in learners:
            learners[one.row.key] = learners[one.same_as]
    return learners


def _filled(proposal: Proposal, learners: Mapping[str, int], by: Staff) -> int:
    """Write down what is new of people we know and of those who stand twice, and count those we knew."""
    adding = [one for one in proposal.outcomes if (one.fills or one.fate is Fate.DOUBLE) and one.row.key in learners]
    write_down(told=[(learners[one.row.key], _told(one.row.person)) for one in adding])
    _fill_names([one for one in adding if {Column.NAME, Column.LATIN} & set(one.fills)], by)
    return len({one.learner_id for one in adding if one.fills})


def _fill_names(adding: Sequence[Outcome], by: Staff) -> None:
    for one in adding:
        learner, person = db.session.get_one(Learner, one.learner_id), one.row.person
        native, latin = learner.name_native or person.native, learner.name_latin or person.latin
        change_names(learner=learner, native=native, latin=latin, by=by)


def _remember_lines(cohort: Cohort, proposal: Proposal, learners: Mapping[str, int]) -> None:
    """Keep whom each line was, unless that is kept already."""
    count = func.count(RosterLine.id)
    query = select(RosterLine.digest, count).where(RosterLine.cohort_id == cohort.id).group_by(RosterLine.digest)
    kept = Counter({row[0]: row[1] for row in db.session.execute(query)})
    seen: Counter[str] = Counter()
    for one in proposal.outcomes:
        line, learner_id = proposal.traits[one.row.key].line, learners.get(one.row.key)
        if learner_id is None:
            continue
        if seen[line] >= kept[line]:
            row = RosterLine(cohort_id=cohort.id, digest=line, occurrence=seen[line], learner_id=learner_id)
            db.session.add(row)
        seen[line] += 1
    db.session.flush()


def _written(cohort: Cohort, draft: Draft, proposal: Proposal, filled: int, by: Staff) -> RosterImport:
    counts = proposal.counts
    row = RosterImport(
        cohort_id=cohort.id,
        staff_id=by.id,
        at=clock.now(),
        token=draft.token,
        file_digest=draft.file_digest,
        rows=len(proposal.outcomes),
        made=counts[Fate.NEW],
        joined=counts[Fate.JOINS],
        filled=filled,
        left_out=counts[Fate.OUT] + counts[Fate.BROKEN],
    )
    db.session.add(row)
    db.session.flush()
    detail = {"made": row.made, "joined": row.joined, "filled": row.filled, "left-out": row.left_out}
    record(ROSTER_IMPORTED, actor=Actor.staff(by.id), subject=subject_of(cohort), detail=detail)
    return row


def _told(person: Person) -> Told:
    return Told(
        native=person.native,
        latin=person.latin,
        sex=person.sex,
        born_on=person.born_on,
        born_year=person.born_year,
        province=person.province,
        phone=person.phone,
        document=person.document,
    )
