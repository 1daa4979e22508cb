"""Checks new words for a unit before anything is written: that they keep what a translation must keep."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.core.i18n import SOURCE, Locale
from app.course.catalogue import CardText
from app.course.errors import Fault
from app.course.fact_catalogue import Fact
from app.course.fact_checks import GAP, ONLY_INSIDE, countries_missing, figures
from app.course.facts import FactBook
from app.course.markdown import parse_lesson
from app.course.reading import Reading, composed
from app.course.refusals import Reason, Refusal
from app.course.units import FACTS, VALUES, Unit
from app.course.wording import Kind, Pair, passages
from app.course.wording_checks import damage

Words = Mapping[str, str]
_BREAK = re.compile(r"\r\n?")
_REASONS = {
    Kind.NUMBER: (Reason.FIGURE, "keep every figure of the English"),
    Kind.CHARACTER: (Reason.CHARACTER, "take the character out"),
    Kind.ORDER: (Reason.ORDER, "type the word again"),
    Kind.ZAWGYI: (Reason.ZAWGYI, "type it in Unicode"),
}


@dataclass(frozen=True, slots=True)
class Checking:
    """What words are held against: the locale they are in, and the facts."""

    root: Path
    locale: Locale
    book: FactBook


def tidied(words: str) -> str:
    """Write words as a file of the course gives them back: composed, without spaces at the ends of lines."""
    lines = composed(_BREAK.sub("\n", words)).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def is_card(unit: Unit) -> bool:
    """Tell whether the text of a unit is Markdown."""
    return unit.part != FACTS and list(unit.source) == ["title", "text"]


def refusals_of(unit: Unit, words: Words, checking: Checking) -> list[Refusal]:
    """Give all that is wrong with new words for some passages of a unit; the words are tidied already."""
    refused = [*_shape(unit, words)]
    if not refused:
        refused += _card(unit, words, checking) if is_card(unit) else _plain(unit, words)
    if not refused:
        refused += [*_fact(unit, words, checking), *_damage(unit, words, checking)]
    return refused


def _shape(unit: Unit, words: Words) -> Iterator[Refusal]:
    for name in words:
        if name not in unit.source:
            yield _refusal(unit, name, Reason.UNKNOWN, "there is no such passage", f"use {', '.join(unit.source)}")
    for name in unit.source:
        if not words.get(name, "given" if unit.own else ""):
            yield _refusal(unit, name, Reason.INCOMPLETE, "this has no words", "write every passage of the text")


def _plain(unit: Unit, words: Words) -> Iterator[Refusal]:
    for name, text in words.items():
        reading = Reading(Path("/"))
        reading.check_words(text, unit.at)
        yield from (_of_fault(unit, name, fault) for fault in reading.faults)
        if name == "title" and "\n" in text:
            yield _refusal(unit, name, Reason.MARKUP, "a title is one line", "write it on one line")
        elif unit.name == f"phrases/{ONLY_INSIDE}" and GAP not in text:
            yield _refusal(unit, name, Reason.PLACEHOLDER, f"{GAP} is lost", "put it where the country's name goes")


def _card(unit: Unit, words: Words, checking: Checking) -> Iterator[Refusal]:
    whole = {**(unit.own or {}), **words}
    card, faults = _parsed(whole, checking)
    if faults:
        yield from (_of_fault(unit, "title" if fault.line == _HEADING else "text", fault) for fault in faults)
    elif card is None or "{#" in card.title or card.title != whole["title"] or card.source != whole["text"]:
        what = "these words would be read as something else"
        yield _refusal(
            unit, next(iter(words)), Reason.MARKUP, what, "begin no line with `#`, and put no braces in a title"
        )
    else:
        yield from _slots(unit, card, checking)


def _slots(unit: Unit, card: CardText, checking: Checking) -> Iterator[Refusal]:
    source, _ = _parsed(unit.source, checking)
    own, wanted = (Counter(slot.name for slot in text.slots) if text else Counter[str]() for text in (card, source))
    for name in wanted - own:
        todo = f"put {{{{{name}}}}} back, on a line of its own"
        yield _refusal(unit, "text", Reason.PLACEHOLDER, f"the placeholder {{{{{name}}}}} is lost", todo)
    for name in own - wanted:
        what = f"the English has no placeholder {{{{{name}}}}}"
        yield _refusal(unit, "text", Reason.PLACEHOLDER, what, "take it out")


_HEADING = 3


def _parsed(words: Words, checking: Checking) -> tuple[CardText | None, list[Fault]]:
    """Read a card as if it stood alone in a lesson, the heading on its third line."""
    reading = Reading(Path("/"))
    source = f"# Lesson\n\n## {words['title']} {{#card}}\n\n{words['text']}\n"
    lesson = parse_lesson(reading, Path("/lesson.md"), source, checking.locale.tag)
    return (lesson.cards.get("card") if len(lesson.cards) == 1 else None), reading.faults


def _fact(unit: Unit, words: Words, checking: Checking) -> Iterator[Refusal]:
    section, _, name = unit.name.partition("/")
    fact = checking.book.facts.get(name) if unit.part == FACTS and section == VALUES else None
    if fact is None:
        return
    for country in countries_missing(fact, words["text"], checking.book.words[checking.locale.tag]):
        what = f"it gives a number and does not say that it is in {country}"
        yield _refusal(unit, "text", Reason.COUNTRY, what, "name the country")
    if checking.locale is SOURCE:
        yield from _english_fact(unit, fact, words["text"], checking.book)
    elif lost := figures(fact.text) - figures(words["text"]):
        what = f"the figures {', '.join(sorted(lost))} of the English are lost"
        yield _refusal(unit, "text", Reason.FIGURE, what, "keep every figure in digits")


def _english_fact(unit: Unit, fact: Fact, text: str, book: FactBook) -> Iterator[Refusal]:
    """Refuse an English fact whose new figures a translation lacks: the facts would have a fault."""
    for tag, words in book.words.items():
        own = words.sections.get(VALUES, {}).get(fact.id)
        if own and (lost := figures(text) - figures(own)):
            what = f"the text in {tag} has no {', '.join(sorted(lost))}"
            yield _refusal(unit, "text", Reason.FIGURE, what, "change the translations first, or take that one out")


def _damage(unit: Unit, words: Words, checking: Checking) -> Iterator[Refusal]:
    whole = {**(unit.own or {}), **words}
    own, english = _bare(unit, whole, checking), _bare(unit, unit.source, checking)
    for name in words:
        pair = Pair(unit.path, checking.locale, {name: own[name]}, {name: english[name]})
        for finding in damage(pair):
            reason, todo = _REASONS[finding.kind]
            yield _refusal(unit, name, reason, finding.what.removeprefix(f"{name}: "), todo)


def _bare(unit: Unit, words: Words, checking: Checking) -> Words:
    """Take the markup and the placeholders out of the words of a card."""
    card = _parsed(words, checking)[0] if is_card(unit) else None
    return passages(card) if card else words


def _of_fault(unit: Unit, name: str, fault: Fault) -> Refusal:
    known = {"HTML": Reason.HTML, "placeholder": Reason.PLACEHOLDER}
    reason = next((reason for word, reason in known.items() if word in fault.what), Reason.MARKUP)
    return _refusal(unit, name, reason, fault.what, fault.what_to_do)


def _refusal(unit: Unit, name: str, reason: Reason, what: str, what_to_do: str) -> Refusal:
    return Refusal(unit.path, name, reason, what, what_to_do)
