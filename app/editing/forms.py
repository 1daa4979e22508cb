"""The shape of what editors write; numbers to call are small forms within the form of a change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # The stubs are older than the library.
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.core.i18n import LOCALES, SOURCE
from app.course.fact_catalogue import Confidence
from app.course.phone_entries import LANGUAGE, read_from_abroad
from app.course.phones import ALWAYS, Phone, parse_opening
from app.course.reading import composed
from app.editing.phone_records import phone_of, phone_record
from app.editing.rules import FactState, Manner
from app.editing.words import CONFIDENCES, MANNERS
from app.web.forms import Form

LONGEST = 2000
OTHERS = tuple(locale for locale in LOCALES if locale is not SOURCE)
_NEEDED = InputRequired(_l("Fill this in."))
_SHORT = Length(max=LONGEST, message=_l("This is too long. Write at most 2,000 letters."))


def tidy(words: str | None) -> str | None:
    """Write words on one line, composed and without unseen spaces."""
    return " ".join(composed(words).split()) if words else words


def _choices(words: Mapping[Any, Any]) -> list[Any]:
    return [SelectChoice(str(key), label) for key, label in words.items()]


class SeenForm(Form):
    """What every decision carries: the digest of the fact as the editor saw it."""

    seen = HiddenField(validators=[_NEEDED])

    @property
    def digest(self) -> str:
        """Give the digest of what the editor saw."""
        return self.seen.data or ""

    def look_again(self, seen: str) -> None:
        """Hold what was typed against another state of the fact, which the editor sees now."""
        self.seen.data = seen


class ReasonForm(SeenForm):
    """A note, or why a fact is taken away or given back."""

    note = TextAreaField(_l("Why"), filters=[tidy], validators=[_NEEDED, _SHORT], render_kw={"rows": "3"})


class NoteForm(SeenForm):
    """A note for other editors."""

    note = TextAreaField(_l("Your note"), filters=[tidy], validators=[_NEEDED, _SHORT], render_kw={"rows": "4"})


class CheckForm(SeenForm):
    """When and how a fact was checked, and how sure one is now."""

    checked_on = DateField(_l("Day of the check"), validators=[DataRequired(_l("Write a day as in 2026-11-22."))])
    manner = RadioField(_l("How you checked"), choices=_choices(MANNERS), validators=[_NEEDED])
    confidence = RadioField(_l("How sure you are now"), choices=_choices(CONFIDENCES), validators=[_NEEDED])
    settles = BooleanField(_l("The sources no longer disagree"))
    note = TextAreaField(
        _l("What you found (for editors)"), filters=[tidy], validators=[Optional(), _SHORT], render_kw={"rows": "3"}
    )

    @property
    def way(self) -> Manner:
        """Give how it was checked."""
        return Manner(self.manner.data)

    @property
    def sureness(self) -> Confidence:
        """Give how sure the editor is."""
        return Confidence(self.confidence.data)


class PhoneForm(PlainForm):
    """One number; left empty it is none."""

    number = StringField(_l("Number, as dialled inside the country"), filters=[tidy])
    e164 = StringField(_l("Number from abroad, as in +6629575851 (empty if there is none)"), filters=[tidy])
    country = SelectField(_l("Country"), validate_choice=True)
    who = SelectField(_l("Who answers"))
    way = SelectField(_l("How it is used"))
    serves = SelectMultipleField(
        _l("Sends at once (emergency numbers only)"), widget=ListWidget(), option_widget=CheckboxInput()
    )
    hours = StringField(_l("When: always, or as in mon-fri 08:30-16:30, sat 09:00-12:00"), filters=[tidy])
    languages = StringField(_l("Languages, as codes: km, th, en"), filters=[tidy])

    @property
    def phone(self) -> Phone | None:
        """Give the number, or nothing where the row is empty."""
        if not self.number.data:
            return None
        record = {
            "number": self.number.data,
            "e164": self.e164.data or None,
            "country": self.country.data,
            "who": self.who.data,
            "way": self.way.data,
            "serves": self.serves.data or [],
            "hours": split(self.hours.data),
            "languages": split(self.languages.data),
        }
        return phone_of(record)

    def validate_number(self, field: StringField) -> None:
        """Take digits as on the keys, and refuse other fields without a number."""
        if not field.data and (self.e164.data or self.hours.data):
            raise ValidationError(_l("Write the number, or empty the whole row to take it away."))
        if field.data and not _is_dialled(field.data):
            raise ValidationError(_l("Write digits, spaces and + - only."))

    def validate_e164(self, field: StringField) -> None:
        """Take only what can be a number of the country."""
        if field.data and read_from_abroad(str(self.country.data), field.data) is None:
            raise ValidationError(_l("This is no number of this country. Write + and digits, or leave it empty."))

    def validate_hours(self, field: StringField) -> None:
        """Take hours that can be read."""
        if any(words != ALWAYS and parse_opening(words) is None for words in split(field.data)):
            raise ValidationError(_l("Write always, or days and hours as in mon-fri 08:30-16:30."))

    def validate_languages(self, field: StringField) -> None:
        """Take codes of languages."""
        if not all(LANGUAGE.fullmatch(tag) for tag in split(field.data)):
            raise ValidationError(_l("Write codes of two or three letters with commas between: km, th, en."))


class TextForm(PlainForm):
    """The words of a fact in one language after the English changed."""

    text = TextAreaField(_l("New words"), filters=[tidy], validators=[Optional(), _SHORT], render_kw={"rows": "3"})
    still_right = BooleanField(_l("The words above are still right"))


class ChangeForm(CheckForm):
    """New words, source and numbers of a fact, with the words in other languages that hold."""

    value = TextAreaField(
        _l("Value (for editors)"), filters=[tidy], validators=[_NEEDED, _SHORT], render_kw={"rows": "2"}
    )
    text = TextAreaField(
        _l("What learners read (English)"), filters=[tidy], validators=[_NEEDED, _SHORT], render_kw={"rows": "4"}
    )
    source_title = StringField(_l("Source: who says so"), filters=[tidy], validators=[_NEEDED, _SHORT])
    source_url = StringField(_l("Source: web address"), filters=[tidy], validators=[Optional(), _SHORT])
    source_date = StringField(_l("Source: its own date"), filters=[tidy], validators=[Optional(), Length(max=60)])
    phones = FieldList(FormField(PhoneForm))
    texts = FieldList(FormField(TextForm))

    def offer(self, names: Mapping[str, Mapping[str, str]]) -> None:
        """Fill in the choices; names are the words for countries, who answers, ways and services."""
        for row in self.phones:
            row.form.country.choices = _choices(names["countries"])
            row.form.who.choices = _choices(names["who"])
            row.form.way.choices = _choices(names["ways"])
            row.form.serves.choices = _choices(names["services"])

    def look_again(self, seen: str) -> None:
        """Take back that words are still right: they may be other words now."""
        super().look_again(seen)
        for row in self.texts:
            row.form.still_right.data = False

    def texts_after(self, state: FactState, *, is_new: bool) -> tuple[dict[str, str], tuple[str, ...]]:
        """Give the translations that hold after the change, and the languages called still right.

        While the English and the numbers stay, a translation that nobody touched holds.
        """
        texts, still_right = {}, []
        for locale, row in zip(OTHERS, self.texts, strict=True):
            old = state.texts.get(locale.tag)
            if row.form.text.data:
                texts[locale.tag] = row.form.text.data
            elif old and (row.form.still_right.data or not is_new):
                texts[locale.tag] = old
                still_right += [locale.tag] if is_new else []
        return texts, tuple(still_right)


def rows_of(phones: tuple[Phone, ...], country: str | None) -> list[dict[str, Any]]:
    """Fill a form with numbers and one empty row."""
    rows = [{**phone_record(phone), "way": phone.way.value} for phone in phones]
    for row in rows:
        row["hours"], row["languages"] = ", ".join(row.get("hours", [])), ", ".join(row.get("languages", []))
    return [*rows, {"country": country} if country else {}]


def split(words: str | None) -> list[str]:
    """Take words apart at commas."""
    return [part for raw in (words or "").split(",") if (part := raw.strip())]


def _is_dialled(words: str) -> bool:
    return any(sign.isdigit() for sign in words) and all(sign in "0123456789 +-#*" for sign in words)
