"""What every form shares: the token against forgery, and fields a thumb and a screen reader can use."""

from __future__ import annotations

from flask_wtf import CSRFProtect, FlaskForm

csrf = CSRFProtect()


class Form(FlaskForm):  # type: ignore[misc]  # The library has no types.
    """Base of every form; carries the token and leaves the wording to lazy labels."""


class ButtonForm(Form):
    """A form that is only a button: signing out, starting a quiz."""
