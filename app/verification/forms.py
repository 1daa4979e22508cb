"""What a checker types."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField

from app.verification.rules import LONGEST_ADDRESS, Misread
from app.web.forms import Form

_TYPED = {
    "autocomplete": "off",
    "autocapitalize": "characters",
    "spellcheck": "false",
    "maxlength": str(LONGEST_ADDRESS),
}


class CheckForm(Form):
    """Number and code, or the square's whole address in either field."""

    number = StringField(_l("Number of the certificate"), render_kw=_TYPED)
    code = StringField(_l("Code"), render_kw=_TYPED)

    def show_misread(self, misread: Misread) -> None:
        """Say beside each field what cannot be right about it."""
        if misread.number:
            self.number.errors = [_l("This is not a whole number of a certificate. Look at each sign again.")]
        if misread.code:
            self.code.errors = [_l("The code has eight signs. It stands below the number.")]
