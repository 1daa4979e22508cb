"""The shape of a centre."""

from __future__ import annotations

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, Length, Regexp

from app.cohorts import fields
from app.programme.centre_models import Centre
from app.web.forms import Form

NEAR = (
    "Asia/Phnom_Penh",
    "Asia/Vientiane",
    "Asia/Yangon",
    "Asia/Ho_Chi_Minh",
    "Asia/Bangkok",
    "Asia/Shanghai",
    "Asia/Kuala_Lumpur",
    "Asia/Singapore",
    "Asia/Jakarta",
    "Asia/Manila",
    "Asia/Dhaka",
    "Asia/Kathmandu",
)
"""Zones of the countries that people leave, before all others."""
_CHOOSE: dict[str, Any] = {"invalid_choice_message": _l("Choose one from the list.")}
_TOO_LONG = _l("This is too long.")


class CentreForm(Form):
    """What may change about a centre."""

    name = StringField(
        _l("Name of the centre"),
        filters=[fields.tidy],
        validators=[DataRequired(_l("Fill this in.")), Length(max=120, message=_TOO_LONG)],
        render_kw={"autocomplete": "off"},
    )
    province = fields.line(_l("Province"))
    time_zone = SelectField(_l("Time zone"), **_CHOOSE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer()

    def offer(self, centre: Centre | None = None) -> None:
        """Offer all zones, and the one that a centre has, even where the list has it no more."""
        own = [centre.time_zone] if centre and centre.time_zone not in (*NEAR, *_others()) else []
        self.time_zone.choices = {
            str(_l("Countries nearby")): _listed([*own, *NEAR]),
            str(_l("All others")): _listed(_others()),
        }


class NewCentreForm(CentreForm):
    """A centre and its code, which stays for good."""

    code = StringField(
        _l("Short code"),
        filters=[lambda typed: (typed or "").strip().upper()],
        validators=[
            DataRequired(_l("Fill this in.")),
            Regexp(r"[A-Z0-9][A-Z0-9-]{0,11}$", message=_l("Write 1 to 12 letters from A to Z, digits or hyphens.")),
        ],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "maxlength": "12"},
    )


@cache
def _others() -> tuple[str, ...]:
    """List every other place of the world; zones without a place are for programs."""
    return tuple(sorted(zone for zone in available_timezones() if _is_place(zone) and zone not in NEAR))


def _is_place(zone: str) -> bool:
    return "/" in zone and not zone.startswith(("Etc/", "SystemV/", "US/", "posix", "right"))


def _listed(zones: Any) -> list[tuple[str, str]]:
    return [(zone, zone.replace("_", " ")) for zone in zones]
