"""What the pages of a class quiz show, as plain data: for templates, and as JSON for a phone without a network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from app.classroom.presence import present_at
from app.classroom.queries import Standing, drawn_in
from app.classroom.rules import letter, tally
from app.classroom.tongues import tongues_of
from app.cohorts.models import Cohort, CohortSession
from app.cohorts.queries import Member, members_of
from app.course.catalogue import Module, Question
from app.course.queries import course
from app.learning.pictures import Picture, picture_of
from app.quizzes.rules import Drawn, lessons_for, options_wanted


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the class, by the number on their card."""

    id: int
    seat: int
    name: str
    is_present: bool


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a question, with the letter people raise for it."""

    id: str
    letter: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class Words:
    """A question in one language; the options by their ids."""

    lang: str
    text: str
    options: Mapping[str, str]
    explanation: str


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question of a class quiz, in every language of the class."""

    id: str
    number: int
    must_know: bool
    wanted: int
    options: tuple[Option, ...]
    words: Mapping[str, Words]
    """By the tag of the language that was asked for; the words may be English where it has none."""
    picture: Picture | None


def people_of(cohort: Cohort, session: CohortSession, members: Sequence[Member] | None = None) -> list[Person]:
    """List the members by seat, and who of them is marked as present."""
    here = present_at(session)
    return [
        Person(member.learner.id, member.seat, member.learner.name, member.learner.id in here)
        for member in (members_of(cohort) if members is None else members)
    ]


def shown_questions(cohort: Cohort, module: Module, standing: Standing) -> list[ShownQuestion]:
    """Give the questions of a quiz in the order of its draw; one the course lost is left out."""
    pool = {question.id: question for question in module.questions}
    return [
        shown_question(cohort.locales, module, pool[drawn.question], drawn, number)
        for number, drawn in enumerate(drawn_in(standing.quiz), 1)
        if drawn.question in pool
    ]


def shown_question(
    locales: Iterable[str], module: Module, question: Question, drawn: Drawn, number: int
) -> ShownQuestion:
    """Give a question as a class sees it."""
    return ShownQuestion(
        id=question.id,
        number=number,
        must_know=question.must_know,
        wanted=options_wanted(question),
        options=tuple(
            Option(option, letter(place), option in question.right) for place, option in enumerate(drawn.options)
        ),
        words={tag: _words(question, tag) for tag in locales},
        picture=_picture(module, question),
    )


def _words(question: Question, tag: str) -> Words:
    text = course().question_text(question, tag)
    return Words(text.lang, text.text, dict(text.options), text.explanation)


def _picture(module: Module, question: Question) -> Picture | None:
    """Find the picture of a lesson that teaches what is asked."""
    cards = (card for lesson in lessons_for(module, question) for card in lesson.cards if card.picture)
    return next((picture for picture in map(picture_of, cards) if picture), None)


def counts_of(standing: Standing, question: ShownQuestion) -> dict[str, int]:
    """Count how many chose each option."""
    return tally(standing.answers, question.id, [option.id for option in question.options])


def quiz_for_phone(cohort: Cohort, module: Module, standing: Standing) -> dict[str, Any]:
    """Write a quiz so that a phone can run it without a network."""
    questions = shown_questions(cohort, module, standing)
    title = course().module_text(module, cohort.locale)
    return {
        "token": standing.quiz.token,
        "module": module.id,
        "title": {"lang": title.lang, "text": title.title},
        "over": standing.is_over,
        "closed": [name for name in standing.closed if name],
        "answers": {
            asked.id: {str(person): list(own[asked.id]) for person, own in standing.answers.items() if asked.id in own}
            for asked in questions
        },
        "questions": [asdict(asked) for asked in questions],
    }


def class_for_phone(cohort: Cohort, members: Sequence[Member]) -> dict[str, Any]:
    """Write who belongs to a class, and its languages."""
    return {
        "cohort": cohort.id,
        "locales": [{"tag": locale.tag, "name": locale.own_name} for locale in tongues_of(cohort)],
        "people": [{"id": one.learner.id, "seat": one.seat, "name": one.learner.name} for one in members],
    }


def session_for_phone(session: CohortSession, label: str, quizzes: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Write a session with its quizzes and who is marked as present."""
    return {
        "id": session.id,
        "number": session.number,
        "label": label,
        "present": sorted(present_at(session)),
        "quizzes": list(quizzes),
    }
