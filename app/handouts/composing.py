"""Puts together what a leaflet says of a module, in the paper's own language, whoever prints it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from flask import current_app

from app.core.digits import native_digits
from app.core.i18n import SOURCE, locale_by_tag
from app.course.catalogue import Card, CardKind, CardText, FactSlot, Html, Lesson, Module, Text
from app.course.corridor import Corridor
from app.course.facts import CHARITY_FIRST, ResolvedFact, Wording
from app.course.help_lines import EMERGENCY_PLACE, HELP_PLACES
from app.course.offering import is_draft
from app.course.queries import course, facts, picture_text
from app.handouts.calls import calls_of, number_with_country, source_in_words
from app.handouts.leaflet import Call, FactLine, HelpBox, Leaflet, Line, MustKnow, Part, Picture
from app.handouts.wording import words_in_force
from app.printing.glyphs import missing_characters
from app.printing.speaking import speaking
from app.web.localisation import OWN_DIGITS

MOST_CALLS = 4
"""Help lines in the box of a leaflet, beside the emergency numbers; the help card holds more."""
_PICTURES = Path(__file__).parents[1] / "static" / "pictures"
_CALLED = frozenset({EMERGENCY_PLACE, *HELP_PLACES})
"""Placeholders whose numbers stand in the box, and so not again in the lines."""
_PARAGRAPHS = re.compile(r"\s*</?p>\s*")
_XML_HEAD = re.compile(r"^<\?xml[^>]*\?>\s*")


def compose(module: Module, tag: str, corridor: Corridor | None, today: date) -> Leaflet:
    """Draw up the leaflet of a module in a language, for a journey or for none."""
    text = course().module_text(module, tag)
    number, count = course().modules.index(module) + 1, len(course().modules)
    with speaking(tag):
        return Leaflet(
            locale=tag,
            slug=module.slug,
            title=Wording(text.title, text.lang),
            aim=Wording(text.aim, text.lang),
            outcomes=tuple(text.outcomes[outcome.id] for outcome in module.outcomes),
            must_know=_must_know(module, tag),
            news=_news(module, tag, corridor, today),
            help_box=_help_box(module, tag, corridor, today),
            parts=tuple(_part(lesson, tag, corridor, today) for lesson in module.lessons),
            journey=journey_in_words(corridor, tag) if corridor else None,
            day=today if corridor else None,
            address=f"{current_app.config['PUBLIC_ADDRESS']}/{tag}/course/{module.slug}",
            version=course().version,
            edition=course().edition(tag)[:8],
            is_draft=is_draft(_texts(module, tag), shows_facts=True, locale=locale_by_tag(tag)),
            words=words_in_force(number=_own(number, tag), count=_own(count, tag)),
        )


def journey_in_words(corridor: Corridor, tag: str) -> str:
    """Name the countries of a journey."""
    chosen = (code for code in (corridor.origin, corridor.destination) if code)
    return " – ".join(facts().word("countries", code, tag).text for code in chosen)


def _texts(module: Module, tag: str) -> Iterator[Text]:
    yield course().module_text(module, tag)
    for lesson in module.lessons:
        yield course().lesson_title(lesson, tag)
        yield from (course().card_text(card, tag) for card in lesson.cards)
    yield from (course().question_text(question, tag) for question in module.questions if question.must_know)


def _own(number: int, tag: str) -> str:
    return native_digits(str(number), tag) if tag in OWN_DIGITS else str(number)


def _must_know(module: Module, tag: str) -> MustKnow | None:
    question = next((question for question in module.questions if question.must_know), None)
    if question is None:
        return None
    text = course().question_text(question, tag)
    answer = " ".join(text.options[option] for option in question.right)
    return MustKnow(text.text, answer, text.explanation, text.lang)


def _part(lesson: Lesson, tag: str, corridor: Corridor | None, today: date) -> Part:
    title = course().lesson_title(lesson, tag)
    lines = (_line(card, tag, corridor, today) for card in lesson.cards)
    return Part(Wording(title.title, title.lang), _picture(lesson, tag), tuple(filter(_says_something, lines)))


def _line(card: Card, tag: str, corridor: Corridor | None, today: date) -> Line:
    text = course().card_text(card, tag)
    known: list[FactLine] = []
    asks: list[Wording] = []
    for slot in text.slots:
        found = _fact_lines(slot, tag, corridor, today)
        known += found
        if not found and slot.name not in _CALLED:
            asks.append(facts().word("labels", slot.name, tag))
    html = "" if card.kind is CardKind.FACTS else _inline(text)
    return Line(card.kind, text.title, html, text.lang, tuple(known), tuple(asks))


def _says_something(line: Line) -> bool:
    """Leave out a card of nothing but facts where none of them stands in the lines."""
    return bool(line.html or line.facts or line.asks)


def _inline(text: CardText) -> str:
    """Run the paragraphs of a card together; the course's own HTML is safe as it is.

    A card of facts only says that they are below, which on paper is no help.
    """
    html = " ".join(part.html for part in text.parts if isinstance(part, Html))
    return " ".join(piece for piece in _PARAGRAPHS.split(html) if piece)


def _fact_lines(slot: FactSlot, tag: str, corridor: Corridor | None, today: date) -> list[FactLine]:
    if corridor is None or slot.name in _CALLED:
        return []
    found = facts().resolve(slot.name, corridor, tag, today)
    return [_fact_line(fact, found.label, tag) for fact in found.facts if _is_fit_for_paper(fact)]


def _is_fit_for_paper(fact: ResolvedFact) -> bool:
    return not fact.is_stale and not missing_characters("".join(filter(str.isprintable, fact.text.text)))


def _fact_line(fact: ResolvedFact, label: Wording, tag: str) -> FactLine:
    numbers = tuple(number_with_country(phone, tag) for phone in fact.phones)
    return FactLine(label, fact.text, numbers, source_in_words(fact))


def _slots(module: Module) -> frozenset[str]:
    texts = (course().card_text(card, SOURCE.tag) for lesson in module.lessons for card in lesson.cards)
    return frozenset(slot.name for text in texts for slot in text.slots)


def _news(module: Module, tag: str, corridor: Corridor | None, today: date) -> tuple[FactLine, ...]:
    """Give the warnings of a journey for a module that speaks of its facts."""
    if corridor is None or not _slots(module):
        return ()
    nothing = Wording("", tag)
    warnings = facts().situation(corridor, tag, today)
    return tuple(_fact_line(fact, nothing, tag) for fact in warnings if _is_fit_for_paper(fact))


def _help_box(module: Module, tag: str, corridor: Corridor | None, today: date) -> HelpBox | None:
    """Put whom to call on the leaflet of a module that tells people to call somebody."""
    if not _slots(module) & _CALLED:
        return None
    calls: tuple[Call, ...] = calls_of(corridor, tag, today) if corridor else ()
    emergencies = [call for call in calls if call.is_emergency]
    others = [call for call in calls if not call.is_emergency][:MOST_CALLS]
    return HelpBox(facts().word("fallbacks", CHARITY_FIRST, tag), (*emergencies, *others))


def _picture(lesson: Lesson, tag: str) -> Picture | None:
    name = next((card.picture for card in lesson.cards if card.picture and card.kind is not CardKind.STORY), None)
    svg = _svg(name) if name else None
    return Picture(svg, picture_text(name, tag)) if name and svg else None


@cache
def _svg(name: str) -> str | None:
    path = _PICTURES / f"{name}.svg"
    return _XML_HEAD.sub("", path.read_text(encoding="utf-8")) if path.is_file() else None
