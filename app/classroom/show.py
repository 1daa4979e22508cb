"""Lessons for a whole class, large, on a projector or a phone that is held up; then they count for those present."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from app.accounts.models import Staff
from app.accounts.session import signed_in_staff
from app.classroom.group_lessons import credit_present
from app.classroom.presence import present_at
from app.classroom.queries import lessons_shown
from app.classroom.quiz_desk import modules_of
from app.classroom.sounds import sound_file
from app.classroom.tongues import tongues_of
from app.cohorts.models import Cohort, CohortSession
from app.cohorts.queries import own_cohort, session_of, sessions_of
from app.cohorts.times import class_day
from app.core.errors import NotFound, Refused
from app.core.i18n import Locale, locale_by_tag
from app.core.permissions import Permission
from app.course.catalogue import Lesson, Module
from app.course.corridor import Corridor
from app.course.queries import course, lesson_at, module_at, spot_at
from app.learning.card_parts import parts_of, warnings_for
from app.learning.pictures import picture_of
from app.programme.centres import centre_by_id
from app.web.access import requires
from app.web.forms import ButtonForm
from app.web.localisation import current_locale

group_show = Blueprint("group_show", __name__, url_prefix="/<locale:locale>/staff/classes/<int:cohort_id>/show")
HOME = "home"
"""Where an address keeps the trainer's own language while the page is in that of the class."""
Page = Response | str | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Show:
    """A lesson that is shown in a session of a class."""

    staff: Staff
    cohort: Cohort
    session: CohortSession

    def to(self, page: str, locale: str | None = None, **more: Any) -> str:
        """Give the address of a page of the show, in the language of this page or in another."""
        home = {} if page == "lessons" else {HOME: _home().tag}
        values: dict[str, Any] = {"number": self.session.number, "locale": locale or current_locale(), **home, **more}
        return url_for(f"group_show.{page}", cohort_id=self.cohort.id, **values)

    def to_card(self, slug: str, lesson: int, card: int, locale: str | None = None) -> str:
        """Give the address of a card."""
        return self.to("card", locale, slug=slug, lesson=lesson, card=card)

    def to_done(self, slug: str, lesson: int) -> str:
        """Give the address of the page after the last card, in the trainer's own language."""
        return self.to("done", _home().tag, slug=slug, lesson=lesson)

    @property
    def home(self) -> str:
        """Give the address of the list of lessons, in the trainer's own language."""
        return self.to("lessons", _home().tag)


@group_show.get("")
@requires(Permission.LEAD_COHORTS)
def sessions(cohort_id: int) -> str:
    """List the sessions to show lessons in."""
    cohort = own_cohort(signed_in_staff(), cohort_id)
    return render_template(
        "classroom/show-sessions.html",
        cohort=cohort,
        centre=centre_by_id(cohort.centre_id),
        sessions=[session for session in sessions_of(cohort) if session.cancelled_at is None],
        class_day=class_day,
        title=_title,
        modules_of=modules_of,
    )


@group_show.get("/<int:number>")
@requires(Permission.LEAD_COHORTS)
def lessons(cohort_id: int, number: int) -> str:
    """List the lessons of a session, and which of them the class went through."""
    show = _show(cohort_id, number)
    return render_template(
        "classroom/show-lessons.html",
        show=show,
        modules=modules_of(show.session),
        title=_title,
        lesson_title=lambda lesson: course().lesson_title(lesson, current_locale().tag),
        shown=lessons_shown(show.session),
        present=len(present_at(show.session)),
        tongues=tongues_of(show.cohort),
    )


@group_show.get("/<int:number>/<slug>/<int:lesson>/<int:card>")
@requires(Permission.LEAD_COHORTS)
def card(cohort_id: int, number: int, slug: str, lesson: int, card: int) -> str:
    """Show a card, large and with nothing around it."""
    show, spot = _show(cohort_id, number), spot_at(slug, lesson, card)
    _check_planned(show, spot.module)
    locale, cohort = current_locale().tag, show.cohort
    corridor = Corridor(cohort.origin, cohort.destination, cohort.sector)
    text = course().card_text(spot.card, locale)
    return render_template(
        "classroom/show-card.html",
        show=show,
        spot=spot,
        text=text,
        texts=(text,),
        lesson_title=course().lesson_title(spot.lesson, locale),
        parts=parts_of(text, corridor),
        warnings=warnings_for(text, corridor),
        shows_facts=bool(text.slots),
        picture=picture_of(spot.card),
        has_sound=sound_file(spot, locale) is not None,
        tongues=tongues_of(cohort),
    )


@group_show.get("/<int:number>/<slug>/<int:lesson>/<int:card>/sound")
@requires(Permission.LEAD_COHORTS)
def sound(cohort_id: int, number: int, slug: str, lesson: int, card: int) -> Response:
    """Give the recording of a card in the language of the address."""
    show, spot = _show(cohort_id, number), spot_at(slug, lesson, card)
    _check_planned(show, spot.module)
    file = sound_file(spot, current_locale().tag)
    if file is None:
        raise NotFound
    return send_file(file, conditional=True)


@group_show.route("/<int:number>/<slug>/<int:lesson>/done", methods=["GET", "POST"])
@requires(Permission.LEAD_COHORTS)
def done(cohort_id: int, number: int, slug: str, lesson: int) -> Page:
    """After the last card: count the lesson for those who are marked as present."""
    show, found = _show(cohort_id, number), lesson_at(slug, lesson)
    _check_planned(show, module_at(slug))
    if request.method == "GET":
        return _done_page(show, slug, found)
    try:
        credited = credit_present(cohort=show.cohort, session=show.session, lesson=found, by=show.staff)
    except Refused as refused:
        return _done_page(show, slug, found, error=str(refused.message)), 422
    return _done_page(show, slug, found, credited=credited)


def _done_page(show: Show, slug: str, lesson: Lesson, error: str | None = None, credited: int | None = None) -> str:
    module = module_at(slug)
    after = next((one for one in module.lessons if one.number == lesson.number + 1), None)
    return render_template(
        "classroom/show-done.html",
        show=show,
        module=module,
        lesson=lesson,
        after=after,
        title=course().lesson_title(lesson, current_locale().tag),
        present=len(present_at(show.session)),
        shown=lessons_shown(show.session).get(lesson.key),
        error=error,
        credited=credited,
        form=ButtonForm(),
    )


def _show(cohort_id: int, number: int) -> Show:
    staff = signed_in_staff()
    cohort = own_cohort(staff, cohort_id)
    return Show(staff, cohort, session_of(cohort, number))


def _check_planned(show: Show, module: Module) -> None:
    if module not in modules_of(show.session) or show.session.cancelled_at is not None:
        raise NotFound


def _home() -> Locale:
    return locale_by_tag(request.args.get(HOME, "")) or current_locale()


def _title(module: Module) -> tuple[str, str]:
    text = course().module_text(module, current_locale().tag)
    return text.lang, text.title
