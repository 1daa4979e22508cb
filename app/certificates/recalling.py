"""Lists whom a correction concerns: certificates by number, learners by count, nobody by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from sqlalchemy import func, select

from app.certificates.life import Stand
from app.certificates.models import Certificate
from app.certificates.queries import stands_of
from app.certificates.recall import (
    Issued,
    Recalled,
    Said,
    Spell,
    Turn,
    asks,
    other_locales,
    recalled_for_fact,
    recalled_for_text,
    spells_of,
    turns_in_order,
)
from app.certificates.statement import Statement
from app.core import clock
from app.core.database import db
from app.course.catalogue import Lesson, Module
from app.course.corridor import Corridor, UnknownCorridor
from app.course.fact_catalogue import Fact
from app.course.queries import facts
from app.course.release_files import read_heads, read_release
from app.course.snapping import fact_then, load_curriculum, snapshot_of
from app.course.snapshot import FactThen, Snapshot
from app.editing.queries import history_of
from app.editing.rules import Act, NewWords
from app.learners.models import Learner
from app.learning.models import LessonProgress
from app.quizzes.models import Attempt

_BEFORE_ALL = datetime(1, 1, 1, tzinfo=UTC)


class NothingOfThatName(Exception):
    """Neither a text nor a fact of any release has this name."""


@dataclass(frozen=True, slots=True)
class Recall:
    """Whom a correction concerns, and what was said instead."""

    name: str
    certificates: tuple[Recalled, ...]
    others: tuple[tuple[Snapshot, frozenset[str]], ...] = ()
    """For a text: releases under which some locales met other words."""
    spells: tuple[Spell, ...] = ()
    """For a fact: when it said something else."""
    learners: int | None = None
    """For a text: how many read the lesson or met the question under such a release, with a certificate or not."""


def recall(root: Path, name: str, since: date | None = None) -> Recall:
    """List whom the correction of a text or fact concerns; raise NothingOfThatName.

    With ``since``, only certificates issued from that day on.
    """
    now = snapshot_of(load_curriculum(root))
    releases = [read_release(root, head.version) for head in read_heads(root)]
    if name in facts().facts or any(name in one.facts for one in releases):
        return _recall_fact(name, releases, now, since)
    if any(_below(one, name) for one in (*releases, now)):
        return _recall_text(name, releases, now, since)
    raise NothingOfThatName(name)


def _recall_text(name: str, releases: list[Snapshot], now: Snapshot, since: date | None) -> Recall:
    others = {one.digest: other_locales(one, now, _below(one, name)) for one in releases}
    known = {key: one for one in (now, *releases) for key in (one.version, one.digest)}
    slug = name.partition("/")[0]
    judged = (recalled_for_text(issued, known, others, slug) for issued in _issued(since))
    concerned = [one for one in releases if others[one.digest]]
    return Recall(
        name=name,
        certificates=tuple(one for one in judged if one),
        others=tuple((one, others[one.digest]) for one in concerned),
        learners=_learners(name, concerned),
    )


def _recall_fact(name: str, releases: list[Snapshot], now: Snapshot, since: date | None) -> Recall:
    present = facts().facts.get(name)
    said_now = _said(_then(present)) if present and present.is_publishable else None
    turns = turns_in_order(_turns(name, releases))
    spells = spells_of(turns, said_now, clock.today())
    gone = frozenset(number for spell in spells for number in spell.said.phones) - _numbers(said_now)
    places = [place for one in (*releases, now) for place in one.places.values()]
    judged = (
        recalled_for_fact(issued, spells, _known_since(turns), asks(places, name, issued.corridor), gone)
        for issued in _issued(since)
    )
    return Recall(name=name, certificates=tuple(one for one in judged if one), spells=spells)


def _below(snapshot: Snapshot, name: str) -> list[str]:
    return [path for path in snapshot.english if path == name or path.startswith(f"{name}/")]


def _turns(name: str, releases: Sequence[Snapshot]) -> Iterator[tuple[datetime, Said | None]]:
    """Give what a fact said from when on, by the releases and by what editors decided.

    What it said before its first edit it is taken to have said always, where no release tells more.
    """
    days = [one.released_on for one in releases if one.released_on]
    for one, day in zip(releases, days, strict=True):
        then = one.facts.get(name)
        yield datetime.combine(day, time(), UTC), _said(then) if then and then.is_shown else None
    said: Said | None = None
    for past in reversed(history_of(name)):
        edit = past.edit
        if edit.act is Act.CHANGE and edit.new:
            if said is None and past.old and not any(day <= edit.at.date() for day in days):
                yield _BEFORE_ALL, _said_by(past.old)
            said = _said_by(edit.new)
            yield edit.at, said
        elif edit.act is Act.RETIRE:
            yield edit.at, None
        elif edit.act is Act.RESTORE and said:
            yield edit.at, said


def _known_since(turns: tuple[Turn, ...]) -> date | None:
    return turns[0].on if turns else None


def _then(fact: Fact) -> FactThen:
    return fact_then(fact, is_shown=True)


def _said(fact: FactThen) -> Said:
    return Said(fact.text, fact.value, fact.phones)


def _said_by(words: NewWords) -> Said:
    return Said(words.text, words.value, tuple(phone.number for phone in words.phones))


def _numbers(said: Said | None) -> frozenset[str]:
    return frozenset(said.phones) if said else frozenset()


def _issued(since: date | None) -> Iterator[Issued]:
    """Go through the register, the first certificate first."""
    query = (
        select(Certificate, Learner.origin, Learner.destination, Learner.sector)
        .outerjoin(Learner, Learner.id == Certificate.learner_id)
        .where(Certificate.statement.is_not(None))
        .order_by(Certificate.id)
        .execution_options(yield_per=500)
    )
    if since:
        query = query.where(Certificate.issued_at >= datetime.combine(since, time(), UTC))
    stands = stands_of()
    for certificate, *journey in db.session.execute(query):
        stand = stands.get(certificate.number, Stand())
        yield _of_register(certificate, stand, _corridor(*journey))


def _of_register(certificate: Certificate, stand: Stand, corridor: Corridor | None) -> Issued:
    said = Statement.from_json(certificate.statement)
    return Issued(
        number=certificate.number,
        kind=certificate.kind,
        status=stand.status.value,
        locale=said.locale,
        corridor=corridor,
        issued_on=said.issued_on,
        started_on=said.started_on or said.issued_on,
        completed_on=said.completed_on or said.issued_on,
        course_version=certificate.course_version,
        course_digest=certificate.course_digest or said.course_digest or None,
        modules_english=said.modules_english,
        help_numbers=tuple(number for _, line in said.help_lines for number in line.split(" / ")),
    )


def _corridor(origin: str | None, destination: str | None, sector: str | None) -> Corridor | None:
    """Give the journey on the learner's account; none where it was not chosen or the course has no such one now."""
    try:
        return Corridor(origin, destination, sector) if origin or destination else None
    except UnknownCorridor:
        return None


def _learners(name: str, concerned: Iterable[Snapshot]) -> int:
    releases = list(concerned)
    slug, _, rest = name.partition("/")
    modules = {one.id for release in releases for one in release.modules if one.slug == slug}
    if rest.startswith("questions/"):
        return _asked(rest.partition("/")[2], [one.digest for one in releases])
    lessons = {lesson.key for one in releases for lesson in _lessons(one.modules, slug, rest)}
    query = select(func.count(LessonProgress.learner_id.distinct())).where(
        LessonProgress.course_version.in_([one.version for one in releases]), LessonProgress.lesson.in_(lessons)
    )
    return db.session.scalar(query) or 0 if modules else 0


def _lessons(modules: Iterable[Module], slug: str, rest: str) -> Iterator[Lesson]:
    """Give the lesson that a path below a module names, or all where it names none."""
    lessons = {lesson.id: lesson for module in modules if module.slug == slug for lesson in module.lessons}
    own = lessons.get(rest.partition("/")[0])
    yield from [own] if own else lessons.values()


def _asked(question: str, digests: Iterable[str]) -> int:
    query = select(Attempt.learner_id, Attempt.draw).where(
        Attempt.course_digest.in_(list(digests)), Attempt.learner_id.is_not(None)
    )
    draws = db.session.execute(query.execution_options(yield_per=500))
    return len({learner for learner, draw in draws if any(drawn[0] == question for drawn in draw)})


def releases_in_words(recalled: Recall) -> Mapping[str, str]:
    """Say under which releases which locales met other words."""
    return {one.version: ", ".join(tag for tag in one.texts if tag in tags) for one, tags in recalled.others}
