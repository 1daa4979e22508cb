"""What every form shares: the token against forgery, and fields a thumb and a screen reader can use."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import CSRFProtect, FlaskForm
from wtforms import IntegerField
from wtforms.validators import StopValidation
from wtforms.widgets import TextInput

from app.core.digits import latin_digits

csrf = CSRFProtect()
A_NUMBER = _l("Write a number.")


class Form(FlaskForm):  # type: ignore[misc]  # The library has no types.
    """Base of every form; carries the token and leaves the wording to lazy labels."""


class ButtonForm(Form):
    """A form that is only a button: signing out, starting a quiz."""


class WholeNumber(IntegerField):
    """A whole number, in the digits of any script; a browser's own field for numbers takes only some of them."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read it; what is no number stays in the field, with our words for it instead of the library's."""
        try:
            super().process_formdata([latin_digits(str(one)).strip() for one in valuelist])
        except ValueError as error:
            raise ValueError(A_NUMBER) from error

    def pre_validate(self, form: Any) -> None:
        """Say one thing of what is no number."""
        if self.process_errors:
            raise StopValidation
