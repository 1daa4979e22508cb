"""The shape of what is sent from a classroom."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # The stubs are older than the library.

from app.learners.rules import read_pin
from app.web.forms import Form


class HandOverForm(Form):
    """Whether the device shows names or only numbers."""

    shows = RadioField(
        _l("What the device shows of each person"),
        choices=[
            SelectChoice("numbers", _l("Only numbers and pictures")),
            SelectChoice("names", _l("Names, numbers and pictures")),
        ],
        default="numbers",
    )


class TakeBackForm(Form):
    """The trainer's password."""

    password = PasswordField(_l("Your password"), render_kw={"autocomplete": "current-password"})


class PinForm(Form):
    """The PIN of the person whose tile was tapped."""

    pin = PasswordField(
        _l("Your PIN"),
        filters=[lambda typed: read_pin(typed or "")],
        render_kw={"inputmode": "numeric", "autocomplete": "off", "maxlength": "12"},
    )
