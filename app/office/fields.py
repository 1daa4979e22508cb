"""Fields of settings: a number in the digits of any script, and words that paper can show."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

from app.core.digits import latin_digits
from app.printing.glyphs import missing_characters
from app.web.forms import Form

A_NUMBER = _l("Write a number.")


class CanBePrinted:
    """Refuse what our typefaces have no sign for."""

    def __call__(self, form: Form, field: Any) -> None:
        """Name the signs that would be missing on paper."""
        missing = missing_characters(field.data or "")
        if missing:
            raise ValidationError(_("This cannot be printed: %(signs)s. Write it without.", signs=" ".join(missing)))


class WholeNumber(IntegerField):
    """A whole number, in the digits of any script; a browser's own field for numbers takes only some of them."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read it; what is no number stays in the field."""
        super().process_formdata([latin_digits(str(one)).strip() for one in valuelist])

    def pre_validate(self, form: Any) -> None:
        """Say in our words what the library says in its own."""
        if self.process_errors:
            self.process_errors = ()
            raise ValidationError(A_NUMBER)
