"""Help lines for the reader's journey."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core import clock
from app.course.corridor import Corridor
from app.course.help_lines import HelpGroup
from app.course.help_lines import help_lines as lines_of
from app.course.queries import course, facts
from app.learning.journey import present_corridor
from app.web.access import public
from app.web.localisation import current_locale
from app.web.pages import ready_page

guidance = Blueprint("guidance", __name__, url_prefix="/<locale:locale>")


@guidance.get("/help")
@public
def help_lines() -> Response:
    """Show numbers to call: emergency first, then charities and help centres, offices after them."""
    corridor = present_corridor()
    key = (course().edition(current_locale().tag), facts().digest, clock.today(), str(corridor))
    return ready_page(key, lambda: _page(corridor))


def _page(corridor: Corridor) -> str:
    locale, today = current_locale().tag, clock.today()
    return render_template(
        "guidance/help-lines.html",
        warnings=facts().situation(corridor, locale, today),
        shows_facts=True,
        lines=lines_of(facts(), corridor, locale, today),
        titles={
            HelpGroup.EMERGENCY: _("In danger now"),
            HelpGroup.CHARITY: _("Charities and help centres"),
            HelpGroup.GOVERNMENT: _("Government help lines"),
            HelpGroup.EMBASSY: _("Your embassy"),
            HelpGroup.POLICE: _("Police"),
        },
    )
