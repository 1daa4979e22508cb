"""What an officer fills in to find a certificate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # The stubs are older than the library.
from wtforms.validators import Optional

from app.certificates.rules import Standing
from app.core.codes import packed_characters, read_code
from app.register.queries import How, Narrowing
from app.web.forms import Form

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

CLASS_CODE = 6
MOST_TYPED = 400
_TYPED = {"autocomplete": "off", "spellcheck": "false"}
_HOW: Mapping[How, LazyString] = {
    How.BEGINS: _l("A word of the name begins so"),
    How.WHOLE: _l("The whole name"),
    How.NEAR: _l("Names that are nearly so"),
}
_STANDING: Mapping[Standing, LazyString] = {
    Standing.ACTIVE: _l("Valid"),
    Standing.EXPIRED: _l("Time is over"),
    Standing.SUPERSEDED: _l("Replaced by a newer one"),
    Standing.REVOKED: _l("Taken back"),
}
# NOTE: The first line of a list to choose from: it narrows nothing.
_ANY = _l("All")


class SearchForm(Form):
    """One box for number, code or name, and what narrows a search."""

    text = StringField(_l("Number, code or name"), render_kw=_TYPED | {"maxlength": str(MOST_TYPED)})
    how = SelectField(
        _l("How to read a name"),
        choices=[SelectChoice(how.value, label) for how, label in _HOW.items()],
        default=How.BEGINS.value,
    )
    document = StringField(_l("Last four signs of the passport or identity card"), render_kw=_TYPED)
    cohort = StringField(_l("Code of the class"), render_kw=_TYPED)
    centre = SelectField(_l("Centre"), validate_choice=False)
    since = DateField(_l("Given on this day or later"), validators=[Optional()])
    until = DateField(_l("Given on this day or earlier"), validators=[Optional()])
    standing = SelectField(
        _l("How it stands"),
        choices=[SelectChoice("", _ANY), *(SelectChoice(one.value, label) for one, label in _STANDING.items())],
        default="",
    )

    def __init__(self, centres: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.centre.choices = [SelectChoice("", _ANY), *(SelectChoice(str(key), name) for key, name in centres.items())]

    def validate(self, extra_validators: Any = None) -> bool:
        """Say of each field what cannot be read; a field nobody filled in asks for nothing."""
        if not super().validate(extra_validators):
            return False
        if len(self.typed) > MOST_TYPED:
            self.text.errors = [_l("This is too long. Write one number or one name.")]
        if (self.document.data or "").strip() and len(self.last_four) != 4:
            self.document.errors = [_l("Write the last four letters or digits.")]
        if (self.cohort.data or "").strip() and not self.cohort_code:
            self.cohort.errors = [_l("A class has a code of six letters and digits.")]
        if self.since.data and self.until.data and self.since.data > self.until.data:
            self.until.errors = [_l("This day is before the first one.")]
        if not self.typed and not self.narrowing.is_any:
            self.text.errors = [_l("Write a number or a name, or choose something below.")]
        return not self.errors

    @property
    def typed(self) -> str:
        """Give what stands in the box."""
        return (self.text.data or "").strip()

    @property
    def narrowing_is_open(self) -> bool:
        """Tell whether the fields below the box must be seen: one is filled in."""
        return self.narrowing.is_any or bool(self.errors) or self.how.data != How.BEGINS

    @property
    def last_four(self) -> str:
        """Give the end of the document's number, as it is kept."""
        return packed_characters(self.document.data or "")

    @property
    def cohort_code(self) -> str | None:
        """Give the code of the class."""
        return read_code(self.cohort.data or "", CLASS_CODE)

    @property
    def narrowing(self) -> Narrowing:
        """Give all that narrows the search."""
        centre = self.centre.data or ""
        return Narrowing(
            document=self.last_four or None,
            cohort_code=self.cohort_code,
            centre_id=int(centre) if centre.isdecimal() and len(centre) < 10 else None,
            since=self.since.data,
            until=self.until.data,
            standing=Standing(self.standing.data) if self.standing.data else None,
        )
