"""A quiz: start it, answer one question on a page, look it over, send it, see what it came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.core import clock
from app.core.errors import Refused
from app.course.catalogue import Module, Question, QuestionText
from app.course.facts import Wording
from app.course.queries import course, module_at
from app.course.rules import draw_size
from app.learners.session import ask_to_sign_in
from app.quizzes.errors import AlreadySent, NoSuchAttempt, Pausing
from app.quizzes.models import Attempt
from app.quizzes.owner import VISITOR, Owner, new_visitor, present_owner
from app.quizzes.queries import Checks, attempt_by_token, open_attempt, pause_of, present_checks
from app.quizzes.rules import MAY_BE_WRONG, Drawn, Purpose, is_right, lessons_for, options_wanted
from app.quizzes.services import (
    adopt_attempt,
    draw_of,
    questions_for,
    save_response,
    start_attempt,
    start_check,
    submit_attempt,
)
from app.web.access import public
from app.web.forms import ButtonForm
from app.web.localisation import current_locale

quizzes = Blueprint("quizzes", __name__, url_prefix="/<locale:locale>")
CHECK_NAMES = {Purpose.BEFORE: _l("What I know already"), Purpose.AFTER: _l("What I know now")}


@dataclass(frozen=True, slots=True)
class OwnAttempt:
    """An attempt that was found to belong to the person at hand."""

    attempt: Attempt
    owner: Owner

    @property
    def purpose(self) -> Purpose:
        """Tell what the attempt is for."""
        return Purpose(self.attempt.purpose)

    @property
    def module(self) -> Module:
        """Find the module a quiz is about; a check is about none."""
        return course().module_by_id(self.attempt.module)

    @property
    def begins_at(self) -> str:
        """Give the address of the page where the attempt was begun."""
        if self.purpose is Purpose.QUIZ:
            return url_for("quizzes.intro", slug=self.module.slug)
        return url_for("quizzes.check", purpose=self.purpose)

    @property
    def heading(self) -> Wording:
        """Say what the attempt is about, in the reader's language if that is there."""
        if self.purpose is not Purpose.QUIZ:
            return Wording(str(CHECK_NAMES[self.purpose]), current_locale().tag)
        text = course().module_text(self.module, current_locale().tag)
        return Wording(text.title, text.lang)

    def drawn(self, number: int) -> Drawn:
        """Find a question of the draw by its number, counted from 1."""
        draw = draw_of(self.attempt)
        if not 1 <= number <= len(draw):
            raise NoSuchAttempt
        return draw[number - 1]

    def next_blank(self) -> int | None:
        """Find the first question that has no answer yet."""
        blank = (
            number
            for number, drawn in enumerate(draw_of(self.attempt), 1)
            if drawn.question not in self.attempt.responses
        )
        return next(blank, None)


@quizzes.get("/course/<slug>/quiz")
@public
def intro(slug: str) -> str:
    """Say what the quiz asks, and offer to start it or to go on."""
    module = module_at(slug)
    owner = present_owner()
    until = pause_of(owner, module.id) if owner else None
    return render_template(
        "quizzes/intro.html",
        module=module,
        text=course().module_text(module, current_locale().tag),
        form=ButtonForm(),
        begun=bool(owner and open_attempt(owner, module.id)),
        asked=draw_size(module),
        needed=draw_size(module) - MAY_BE_WRONG,
        pause_until=until if until and until > clock.now() else None,
        minutes_left=_minutes_until(until),
    )


@quizzes.post("/course/<slug>/quiz")
@public
def start(slug: str) -> Response:
    """Start the quiz, or go on with the one begun."""
    module = module_at(slug)
    try:
        attempt = start_attempt(
            owner=present_owner() or new_visitor(), course=course(), module=module, locale=current_locale().tag
        )
    except Pausing:
        return redirect(url_for("quizzes.intro", slug=slug))
    return _first_blank(attempt)


@quizzes.get("/check/<any(before, after):purpose>")
@public
def check(purpose: str) -> Response | str:
    """Offer the check before or after the course, which nobody passes or fails; whoever took it sees the counts."""
    checks = present_checks(course())
    if checks.offered != purpose:
        return _check_counts(checks)
    return render_template(
        "quizzes/check.html",
        purpose=purpose,
        name=CHECK_NAMES[Purpose(purpose)],
        begun=checks.begun,
        asked=len(course().modules),
        form=ButtonForm(),
    )


@quizzes.post("/check/<any(before, after):purpose>")
@public
def start_the_check(purpose: str) -> Response:
    """Start a check, or go on with the one begun; one that is not offered any more shows what it came to."""
    if present_checks(course()).offered != purpose:
        return redirect(url_for("quizzes.check", purpose=purpose))
    owner = present_owner() or new_visitor()
    return _first_blank(
        start_check(owner=owner, course=course(), purpose=Purpose(purpose), locale=current_locale().tag)
    )


def _first_blank(attempt: Attempt) -> Response:
    number = OwnAttempt(attempt, present_owner() or new_visitor()).next_blank()
    if number is None:
        return redirect(url_for("quizzes.review", token=attempt.token))
    return redirect(url_for("quizzes.question", token=attempt.token, number=number))


def _check_counts(checks: Checks, answers: Sequence[ShownAnswer] = ()) -> str:
    return render_template(
        "quizzes/check-counts.html", checks=checks, answers=answers, texts=[answer.text for answer in answers]
    )


@quizzes.get("/quiz/<token>/<int:number>")
@public
def question(token: str, number: int) -> Response | str:
    """Show one question with its options."""
    own = _own(token)
    if isinstance(own, Response):
        return own
    if own.attempt.submitted_at:
        return redirect(url_for("quizzes.result", token=token))
    return _question_page(own, number)


@quizzes.post("/quiz/<token>/<int:number>")
@public
def answer(token: str, number: int) -> Response | str | tuple[str, int]:
    """Keep the answer to one question and go on to the next."""
    own = _own(token)
    if isinstance(own, Response):
        return own
    chosen = request.form.getlist("option")
    asked = course().question(own.drawn(number).question)
    try:
        save_response(attempt=own.attempt, owner=own.owner, question=asked, options=chosen)
    except AlreadySent:
        return redirect(url_for("quizzes.result", token=token))
    except Refused as refused:
        return _question_page(own, number, chosen=chosen, error=str(refused.message)), 422
    if number == own.attempt.asked:
        return redirect(url_for("quizzes.review", token=token))
    return redirect(url_for("quizzes.question", token=token, number=number + 1))


@quizzes.get("/quiz/<token>")
@public
def review(token: str) -> Response | str:
    """Show which questions have an answer, before they are sent."""
    own = _own(token)
    if isinstance(own, Response):
        return own
    if own.attempt.submitted_at:
        return redirect(url_for("quizzes.result", token=token))
    return render_template(
        "quizzes/review.html",
        own=own,
        answered=[drawn.question in own.attempt.responses for drawn in draw_of(own.attempt)],
        form=ButtonForm(),
    )


@quizzes.post("/quiz/<token>")
@public
def submit(token: str) -> Response:
    """Send the quiz; sent twice it counts once."""
    own = _own(token)
    if isinstance(own, Response):
        return own
    submit_attempt(attempt=own.attempt, owner=own.owner, course=course())
    return redirect(url_for("quizzes.result", token=token))


@quizzes.get("/quiz/<token>/result")
@public
def result(token: str) -> Response | str:
    """Say what the quiz came to, why, and which lesson to look at again; never which other option was right."""
    own = _own(token)
    if isinstance(own, Response):
        return own
    if not own.attempt.submitted_at:
        return redirect(url_for("quizzes.review", token=token))
    if own.purpose is not Purpose.QUIZ:
        # Before the course nothing is given away: the same things are asked again after it.
        return _check_counts(present_checks(course()), _answers(own) if own.purpose is Purpose.AFTER else ())
    module = own.module
    until = pause_of(own.owner, module.id)
    answers = _answers(own)
    return render_template(
        "quizzes/result.html",
        attempt=own.attempt,
        module=module,
        text=course().module_text(module, current_locale().tag),
        answers=answers,
        texts=[answer.text for answer in answers],
        needed=own.attempt.asked - MAY_BE_WRONG,
        pause_until=until if until and until > clock.now() else None,
        minutes_left=_minutes_until(until),
        form=ButtonForm(),
    )


def _minutes_until(until: datetime | None) -> int:
    return ceil((until - clock.now()).total_seconds() / 60) if until else 0


def _own(token: str) -> OwnAttempt | Response:
    """Find an attempt and make sure it is this person's; who was signed out in the middle is asked to sign in."""
    attempt = attempt_by_token(token)
    if attempt is None:
        raise NoSuchAttempt
    owner = present_owner()
    if owner is not None and owner.holds(attempt):
        return OwnAttempt(attempt, owner)
    if attempt.learner_id is not None and (owner is None or owner.learner_id is None):
        return ask_to_sign_in()
    if request.method == "POST" and attempt.learner_id is None and VISITOR not in session and owner is None:
        # The cookie was lost in the middle of the quiz. Whoever sends its random name has its page before them.
        owner = new_visitor()
        adopt_attempt(attempt=attempt, visitor=owner)
        return OwnAttempt(attempt, owner)
    raise NoSuchAttempt


def _question_page(own: OwnAttempt, number: int, chosen: list[str] | None = None, error: str | None = None) -> str:
    drawn = own.drawn(number)
    asked = course().question(drawn.question)
    text = course().question_text(asked, current_locale().tag)
    return render_template(
        "quizzes/question.html",
        own=own,
        number=number,
        drawn=drawn,
        question=asked,
        wanted=options_wanted(asked),
        chosen=own.attempt.responses.get(asked.id, []) if chosen is None else chosen,
        text=text,
        texts=(text,),
        form=ButtonForm(),
        error=error,
    )


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """One question of a sent quiz, as the result page shows it."""

    text: QuestionText
    question: Question
    chosen: tuple[str, ...]
    right: bool
    module: Module
    lessons: tuple[tuple[int, str], ...]


def _answers(own: OwnAttempt) -> list[ShownAnswer]:
    pool = questions_for(own.attempt, course())
    return [_answer(own, pool[drawn.question], drawn) for drawn in draw_of(own.attempt) if drawn.question in pool]


def _answer(own: OwnAttempt, asked: Question, drawn: Drawn) -> ShownAnswer:
    locale = current_locale().tag
    module = next(module for module in course().modules if asked in module.questions)
    chosen = own.attempt.responses.get(asked.id, [])
    return ShownAnswer(
        text=course().question_text(asked, locale),
        question=asked,
        chosen=tuple(option for option in drawn.options if option in chosen),
        right=is_right(asked, own.attempt.responses),
        module=module,
        lessons=tuple(
            (lesson.number, course().lesson_title(lesson, locale).title) for lesson in lessons_for(module, asked)
        ),
    )
