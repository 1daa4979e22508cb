"""The shape of what is sent from a classroom."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, RadioField

from app.web.forms import Form


class HandOverForm(Form):
    """Whether the device shows names or only numbers."""

    shows = RadioField(
        _l("What the device shows of each person"),
        choices=[("numbers", _l("Only numbers and pictures")), ("names", _l("Names, numbers and pictures"))],
        default="numbers",
    )


class TakeBackForm(Form):
    """The trainer's password."""

    password = PasswordField(_l("Your password"), render_kw={"autocomplete": "current-password"})
