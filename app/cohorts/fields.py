"""Fields that say in the reader's words what they want; the library speaks only some of our languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField, TimeField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

_NEEDED = InputRequired(_l("Fill this in."))
_WORDS_NEEDED = DataRequired(_l("Fill this in."))
"""Spaces alone are no words."""
LONGEST = 80
LONGEST_REASON = 500
_CHOOSE = _l("Choose one from the list.")
_LINE = Length(max=LONGEST, message=_l("This is too long. Write at most 80 letters."))
_TYPED = {"autocomplete": "off"}
# In dictionaries, because the stubs are older than the library and do not know these arguments.
_A_DAY: dict[str, Any] = {"invalid_value_message": _l("Write a day as in 2026-11-22.")}
_AN_HOUR: dict[str, Any] = {"invalid_value_message": _l("Write an hour as in 08:30.")}
_OF_A_LIST: dict[str, Any] = {"invalid_value_message": _CHOOSE, "invalid_choice_message": _CHOOSE}


def tidy(words: str | None) -> str | None:
    """Write words on one line, without spaces around them."""
    return " ".join(words.split()) if words else words


def line(label: LazyString, *, needed: bool = False) -> StringField:
    """Ask for a few words."""
    validators = [_WORDS_NEEDED, _LINE] if needed else [_LINE]
    return StringField(label, filters=[tidy], validators=validators, render_kw=_TYPED)


def reason(label: LazyString) -> TextAreaField:
    """Ask why."""
    too_long = Length(max=LONGEST_REASON, message=_l("This is too long. Write at most 500 letters."))
    return TextAreaField(label, filters=[tidy], validators=[_WORDS_NEEDED, too_long], render_kw={"rows": "3"})


def day(label: LazyString) -> DateField:
    """Ask for a day."""
    return DateField(label, validators=[_NEEDED], **_A_DAY)


def hour(label: LazyString) -> TimeField:
    """Ask for an hour of the day."""
    return TimeField(label, validators=[_NEEDED], **_AN_HOUR)


def one_of(label: LazyString, **how: Any) -> SelectField:
    """Ask for one out of a list that folds out."""
    return SelectField(label, **_OF_A_LIST, **how)


def one_of_few(label: LazyString, **how: Any) -> RadioField:
    """Ask for one out of a few that all stand on the page."""
    return RadioField(label, validators=[InputRequired(_CHOOSE)], **_OF_A_LIST, **how)


def some_of(label: LazyString, **how: Any) -> SelectMultipleField:
    """Ask for any number out of a few that all stand on the page."""
    return SelectMultipleField(label, widget=ListWidget(), option_widget=CheckboxInput(), **_OF_A_LIST, **how)
