"""What a translator is told about a passage: what it is, where the learner sees it, and the terms in it.

Which option of a question is right is never told: a translation that knows it gives it away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.core.i18n import SOURCE, Locale
from app.course.catalogue import Course, Module, Question, QuestionKind, QuestionUse
from app.course.facts import FactBook
from app.course.glossary import Glossary
from app.course.glossary_checks import terms_in
from app.course.units import FACTS, PICTURES, VALUES, Unit

_SECTIONS = {
    "labels": "Label above a fact",
    "fallbacks": "Sentence that stands where no fact is known",
    "countries": "Name of a country; facts with a number to call must name it in exactly this form",
    "who": "Who answers a number",
    "services": "What an emergency number sends",
    "ways": "How a number is used",
    "phrases": "Words beside a number to call",
}
_ABOUT = {"title": "Title of the module", "aim": "Aim of the module"}


@dataclass(frozen=True, slots=True)
class Notes:
    """Writes the notes for one locale."""

    course: Course
    book: FactBook
    glossary: Glossary
    locale: Locale

    def of(self, unit: Unit, passage: str) -> Iterator[str]:
        """Write the notes on one passage, one to a line."""
        yield from self._kind(unit, passage)
        yield from self._terms(unit.source[passage])

    def _kind(self, unit: Unit, passage: str) -> Iterator[str]:
        if unit.part == FACTS:
            yield from self._fact(unit)
        elif unit.part == PICTURES:
            yield f"Words for a picture, read aloud to people who hear the page. Picture: {unit.picture}."
        else:
            yield from self._of_module(unit, passage, self.course.module(unit.part))

    def _of_module(self, unit: Unit, passage: str, module: Module) -> Iterator[str]:
        section, _, rest = unit.name.partition("/")
        page = f"/{self.locale.tag}/course/{module.slug}"
        title = self.course.module_text(module, SOURCE.tag).title
        if section == "about":
            yield f"{_ABOUT.get(passage, 'What the learner can do after the module')} “{title}”. Seen at {page}."
        elif section == "questions":
            yield from self._question(self.course.question(rest), passage, title)
        else:
            yield self._lesson(unit, passage, module, page)

    def _lesson(self, unit: Unit, passage: str, module: Module, page: str) -> str:
        name, _, card_id = unit.name.partition("/")
        lesson = next(lesson for lesson in module.lessons if lesson.id == name)
        title = self.course.lesson_title(lesson, SOURCE.tag).title
        if not card_id:
            return f"Title of a lesson. Seen at {page}/{lesson.number}."
        card = next(card for card in lesson.cards if card.id == card_id)
        what = "Title of a card" if passage == "title" else "Text of a card (Markdown; keep each {{…}} on its own line)"
        picture = f" Picture: {card.picture}." if card.picture else ""
        return f"{what}. Lesson “{title}”. Seen at {page}/{lesson.number}/{card.number}.{picture}"

    def _question(self, question: Question, passage: str, title: str) -> Iterator[str]:
        if passage == "text":
            many = " The learner chooses two." if question.kind is QuestionKind.TWO else ""
            what = f"A question.{many}"
        elif passage == "explanation":
            what = "Explanation, shown after the answer."
        else:
            what = "An option to choose. Keep the options of a question about equally long."
        place = "check before and after the course" if question.use is QuestionUse.CHECK else "quiz of the module"
        yield f"{what} Seen in the {place} “{title}”."

    def _fact(self, unit: Unit) -> Iterator[str]:
        section, _, key = unit.name.partition("/")
        if section != VALUES:
            yield f"{_SECTIONS.get(section, section)}: {key}."
            return
        yield "A fact, shown where a card asks for it. Keep every figure in digits, and the country of each number."
        places = self._places().get(key, [])
        yield f"Seen on journeys: {', '.join(places)}."

    def _places(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for placeholder in self.book.placeholders.values():
            for row, names in placeholder.rows.items():
                for name in names:
                    found[name].append(f"{placeholder.name} ({row})")
        return found

    def _terms(self, english: str) -> Iterator[str]:
        for term in terms_in(english, self.glossary):
            if rendering := term.renderings.get(self.locale.tag):
                also = f" (also {', '.join(rendering.also)})" if rendering.also else ""
                risk = " To be confirmed by a speaker." if rendering.risk else ""
                note = f" {rendering.note}" if rendering.note else ""
                yield f"Term: {term.english} = {rendering.use}{also}.{risk}{note}"
