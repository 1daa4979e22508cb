"""The class quiz: choose it, show a question, take who answered what, see what it came to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.models import Staff
from app.accounts.session import signed_in_staff
from app.classroom.answer_cards import draw_answer_cards
from app.classroom.errors import NoSuchQuiz
from app.classroom.models import ClassQuiz
from app.classroom.queries import (
    attempts_from,
    latest_quiz,
    latest_quizzes,
    quiz_in_round,
    standing_of,
    standings_of,
)
from app.classroom.quiz_page import (
    Person,
    ShownQuestion,
    class_for_phone,
    counts_of,
    people_of,
    quiz_for_phone,
    session_for_phone,
    shown_questions,
)
from app.classroom.quiz_words import quiz_words
from app.classroom.services import Moment, close_question, end_quiz, prepare_quiz, take_answers
from app.classroom.tongues import own_name
from app.cohorts.errors import NoSuchMember
from app.cohorts.models import Cohort, CohortSession
from app.cohorts.queries import members_of, own_cohort, session_of, sessions_of
from app.cohorts.runs import run_from, runs_of
from app.cohorts.services import note_look
from app.cohorts.times import class_day
from app.core.errors import Refused
from app.core.permissions import Permission
from app.course.catalogue import Module
from app.course.queries import course, module_at
from app.programme.centres import centre_by_id
from app.web.access import requires
from app.web.files import handed_pdf
from app.web.forms import ButtonForm
from app.web.localisation import current_locale

class_quiz = Blueprint("class_quiz", __name__, url_prefix="/<locale:locale>/staff/classes/<int:cohort_id>/quiz")
Page = Response | str | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a trainer is: a class they lead, a session of it, and a module."""

    staff: Staff
    cohort: Cohort
    session: CohortSession
    module: Module

    def to(self, page: str, **more: int) -> str:
        """Give the address of a page about this quiz."""
        values: dict[str, Any] = {"number": self.session.number, "slug": self.module.slug, **more}
        return url_for(f"class_quiz.{page}", cohort_id=self.cohort.id, **values)


@class_quiz.get("")
@requires(Permission.LEAD_COHORTS)
def quizzes(cohort_id: int) -> str:
    """List the sessions with the quizzes of their modules, and how far each has come."""
    cohort = own_cohort(signed_in_staff(), cohort_id)
    sessions = [session for session in sessions_of(cohort) if session.cancelled_at is None]
    latest = latest_quizzes(sessions)
    return render_template(
        "classroom/quizzes.html",
        cohort=cohort,
        runs=runs_of(members_of(cohort)),
        centre=centre_by_id(cohort.centre_id),
        sessions=[(session, modules_of(session)) for session in sessions],
        title=_title,
        class_day=class_day,
        standings={
            (standing.quiz.session_id, standing.quiz.module): standing
            for standing in standings_of(list(latest.values()))
        },
    )


@class_quiz.get("/cards.pdf")
@requires(Permission.LEAD_COHORTS)
def answer_cards(cohort_id: int) -> Response:
    """Give the cards to hold up, a sheet for each seat, from a seat on and so many as are drawn in a moment."""
    cohort, first = own_cohort(signed_in_staff(), cohort_id), request.args.get("first", 1, int)
    members = run_from(members_of(cohort), first)
    if not members:
        raise NoSuchMember
    return handed_pdf(draw_answer_cards(cohort, members), f"answer-cards-{cohort.code}")


@class_quiz.get("/<int:number>/<slug>")
@requires(Permission.LEAD_COHORTS)
def quiz(cohort_id: int, number: int, slug: str) -> Page:
    """Draw the quiz, or find the one that was drawn, and offer to start it; one that was ended shows its results."""
    place = _place(cohort_id, number, slug)
    made = prepare_quiz(cohort=place.cohort, session=place.session, module=place.module, by=place.staff)
    standing = standing_of(made)
    if standing.is_over:
        return redirect(place.to("results", round=made.round))
    note_look(cohort=place.cohort, by=place.staff)
    members = members_of(place.cohort)
    label = class_day(place.session.starts_at, centre_by_id(place.cohort.centre_id))
    on_phone = quiz_for_phone(place.cohort, place.module, standing)
    held = class_for_phone(place.cohort, members) | {
        "words": quiz_words(),
        "sessions": [session_for_phone(place.session, label, [on_phone])],
    }
    return render_template(
        "classroom/quiz.html",
        place=place,
        label=label,
        title=_title(place.module),
        people=people_of(place.cohort, place.session, members),
        standing=standing,
        held=held,
    )


@class_quiz.get("/<int:number>/<slug>/<int:asked>")
@requires(Permission.LEAD_COHORTS)
def question(cohort_id: int, number: int, slug: str, asked: int) -> str:
    """Show one question large; once it is closed, what the class answered and why."""
    place = _place(cohort_id, number, slug)
    standing = standing_of(_begun(place))
    questions = shown_questions(place.cohort, place.module, standing)
    shown = _numbered(questions, asked)
    tag = request.args.get("in", place.cohort.locale)
    return render_template(
        "classroom/question.html",
        place=place,
        question=shown,
        words=shown.words.get(tag) or shown.words[place.cohort.locale],
        count=len(questions),
        is_closed=shown.id in standing.closed or standing.is_over,
        counts=counts_of(standing, shown),
        answered=sum(shown.id in own for own in standing.answers.values()),
        own_name=own_name,
    )


@class_quiz.route("/<int:number>/<slug>/<int:asked>/answers", methods=["GET", "POST"])
@requires(Permission.LEAD_COHORTS)
def answers(cohort_id: int, number: int, slug: str, asked: int) -> Page:
    """Take who answered what, with a choice beside each name; then close the question."""
    place = _place(cohort_id, number, slug)
    made = _begun(place)
    shown = _numbered(shown_questions(place.cohort, place.module, standing_of(made)), asked)
    people = people_of(place.cohort, place.session)
    if request.method == "GET":
        note_look(cohort=place.cohort, by=place.staff)
        own = standing_of(made).answers
        chosen = {person.id: own.get(person.id, {}).get(shown.id, ()) for person in people}
        return _answers_page(place, made, shown, people, chosen)
    sent = {person.id: tuple(request.form.getlist(f"person-{person.id}")) for person in people}
    given = {learner: tuple(option for option in options if option) for learner, options in sent.items()}
    try:
        take_answers(cohort=place.cohort, quiz=made, question=shown.id, answers=given, by=place.staff)
        if request.form.get("do") == "close":
            close_question(quiz=made, question=shown.id, when=Moment.now(), by=place.staff)
    except Refused as refused:
        return _answers_page(place, made, shown, people, given, error=str(refused.message)), 422
    return redirect(place.to("question", asked=asked), 303)


@class_quiz.route("/<int:number>/<slug>/end", methods=["GET", "POST"])
@requires(Permission.LEAD_COHORTS)
def end(cohort_id: int, number: int, slug: str) -> Page:
    """Say what ending means, and end the quiz."""
    place = _place(cohort_id, number, slug)
    made = _begun(place)
    standing = standing_of(made)
    if standing.is_over:
        return redirect(place.to("results", round=made.round))
    error = None
    if request.method == "POST":
        try:
            end_quiz(cohort=place.cohort, quiz=made, when=Moment.now(), by=place.staff)
            return redirect(place.to("results", round=made.round), 303)
        except Refused as refused:
            error = str(refused.message)
    page = render_template(
        "classroom/end.html",
        place=place,
        title=_title(place.module),
        standing=standing,
        count=len(made.draw),
        error=error,
        form=ButtonForm(),
    )
    return (page, 422) if error else page


@class_quiz.post("/<int:number>/<slug>/again")
@requires(Permission.LEAD_COHORTS)
def again(cohort_id: int, number: int, slug: str) -> Response:
    """Draw another round of a quiz that was ended."""
    place = _place(cohort_id, number, slug)
    prepare_quiz(cohort=place.cohort, session=place.session, module=place.module, by=place.staff, again=True)
    return redirect(place.to("quiz"), 303)


@class_quiz.get("/<int:number>/<slug>/results/<int:round>")
@requires(Permission.LEAD_COHORTS)
def results(cohort_id: int, number: int, slug: str, round: int) -> Page:  # noqa: A002 - the word of the address.
    """Show what the quiz came to for each person, and how it was taken."""
    place = _place(cohort_id, number, slug)
    made = quiz_in_round(place.session, place.module.id, round)
    if made is None:
        raise NoSuchQuiz
    standing = standing_of(made)
    if not standing.is_over:
        return redirect(place.to("quiz"))
    note_look(cohort=place.cohort, by=place.staff)
    people = people_of(place.cohort, place.session)
    return render_template(
        "classroom/results.html",
        place=place,
        title=_title(place.module),
        round=made.round,
        people=people,
        answers=standing.answers,
        attempts=attempts_from(made, list(standing.answers)),
        form=ButtonForm(),
    )


def modules_of(session: CohortSession) -> list[Module]:
    """List the modules a session is about; all of them where the plan names none."""
    return [module for module in course().modules if not session.modules or module.id in session.modules]


def _place(cohort_id: int, number: int, slug: str) -> Place:
    staff = signed_in_staff()
    cohort = own_cohort(staff, cohort_id)
    session, module = session_of(cohort, number), module_at(slug)
    if module not in modules_of(session) or session.cancelled_at is not None:
        raise NoSuchQuiz
    return Place(staff, cohort, session, module)


def _begun(place: Place) -> ClassQuiz:
    made = latest_quiz(place.session, place.module.id)
    if made is None:
        raise NoSuchQuiz
    return made


def _numbered(questions: list[ShownQuestion], number: int) -> ShownQuestion:
    found = next((question for question in questions if question.number == number), None)
    if found is None:
        raise NoSuchQuiz
    return found


def _title(module: Module) -> tuple[str, str]:
    """Give a module's title in the trainer's language, and the tag of the words."""
    text = course().module_text(module, current_locale().tag)
    return text.lang, text.title


def _answers_page(
    place: Place,
    made: ClassQuiz,
    shown: ShownQuestion,
    people: list[Person],
    chosen: dict[int, tuple[str, ...]],
    error: str | None = None,
) -> str:
    return render_template(
        "classroom/answers.html",
        place=place,
        question=shown,
        words=shown.words[place.cohort.locale],
        count=len(made.draw),
        people=people,
        chosen=chosen,
        error=error,
        form=ButtonForm(),
    )
