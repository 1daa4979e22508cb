"""The course as frozen dataclasses: its structure, and its text in each locale.

Structure says nothing and text decides nothing, so that no translator can change a right answer. A text that a
locale lacks is given in English, and says so: its ``lang`` is ``en`` and its state is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from app.core.i18n import SOURCE


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is written: a file, a line, and the lines of the keys below it."""

    file: str
    line: int
    keys: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)

    def of(self, key: str) -> Place:
        """Point to the line of a key, or to the whole where the key is not written."""
        return Place(self.file, self.keys.get(key, self.line))


NOWHERE = Place("", 0)


class Bloom(StrEnum):
    """What an outcome asks of the learner's mind (Bloom's revised taxonomy)."""

    REMEMBER = "remember"
    UNDERSTAND = "understand"
    APPLY = "apply"
    ANALYSE = "analyse"
    EVALUATE = "evaluate"
    CREATE = "create"


class CardKind(StrEnum):
    """What a card does in its lesson."""

    MESSAGE = "message"
    STORY = "story"
    DO_NOW = "do-now"
    FACTS = "facts"


class QuestionKind(StrEnum):
    """How many options of a question are right."""

    SINGLE = "single"
    TWO = "two"


class QuestionUse(StrEnum):
    """Where a question is asked: in its module's quiz, or in the checks before and after the course."""

    QUIZ = "quiz"
    CHECK = "check"


class State(StrEnum):
    """How far a unit of text has come in its locale."""

    MISSING = "missing"
    DRAFT = "draft"
    REVIEWED = "reviewed"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something the learner can do after a module."""

    id: str
    bloom: Bloom
    at: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Card:
    """One idea on one page.

    Its number is its place in the lesson of this version; its key (``M03/what-for/promise``) never changes.
    """

    id: str
    key: str
    number: int
    kind: CardKind
    picture: str | None = None
    at: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A few cards that belong together, with one thing to do now at the end."""

    id: str
    key: str
    number: int
    minutes: int
    outcomes: tuple[str, ...]
    cards: tuple[Card, ...]
    at: Place = field(default=NOWHERE, compare=False, repr=False)

    def card(self, number: int) -> Card:
        """Find a card by its number, counted from 1; raise LookupError where there is none."""
        return _numbered(self.cards, number)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a module's pool: options and right answers by their ids."""

    id: str
    outcome: str
    difficulty: int
    kind: QuestionKind
    options: tuple[str, ...]
    right: tuple[str, ...]
    must_know: bool = False
    """Whether it is a wording of the one thing its module never lets pass; a quiz asks one of these wordings."""
    use: QuestionUse = QuestionUse.QUIZ
    at: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Module:
    """A part of the course that ends with a quiz."""

    id: str
    slug: str
    core: bool
    lesson_minutes: int
    quiz_minutes: int
    outcomes: tuple[Outcome, ...]
    lessons: tuple[Lesson, ...]
    questions: tuple[Question, ...]
    at: Place = field(default=NOWHERE, compare=False, repr=False)

    def lesson(self, number: int) -> Lesson:
        """Find a lesson by its number, counted from 1; raise LookupError where there is none."""
        return _numbered(self.lessons, number)

    @property
    def quiz_questions(self) -> tuple[Question, ...]:
        """Give the questions that the module's own quiz draws from."""
        return tuple(question for question in self.questions if question.use is QuestionUse.QUIZ)

    @property
    def check_questions(self) -> tuple[Question, ...]:
        """Give the questions that are kept for the checks before and after the course."""
        return tuple(question for question in self.questions if question.use is QuestionUse.CHECK)


@dataclass(frozen=True, slots=True)
class Html:
    """A piece of a card that is safe to print as it is."""

    html: str

    def __html__(self) -> str:
        """Let a template print the piece without escaping it."""
        return self.html


@dataclass(frozen=True, slots=True)
class FactSlot:
    """A place in a card where the fact of this name goes."""

    name: str
    at: Place = field(default=NOWHERE, compare=False, repr=False)


CardPart = Html | FactSlot


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A unit of text in one language, with the digest of exactly these words."""

    lang: str
    digest: str
    state: State = State.DRAFT
    at: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleText(Text):
    """What a module is called and about; outcomes by their id."""

    title: str
    aim: str
    outcomes: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonTitle(Text):
    """What a lesson is called."""

    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardText(Text):
    """What a card says, in parts, so that a page can put facts between them."""

    title: str
    parts: tuple[CardPart, ...]
    source: str = field(default="", compare=False, repr=False)
    """The Markdown of the card as its file has it, placeholders in it, without the heading."""

    @property
    def slots(self) -> tuple[FactSlot, ...]:
        """Give the places where this card asks for facts, in order."""
        return tuple(part for part in self.parts if isinstance(part, FactSlot))


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionText(Text):
    """What a question asks, the words of its options by their id, and why the right ones are right."""

    text: str
    options: Mapping[str, str]
    explanation: str


@dataclass(frozen=True, slots=True)
class Edition:
    """All text that one locale has, and nothing it lacks; digest is that of the course as this locale shows it."""

    modules: Mapping[str, ModuleText] = field(default_factory=dict)
    lessons: Mapping[str, LessonTitle] = field(default_factory=dict)
    cards: Mapping[str, CardText] = field(default_factory=dict)
    questions: Mapping[str, QuestionText] = field(default_factory=dict)
    digest: str = ""

    def units(self) -> Iterator[tuple[str, Text]]:
        """Go through every text of the edition, each with a name no other has."""
        yield from ((f"modules/{key}", text) for key, text in self.modules.items())
        yield from ((f"lessons/{key}", text) for key, text in self.lessons.items())
        yield from ((f"cards/{key}", text) for key, text in self.cards.items())
        yield from ((f"questions/{key}", text) for key, text in self.questions.items())


@dataclass(frozen=True, slots=True)
class Course:
    """The curriculum at a version; its digest covers the structure and every text, but not who reviewed them."""

    version: str
    digest: str
    modules: tuple[Module, ...]
    sectors: tuple[str, ...]
    editions: Mapping[str, Edition] = field(compare=False, repr=False)

    def module(self, slug: str) -> Module:
        """Find a module by the name in its address; raise LookupError where there is none."""
        return _only((module for module in self.modules if module.slug == slug), slug)

    def module_by_id(self, module_id: str) -> Module:
        """Find a module by its id (``M03``); raise LookupError where there is none."""
        return _only((module for module in self.modules if module.id == module_id), module_id)

    def question(self, question_id: str) -> Question:
        """Find a question of any module by its id; raise LookupError where there is none."""
        pool = (question for module in self.modules for question in module.questions)
        return _only((question for question in pool if question.id == question_id), question_id)

    def edition(self, locale: str) -> str:
        """Give the digest of the course as a locale shows it, drafts and all: the key of a cached page."""
        return self.editions[locale].digest

    def module_text(self, module: Module, locale: str) -> ModuleText:
        """Say what a module is about."""
        return _first(self.editions[locale].modules, self._english.modules, module.id)

    def lesson_title(self, lesson: Lesson, locale: str) -> LessonTitle:
        """Say what a lesson is called."""
        return _first(self.editions[locale].lessons, self._english.lessons, lesson.key)

    def card_text(self, card: Card, locale: str) -> CardText:
        """Say what a card says."""
        return _first(self.editions[locale].cards, self._english.cards, card.key)

    def question_text(self, question: Question, locale: str) -> QuestionText:
        """Say what a question asks."""
        return _first(self.editions[locale].questions, self._english.questions, question.id)

    @property
    def _english(self) -> Edition:
        return self.editions[SOURCE.tag]


Numbered = TypeVar("Numbered", Lesson, Card)
Unit = TypeVar("Unit", bound=Text)
Found = TypeVar("Found")


def _first(own: Mapping[str, Unit], english: Mapping[str, Unit], key: str) -> Unit:
    text = own.get(key)
    return text if text is not None else replace(english[key], state=State.MISSING)


def _only(things: Iterator[Found], name: str) -> Found:
    for thing in things:
        return thing
    raise LookupError(name)


def _numbered(things: tuple[Numbered, ...], number: int) -> Numbered:
    if not 1 <= number <= len(things):
        raise LookupError(number)
    return things[number - 1]
