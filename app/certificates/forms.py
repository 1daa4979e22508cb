"""What a learner may choose before a certificate is made."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField

from app.certificates.rules import Wish
from app.core.i18n import LOCALES
from app.web.forms import Form


class AskForm(Form):
    """The language of the paper, and whether the journey's help lines go on its back."""

    locale = SelectField(_l("Language of the certificate"), choices={one.tag: one.own_name for one in LOCALES})
    help_lines = BooleanField(_l("Print the help lines for my journey on the back"))

    @property
    def wish(self) -> Wish:
        """Give what was chosen."""
        return Wish(str(self.locale.data), bool(self.help_lines.data))
