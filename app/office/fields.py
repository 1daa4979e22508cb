"""Fields of settings: words that paper can show."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from wtforms.validators import ValidationError

from app.printing.glyphs import missing_characters
from app.web.forms import Form


class CanBePrinted:
    """Refuse what our typefaces have no sign for."""

    def __call__(self, form: Form, field: Any) -> None:
        """Name the signs that would be missing on paper."""
        missing = missing_characters(field.data or "")
        if missing:
            raise ValidationError(_("This cannot be printed: %(signs)s. Write it without.", signs=" ".join(missing)))
