"""What an edit must keep so that a fact cannot lead anybody astray; the same rules that the files are held to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.i18n import LOCALES, SOURCE
from app.course.character_checks import forbidden_characters, old_encoding, wrong_order
from app.course.fact_catalogue import Confidence, Fact
from app.course.fact_checks import countries_missing, figures
from app.course.facts import FactBook
from app.course.phones import Who
from app.course.wording import Pair
from app.editing.rules import Act, Edit, FactState, Manner

_MARKUP = re.compile(r"<[A-Za-z/!?]|\{\{|\}\}")
_NO_DIGIT = re.compile(r"\D")


class Rule(StrEnum):
    """A rule that an edit broke."""

    FUTURE = "future"
    EARLIER = "earlier"
    NO_SOURCE = "no-source"
    NOTHING_NEW = "nothing-new"
    RETIRED = "retired"
    NOT_RETIRED = "not-retired"
    MARKUP = "markup"
    FIGURES = "figures"
    COUNTRY = "country"
    NUMBER = "number"
    CHARACTERS = "characters"
    CHARITY = "charity"
    NO_NUMBERS = "no-numbers"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class EditFault:
    """A broken rule; ``what`` are the figures, the country, the other fact, and ``locale`` whose words they are."""

    rule: Rule
    what: str = ""
    locale: str = SOURCE.tag


def faults_of_edit(book: FactBook, before: FactState, after: FactState, edit: Edit, today: date) -> Iterator[EditFault]:
    """Go through every rule; the book is that of the learners, before the edit."""
    yield from _acts(before, edit)
    if edit.checked_on is not None:
        yield from _days(before.fact, edit.checked_on, today)
    if edit.manner is Manner.CALLED and not after.fact.phones:
        yield EditFault(Rule.NO_NUMBERS)
    yield from _sureness(after.fact, edit)
    if edit.act is Act.CHANGE or (after.fact.is_publishable and not before.fact.is_publishable):
        yield from _words(book, after)
    yield from _charities(book, after.fact)


def _acts(before: FactState, edit: Edit) -> Iterator[EditFault]:
    is_retired = before.fact.retired_on is not None
    if edit.act is Act.RESTORE and not is_retired:
        yield EditFault(Rule.NOT_RETIRED)
    if edit.act is Act.RETIRE and is_retired:
        yield EditFault(Rule.RETIRED)
    if edit.act is Act.CHANGE and edit.new:
        fact = before.fact
        old = (fact.value, fact.text, fact.source, fact.phones, dict(before.texts))
        if old == (edit.new.value, edit.new.text, edit.new.source, edit.new.phones, dict(edit.new.texts)):
            yield EditFault(Rule.NOTHING_NEW)


def _days(fact: Fact, day: date, today: date) -> Iterator[EditFault]:
    if day > today:
        yield EditFault(Rule.FUTURE)
    if fact.checked_on is not None and day < min(fact.checked_on, today):
        yield EditFault(Rule.EARLIER, fact.checked_on.isoformat())


def _sureness(fact: Fact, edit: Edit) -> Iterator[EditFault]:
    """Demand a source and a day for what learners are to see; whoever is not sure says so and it reaches nobody."""
    if edit.act not in (Act.CHECK, Act.CHANGE) or fact.confidence is Confidence.LOW:
        return
    if fact.contradicts and edit.confidence is Confidence.HIGH:
        yield EditFault(Rule.CONTRADICTED)
    url = fact.source.url if fact.source else None
    if not url or not url.startswith(("https://", "http://")):
        yield EditFault(Rule.NO_SOURCE)


def _words(book: FactBook, state: FactState) -> Iterator[EditFault]:
    yield from _one_language(book, state.fact, state.fact.text, SOURCE.tag)
    for phone in state.fact.phones:
        if not _is_said(phone.number, phone.e164, state.fact.text):
            yield EditFault(Rule.NUMBER, phone.number)
    for tag, text in state.texts.items():
        yield from _one_language(book, state.fact, text, tag)
        if lost := figures(state.fact.text) - figures(text):
            yield EditFault(Rule.FIGURES, ", ".join(sorted(lost)), tag)


def _one_language(book: FactBook, fact: Fact, text: str, tag: str) -> Iterator[EditFault]:
    if _MARKUP.search(text):
        yield EditFault(Rule.MARKUP, locale=tag)
    for country in countries_missing(fact, text, book.words[tag]) if tag in book.words else ():
        yield EditFault(Rule.COUNTRY, country, tag)
    locale = next(locale for locale in LOCALES if locale.tag == tag)
    pair = Pair(fact.id, locale, {"text": text}, {"text": fact.text})
    for check in (forbidden_characters, wrong_order, old_encoding):
        yield from (EditFault(Rule.CHARACTERS, found.what.removeprefix("text: "), tag) for found in check(pair))


def _is_said(number: str, e164: str | None, text: str) -> bool:
    """Tell whether a text gives a number, as dialled inside the country or from abroad; spaces do not count."""
    said = _NO_DIGIT.sub("", text)
    ways = (_NO_DIGIT.sub("", number), _NO_DIGIT.sub("", e164 or ""))
    return any(way and way in said for way in ways)


def _charities(book: FactBook, fact: Fact) -> Iterator[EditFault]:
    """Demand that in each row a charity still stands before the police and the embassy."""
    for placeholder in book.placeholders.values():
        for row in placeholder.rows.values():
            if fact.id in row and (other := _stands_wrong(book, row, fact)):
                yield EditFault(Rule.CHARITY, other)
                return


def _stands_wrong(book: FactBook, row: tuple[str, ...], fact: Fact) -> str | None:
    feared = False
    for name in row:
        who = (fact if name == fact.id else book.facts[name]).who
        if who & {Who.POLICE, Who.EMBASSY}:
            feared = True
        elif feared and who & {Who.CHARITY, Who.UNION}:
            return name
    return None
