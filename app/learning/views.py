"""Lessons card by card, and the choice of a journey."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.core import clock
from app.course.corridor import Corridor
from app.course.offered import destinations_of, offered_pairs, origins_of
from app.course.queries import course, facts, lesson_at, spot_at
from app.course.rules import Spot, next_card, previous_card
from app.course.sectors import sector_name
from app.learners.session import current_learner
from app.learning.card_parts import parts_of, warnings_for
from app.learning.cookie import keep_in_cookie
from app.learning.forms import JourneyForm
from app.learning.journey import keep_corridor, present_corridor
from app.learning.pictures import picture_of
from app.learning.queries import present_progress, seen_of
from app.learning.services import change_journey, record_seen
from app.learning.shown_facts import country_name
from app.web.access import public
from app.web.localisation import current_locale
from app.web.pages import ready_page

learning = Blueprint("learning", __name__, url_prefix="/<locale:locale>")


@learning.get("/course/<slug>/<int:lesson>")
@public
def lesson(slug: str, lesson: int) -> Response:
    """Go on where this person stopped in the lesson."""
    card = present_progress().next_card(lesson_at(slug, lesson))
    return redirect(url_for("learning.card", slug=slug, lesson=lesson, card=card.number))


@learning.get("/course/<slug>/<int:lesson>/<int:card>")
@public
def card(slug: str, lesson: int, card: int) -> Response:
    """Show a card and keep that it was seen.

    Keeping it on a plain GET needs no button and no script; a card counts once however often it is shown, and a
    page fetched in advance does not count.
    """
    spot = spot_at(slug, lesson, card)
    if "prefetch" not in request.headers.get("Sec-Purpose", ""):
        _keep_seen(spot)
    locale, corridor = current_locale().tag, present_corridor()
    key = (course().edition(locale), facts().digest, clock.today(), str(corridor), spot.card.key)
    return ready_page(key, lambda: _card_page(spot, corridor))


@learning.route("/journey", methods=["GET", "POST"])
@public
def journey() -> Response | str:
    """Choose origin, destination and work, or skip."""
    corridor, pairs = present_corridor(), offered_pairs()
    form = JourneyForm(origin=corridor.origin, destination=corridor.destination, sector=corridor.sector)
    form.origin.choices = _by_name(origins_of(pairs, corridor.origin))
    form.destination.choices = _by_name(destinations_of(pairs, corridor.destination))
    form.sector.choices = [(sector, sector_name(sector)) for sector in course().sectors]
    if form.validate_on_submit() and form.crosses_a_border() and form.is_offered(pairs, corridor):
        keep_corridor(form.chosen)
        learner = current_learner()
        if learner:
            change_journey(learner=learner, corridor=form.chosen)
        return redirect(url_for("dashboard.course_page"))
    return render_template("learning/journey.html", form=form)


def _by_name(codes: Iterable[str]) -> list[tuple[str, str]]:
    return sorted(((code, country_name(code)) for code in codes), key=lambda choice: choice[1])


def _keep_seen(spot: Spot) -> None:
    learner = current_learner()
    if learner is None:
        keep_in_cookie(spot.lesson, spot.card)
    elif spot.card.id not in seen_of(learner, spot.lesson):
        record_seen(learner=learner, course_version=course().version, lessons={spot.lesson.key: [spot.card.id]})


def _card_page(spot: Spot, corridor: Corridor) -> str:
    locale = current_locale().tag
    text = course().card_text(spot.card, locale)
    warnings = warnings_for(text, corridor)
    module_text, lesson_title = course().module_text(spot.module, locale), course().lesson_title(spot.lesson, locale)
    return render_template(
        "learning/card.html",
        spot=spot,
        module=spot.module,
        module_text=module_text,
        lesson_title=lesson_title,
        text=text,
        texts=(module_text, lesson_title, text),
        parts=parts_of(text, corridor),
        warnings=warnings,
        shows_facts=bool(warnings or text.slots),
        picture=picture_of(spot.card),
        before=previous_card(spot),
        after=next_card(spot),
    )
