"""What edits do to facts, as pure functions: the facts of the files with the edits in force laid over them.

Each edit carries the digest of the words it was made over. Where the files changed since by another way, a check no
longer holds, for nobody checked the new words; a change holds unless the files were checked later than it; taking a
fact away always holds, until it is restored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby

from app.core.i18n import SOURCE
from app.course.digests import SHORT, digest_of
from app.course.fact_catalogue import Confidence, Fact, FactWords, Source
from app.course.facts import FactBook
from app.course.phones import Phone
from app.course.units import VALUES
from app.editing.phone_records import phone_record


class Act(StrEnum):
    """What an editor does with a fact."""

    CHECK = "check"
    CHANGE = "change"
    RETIRE = "retire"
    RESTORE = "restore"
    NOTE = "note"


class Manner(StrEnum):
    """How a fact was checked."""

    READ = "read"
    CALLED = "called"
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class NewWords:
    """What a change puts in the place of a fact: its words, source and numbers, and every translation that holds."""

    value: str
    text: str
    source: Source | None
    phones: tuple[Phone, ...]
    texts: Mapping[str, str]
    """By locale; a locale left out has no words that hold any more."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One decision of an editor about one fact."""

    fact: str
    number: int
    """Counts the edits of this fact from 1."""
    act: Act
    at: datetime
    by: str
    seen: str
    """Digest of the state that the editor had before them."""
    words: str
    """Digest of the words alone."""
    checked_on: date | None = None
    manner: Manner | None = None
    confidence: Confidence | None = None
    note: str | None = None
    settles: bool = False
    """Whether the editor found that what contradicted the fact does so no more."""
    new: NewWords | None = None

    @property
    def key(self) -> str:
        """Name the edit so that files of any installation know it again."""
        return digest_of([self.fact, self.number, self.act, self.at.isoformat(), self.seen])[:SHORT]


@dataclass(frozen=True, slots=True)
class FactState:
    """A fact as it stands, with its words in every language but English."""

    fact: Fact
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """Digest what the fact says: its words, source and numbers."""
        fact = self.fact
        source = [fact.source.title, fact.source.url, fact.source.date] if fact.source else None
        return digest_of([fact.text, fact.value, source, [phone_record(phone) for phone in fact.phones]])

    @property
    def seen(self) -> str:
        """Digest all that an editor has before them when they decide."""
        fact = self.fact
        days = [str(day) for day in (fact.checked_on, fact.called_on, fact.retired_on)]
        return digest_of([self.words, fact.confidence, fact.checked_by, fact.contradicts, days, dict(self.texts)])


def state_of(book: FactBook, fact_id: str) -> FactState:
    """Take a fact with its translations out of a book; raise KeyError where there is none."""
    texts = {
        tag: words.sections[VALUES][fact_id]
        for tag, words in book.words.items()
        if tag != SOURCE.tag and fact_id in words.sections.get(VALUES, {})
    }
    return FactState(book.facts[fact_id], texts)


def pending(fact: Fact, edits: Iterable[Edit]) -> list[Edit]:
    """Give the edits of a fact that the files do not hold yet, the first one first."""
    written = {past.key for past in fact.history}
    return sorted((edit for edit in edits if edit.key not in written), key=lambda edit: edit.number)


def is_in_force(state: FactState, edit: Edit) -> bool:
    """Tell whether an edit still has something to say about a fact as it stands."""
    if edit.act is Act.NOTE:
        return False
    day = state.fact.checked_on
    is_later = day is None or edit.checked_on is None or day <= edit.checked_on
    if edit.act is Act.CHECK:
        return is_later and state.words == edit.words
    return edit.act is not Act.CHANGE or is_later or state.words == edit.words


def edited(state: FactState, edit: Edit) -> FactState:
    """Lay one edit over a fact."""
    if not is_in_force(state, edit):
        return state
    match edit.act:
        case Act.RETIRE:
            return replace(state, fact=replace(state.fact, retired_on=edit.at.date()))
        case Act.RESTORE:
            return replace(state, fact=replace(state.fact, retired_on=None))
        case Act.CHANGE if edit.new:
            return _checked(_changed(state, edit.new), edit)
    return _checked(state, edit)


def in_force(state: FactState, edits: Iterable[Edit]) -> FactState:
    """Lay every edit over a fact that the files do not hold yet."""
    for edit in pending(state.fact, edits):
        state = edited(state, edit)
    return state


def revised(book: FactBook, edits: Sequence[Edit]) -> FactBook:
    """Lay all edits over the facts of the files; the digest is another one as soon as one edit is in force."""
    ordered = sorted((edit for edit in edits if edit.fact in book.facts), key=lambda edit: (edit.fact, edit.number))
    groups = {name: list(group) for name, group in groupby(ordered, key=lambda edit: edit.fact)}
    states = {name: in_force(state_of(book, name), group) for name, group in groups.items()}
    keys = [edit.key for name, group in groups.items() for edit in pending(book.facts[name], group)]
    if not keys:
        return book
    facts = {name: states[name].fact if name in states else fact for name, fact in book.facts.items()}
    words = {tag: _with_texts(own, states) for tag, own in book.words.items()}
    return replace(book, digest=digest_of([book.digest, keys]), facts=facts, words=words)


def _checked(state: FactState, edit: Edit) -> FactState:
    fact = replace(
        state.fact,
        checked_on=edit.checked_on or state.fact.checked_on,
        checked_by=edit.by,
        called_on=edit.checked_on if edit.manner is Manner.CALLED else state.fact.called_on,
        confidence=edit.confidence or state.fact.confidence,
        contradicts=None if edit.settles else state.fact.contradicts,
    )
    return replace(state, fact=fact)


def _changed(state: FactState, new: NewWords) -> FactState:
    """Put new words in the place of the old; numbers that nobody called yet were never called."""
    called_on = state.fact.called_on if new.phones == state.fact.phones else None
    fact = replace(
        state.fact, value=new.value, text=new.text, source=new.source, phones=new.phones, called_on=called_on
    )
    return FactState(fact, new.texts)


def _with_texts(words: FactWords, states: Mapping[str, FactState]) -> FactWords:
    """Put the translations of edited facts among the others of a locale."""
    if words.lang == SOURCE.tag:
        return words
    values = {name: text for name, text in words.sections.get(VALUES, {}).items() if name not in states}
    own = {name: state.texts[words.lang] for name, state in states.items() if words.lang in state.texts}
    return replace(words, sections={**words.sections, VALUES: values | own})
