"""What a trainer's phone sends of a class quiz, now or when the network is back."""

from __future__ import annotations

from flask import Flask

from app.accounts.models import Staff
from app.classroom.queries import quiz_of
from app.classroom.services import Moment, close_question, end_quiz, take_answer
from app.cohorts.models import Cohort
from app.cohorts.syncing import Entry, Unreadable, register_entry


def init_class_quiz(app: Flask) -> None:
    """Take in answers, closed questions and ended quizzes."""
    register_entry(app, "class-answer", _answer)
    register_entry(app, "class-question-end", _question_end)
    register_entry(app, "class-quiz-end", _quiz_end)


def _answer(cohort: Cohort, entry: Entry, by: Staff) -> None:
    chosen = entry.body.get("options")
    if not isinstance(chosen, list) or not all(isinstance(option, str) for option in chosen):
        raise Unreadable
    take_answer(
        cohort=cohort,
        quiz=quiz_of(cohort, entry.text("quiz")),
        learner_id=entry.whole("learner"),
        question=entry.text("question"),
        options=[str(option) for option in chosen],
        when=_moment(entry),
        by=by,
    )


def _question_end(cohort: Cohort, entry: Entry, by: Staff) -> None:
    quiz = quiz_of(cohort, entry.text("quiz"))
    close_question(quiz=quiz, question=entry.text("question"), when=_moment(entry), by=by)


def _quiz_end(cohort: Cohort, entry: Entry, by: Staff) -> None:
    end_quiz(cohort=cohort, quiz=quiz_of(cohort, entry.text("quiz")), when=_moment(entry), by=by)


def _moment(entry: Entry) -> Moment:
    """Give both times of an entry; the phone's own orders what it did, however slowly each part was sent."""
    return Moment(entry.at, entry.at - entry.clock_off)
