"""The editors' pages: which facts to look at, and what a journey shows and lacks."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.core import clock
from app.core.errors import NotFound
from app.core.permissions import Permission
from app.course.corridor import COUNTRIES, DESTINATIONS, ORIGINS, Corridor, UnknownCorridor
from app.course.facts import FactBook
from app.course.help_lines import HelpGroup
from app.course.queries import course
from app.course.sectors import sector_name
from app.editing.forms import OTHERS
from app.editing.journeys import JourneyReport, report_on
from app.editing.revision import latest_facts
from app.editing.sheet import journey_sheet
from app.editing.watch import Concern, Watched, cards_by_placeholder, counted, watched
from app.editing.words import CONCERNS, KINDS, REGIONS, STANDS, kind_name
from app.web.access import requires
from app.web.files import handed
from app.web.localisation import current_locale

editing = Blueprint("editing", __name__, url_prefix="/<locale:locale>/staff/facts")

HELP_GROUPS = {
    HelpGroup.EMERGENCY: _l("Emergency numbers"),
    HelpGroup.CHARITY: _l("Charities and help centres"),
    HelpGroup.GOVERNMENT: _l("Government offices"),
    HelpGroup.EMBASSY: _l("Embassies"),
    HelpGroup.POLICE: _l("Police"),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What an editor asked to see; empty means all."""

    concern: Concern | None
    country: str
    kind: str

    def takes(self, one: Watched) -> bool:
        """Tell whether a fact is asked for."""
        is_concerned = self.concern is None or self.concern in one.concerns
        return is_concerned and self.country in ("", one.fact.country) and self.kind in ("", one.fact.kind)

    @property
    def are_set(self) -> bool:
        """Tell whether anything was asked for."""
        return bool(self.concern or self.country or self.kind)


@editing.get("/")
@requires(Permission.EDIT_FACTS)
def overview() -> str:
    """Show what is to be looked at, by country, and the facts that a filter in the address asks for."""
    book = latest_facts()
    found = watched(book, clock.today(), [locale.tag for locale in OTHERS])
    filters = _filters()
    places = [code for code in (*COUNTRIES, *REGIONS) if any(one.fact.country == code for one in found)]
    return render_template(
        "editing/overview.html",
        filters=filters,
        listed=[one for one in found if filters.takes(one)] if filters.are_set else [],
        counts=counted(found),
        by_place={place: counted(one for one in found if one.fact.country == place) for place in places},
        places={place: place_name(book, place) for place in places},
        kinds=sorted(((kind, kind_name(kind)) for kind in {one.fact.kind for one in found}), key=lambda pair: pair[1]),
        concerns=CONCERNS,
        total=len(found),
        today=clock.today(),
    )


@editing.get("/journey")
@requires(Permission.EDIT_FACTS)
def journey() -> str:
    """Show what every placeholder becomes on one journey, and what the journey lacks."""
    book = latest_facts()
    corridor = _corridor()
    return render_template(
        "editing/journey.html",
        report=_report(book, corridor) if corridor.pair else None,
        corridor=corridor,
        names={code: place_name(book, code) for code in COUNTRIES},
        origins=ORIGINS,
        destinations=DESTINATIONS,
        sectors={sector: sector_name(sector) for sector in course().sectors},
        stands=STANDS,
        help_groups=HELP_GROUPS,
    )


@editing.get("/journey.csv")
@requires(Permission.EDIT_FACTS)
def journey_csv() -> Response:
    """Give the same as a sheet."""
    corridor = _corridor()
    if corridor.pair is None:
        raise NotFound(_("Choose where the journey begins and where it ends."))
    sheet = journey_sheet(_report(latest_facts(), corridor))
    name = f"facts-{corridor}-{clock.today()}".strip("-")
    return handed(sheet, "text/csv; charset=utf-8", f"{name}.csv")


def place_name(book: FactBook, code: str) -> str:
    """Name a country, or a group of them, in the editor's language."""
    return str(REGIONS[code]) if code in REGIONS else book.word("countries", code, current_locale().tag).text


def _filters() -> Filters:
    concern = request.args.get("show", "")
    known = Concern(concern) if concern in {*Concern} else None
    country, kind = request.args.get("country", ""), request.args.get("kind", "")
    return Filters(known, country if country in (*COUNTRIES, *REGIONS) else "", kind if kind in KINDS else "")


def _corridor() -> Corridor:
    """Read the journey from the address; one that the course does not have is none."""
    origin, destination, sector = (request.args.get(key) or None for key in ("origin", "destination", "sector"))
    try:
        return Corridor(origin, destination, sector if sector in course().sectors else None)
    except UnknownCorridor:
        return Corridor()


def _report(book: FactBook, corridor: Corridor) -> JourneyReport:
    return report_on(book, corridor, current_locale().tag, clock.today(), cards_by_placeholder(course()))
