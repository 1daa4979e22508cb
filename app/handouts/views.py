"""The trainer's shelf: leaflets of all modules in all languages, and the help card of a journey.

Only for staff for now: whatever a stranger may ask for must not start the PDF engine.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core import clock
from app.core.i18n import LOCALES, Locale
from app.core.permissions import Permission
from app.course.corridor import DESTINATIONS, ORIGINS, Corridor, UnknownCorridor, parse_corridor
from app.course.queries import course, module_at
from app.course.sectors import sector_name
from app.handouts.composing import compose
from app.handouts.drawing import draw, draw_card
from app.handouts.errors import NoSuchJourney, TooLongForPaper
from app.handouts.help_card import compose_card
from app.handouts.keeping import kept
from app.handouts.naming import card_name, leaflet_name
from app.learning.shown_facts import country_name
from app.printing.errors import CannotPrint
from app.web.access import requires
from app.web.files import handed_pdf
from app.web.localisation import current_locale

handouts = Blueprint("handouts", __name__, url_prefix="/<locale:locale>/staff")
Page = str | tuple[str, int]


@handouts.get("/handouts")
@requires(Permission.PRINT_HANDOUTS)
def shelf() -> Page:
    """List the modules, each in every language, for a journey or for none."""
    chosen = {name: request.args.get(name, "") for name in ("origin", "destination", "sector")}
    try:
        corridor, fault = _corridor("-".join(chosen.values())), None
    except NoSuchJourney:
        corridor, fault = None, _("Choose two different countries of the list.")
    tag = current_locale().tag
    page = render_template(
        "handouts/shelf.html",
        modules=[(module, course().module_text(module, tag)) for module in course().modules],
        papers=LOCALES,
        journey=str(corridor) if corridor else None,
        chosen=chosen,
        fault=fault,
        origins=_by_name({code: country_name(code) for code in ORIGINS}),
        destinations=_by_name({code: country_name(code) for code in DESTINATIONS}),
        sectors={sector: sector_name(sector) for sector in course().sectors},
    )
    return (page, 422) if fault else page


@handouts.get("/handouts/<locale:paper>/<slug>.pdf")
@requires(Permission.PRINT_HANDOUTS)
def leaflet(paper: Locale, slug: str) -> Response:
    """Give the leaflet of a module in a language; it speaks that language, whoever asks."""
    corridor = _corridor(request.args.get("journey", ""))
    said = compose(module_at(slug), paper.tag, corridor, clock.today())
    name = leaflet_name(module_at(slug), paper.tag, corridor)
    return _paper(name, kept(f"{name}-{said.edition}", said, lambda: _drawn(lambda: draw(said).content)))


@handouts.get("/handouts/<locale:paper>/help-card-<int(max=4):per_sheet>.pdf")
@requires(Permission.PRINT_HANDOUTS)
def help_card(paper: Locale, per_sheet: int) -> Response:
    """Give the help card of a journey in a language: one to a sheet, or four."""
    corridor = _corridor(request.args.get("journey", ""))
    if corridor is None:
        raise NoSuchJourney
    count = 4 if per_sheet > 1 else 1
    said = compose_card(corridor, paper.tag, clock.today())
    name = card_name(corridor, paper.tag, count)
    return _paper(name, kept(name, said, lambda: _drawn(lambda: draw_card(said, count))))


def _drawn(draw_it: Callable[[], bytes]) -> bytes:
    try:
        return draw_it()
    except CannotPrint as fault:
        raise TooLongForPaper from fault


def _paper(name: str, content: bytes) -> Response:
    paper = handed_pdf(content, name)
    paper.add_etag()
    return paper.make_conditional(request.environ)


def _corridor(text: str) -> Corridor | None:
    """Read a journey; one without a country is none, and one that is not in the course is refused."""
    try:
        corridor = parse_corridor(text, course().sectors)
    except UnknownCorridor as fault:
        raise NoSuchJourney from fault
    return corridor if corridor.origin or corridor.destination else None


def _by_name(names: dict[str, str]) -> dict[str, str]:
    return dict(sorted(names.items(), key=lambda pair: pair[1]))
