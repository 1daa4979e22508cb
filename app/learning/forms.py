"""The shape of a journey."""

from __future__ import annotations

from collections.abc import Collection

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import Optional

from app.course.corridor import Corridor
from app.course.offered import is_offered
from app.web.forms import Form


class JourneyForm(Form):
    """From where, to where, which work: each may be left open."""

    origin = RadioField(_l("Where are you from?"), validators=[Optional()])
    destination = RadioField(_l("Where do you want to work?"), validators=[Optional()])
    sector = RadioField(_l("Which work?"), validators=[Optional()])

    def crosses_a_border(self) -> bool:
        """Refuse a journey from a country to itself."""
        if self.origin.data and self.origin.data == self.destination.data:
            self.destination.errors = [*self.destination.errors, _("Please choose another country than your own.")]
            return False
        return True

    def is_offered(self, pairs: Collection[str], kept: Corridor) -> bool:
        """Refuse a journey that is not on offer here, unless it was chosen before."""
        if is_offered(self.chosen, pairs, kept):
            return True
        self.destination.errors = [*self.destination.errors, _("This journey is not offered here. Choose another.")]
        return False

    @property
    def chosen(self) -> Corridor:
        """Give the journey, once its countries were judged."""
        return Corridor(self.origin.data or None, self.destination.data or None, self.sector.data or None)
