"""The shape of what a trainer writes about a class."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # The stubs are older than the library.
from wtforms.validators import ValidationError

from app.cohorts import fields
from app.cohorts.models import Cohort, CohortSession
from app.cohorts.services import Plan
from app.cohorts.times import moment_at, zone_of
from app.core.i18n import LOCALES
from app.course.corridor import Corridor
from app.course.offered import PAIRS, is_offered
from app.programme.centre_models import Centre
from app.programme.rules import Award
from app.web.forms import Form

LONGEST_CLASS = timedelta(days=366)
AWARDS = {Award.CORE: _l("Core statement"), Award.FULL: _l("Full certificate")}
WEEKDAYS = (_l("Monday"), _l("Tuesday"), _l("Wednesday"), _l("Thursday"), _l("Friday"), _l("Saturday"), _l("Sunday"))
_LANGUAGES = [SelectChoice(locale.tag, locale.own_name) for locale in LOCALES]


def listed(names: Mapping[Any, Any]) -> list[Any]:
    """Offer what has these names, by their keys."""
    return [SelectChoice(key, name) for key, name in names.items()]


class CohortForm(Form):
    """All that is decided about a class."""

    title = fields.line(_l("Name of the class"), needed=True)
    centre = fields.one_of(_l("Where it meets"), coerce=int)
    room = fields.line(_l("Room"))
    award = fields.one_of_few(_l("What it leads to"), choices=listed(AWARDS))
    language = fields.one_of(_l("Language of its papers"), choices=_LANGUAGES)
    also = fields.some_of(_l("Other languages in the class"), choices=_LANGUAGES)
    origin = fields.one_of(_l("From"))
    destination = fields.one_of(_l("To"))
    sector = fields.one_of(_l("Work"))
    starts_on = fields.day(_l("First day"))
    ends_on = fields.day(_l("Last day"))
    pairs: Collection[str] = PAIRS
    kept: Corridor | None = None

    def offer(self, *, centres: Iterable[Centre], origins: Any, destinations: Any, sectors: Any) -> None:
        """Fill in the choices; the names of countries and of work are by their codes."""
        self.centre.choices = [SelectChoice(centre.id, centre.name) for centre in centres]
        self.origin.choices = listed({"": _l("Any country"), **origins})
        self.destination.choices = listed({"": _l("Any country"), **destinations})
        self.sector.choices = listed({"": _l("Any work"), **sectors})

    def keep_to(self, pairs: Collection[str], kept: Corridor | None) -> None:
        """Take only journeys that are on offer, and the one that the class has already."""
        self.pairs, self.kept = pairs, kept

    def validate(self, extra_validators: Any = None) -> bool:
        """Judge each field, then what they say together."""
        good = super().validate(extra_validators)
        first, last = self.starts_on.data, self.ends_on.data
        if first and last and last < first:
            self.ends_on.errors = [_l("The last day is before the first.")]
        if first and last and last - first > LONGEST_CLASS:
            self.ends_on.errors = [_l("This is more than a year after the first day. Look at both days again.")]
        if self.origin.data and self.origin.data == self.destination.data:
            self.destination.errors = [_l("Please choose another country than the one they come from.")]
        elif good and not is_offered(self.plan.corridor, self.pairs, self.kept):
            self.destination.errors = [_l("This journey is not offered here. Choose another.")]
        return good and not (self.ends_on.errors or self.destination.errors)

    @property
    def plan(self) -> Plan:
        """Give what was decided."""
        language = str(self.language.data)
        return Plan(
            title=self.title.data or "",
            centre_id=int(self.centre.data),
            award=Award(self.award.data),
            locales=(language, *(tag for tag in self.also.data or () if tag != language)),
            starts_on=self.starts_on.data or date.min,
            ends_on=self.ends_on.data or date.max,
            corridor=Corridor(self.origin.data or None, self.destination.data or None, self.sector.data or None),
            room=self.room.data or None,
        )


def told(cohort: Cohort) -> dict[str, Any]:
    """Tell what stands in the form of a class that is there already."""
    return {
        "title": cohort.title,
        "centre": cohort.centre_id,
        "room": cohort.room,
        "award": cohort.award,
        "language": cohort.locale,
        "also": cohort.locales[1:],
        "origin": cohort.origin or "",
        "destination": cohort.destination or "",
        "sector": cohort.sector or "",
        "starts_on": cohort.starts_on,
        "ends_on": cohort.ends_on,
    }


class WhyForm(Form):
    """Why a class is opened again."""

    why = fields.reason(_l("Why do you open it again?"))


class StaffForm(Form):
    """Somebody of the staff, by the name they sign in with."""

    username = fields.line(_l("User name"), needed=True)


class AgencyForm(Form):
    """An agency, by the name it signs in with; the field has a name of its own beside the trainer's."""

    agency = fields.line(_l("User name"), needed=True)


class MoveForm(Form):
    """To which class of the same trainer a learner goes."""

    to = fields.one_of(_l("Class"), coerce=int)


class SessionForm(Form):
    """One session: when, where, and what it is about."""

    day = fields.day(_l("Day"))
    begins = fields.hour(_l("Begins at"))
    ends = fields.hour(_l("Ends at"))
    modules = fields.some_of(_l("Modules"))
    room = fields.line(_l("Room"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Judge each field, then both hours together."""
        good: bool = super().validate(extra_validators)
        if good and self.begins.data and self.ends.data and self.ends.data <= self.begins.data:
            self.ends.errors = [_l("The end is before the beginning.")]
            good = False
        return good

    def times(self, centre: Centre) -> tuple[datetime, datetime]:
        """Give both moments, as the clock of a centre shows them."""
        day, begins, ends = self.day.data, self.begins.data, self.ends.data
        if day is None or begins is None or ends is None:
            raise ValueError("ask for the times of a form that was judged")
        return moment_at(centre, day, begins), moment_at(centre, day, ends)


def session_told(session: CohortSession, centre: Centre) -> dict[str, Any]:
    """Tell what stands in the form of a session that is there already."""
    begins, ends = (moment.astimezone(zone_of(centre)) for moment in (session.starts_at, session.ends_at))
    return {
        "day": begins.date(),
        "begins": begins.time(),
        "ends": ends.time(),
        "modules": session.modules,
        "room": session.room,
    }


class ProposalForm(Form):
    """On which days of the week, and from when."""

    weekdays = fields.some_of(
        _l("Days of the week"), coerce=int, choices=[SelectChoice(place, name) for place, name in enumerate(WEEKDAYS)]
    )
    begins = fields.hour(_l("Begins at"))

    def validate_weekdays(self, field: Any) -> None:
        """Ask for one day at least."""
        if not field.data:
            raise ValidationError(_l("Choose one day or more."))


class CodeForm(Form):
    """The code of a class, as people type it; looking changes nothing, so it needs no token."""

    class Meta:
        """Without a token the page is the same for everybody."""

        csrf = False

    code = StringField(_l("Code of the class"), render_kw={"autocomplete": "off", "autocapitalize": "characters"})
