"""The shape of what people write about themselves; what a field refuses is said beside it and stays in it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, PasswordField, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # The stubs are older than the library.
from wtforms.validators import Regexp, ValidationError

from app.core.names import NameFault, NameWarning
from app.learners.numbering import EXAMPLE, read_number
from app.learners.rules import SIX_DIGITS, PinFault, ReadingFault, ReadName, pin_fault, read_name, read_pin
from app.web.forms import Form
from app.web.localisation import current_locale

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

NAME_FAULTS: dict[NameFault | ReadingFault, LazyString] = {
    NameFault.EMPTY: _l("Write your name here."),
    NameFault.NO_LETTER: _l("A name needs letters."),
    NameFault.TOO_LONG: _l("This is too long. Write at most 100 letters."),
    NameFault.EMOJI: _l("Pictures cannot be printed in a name. Write letters only."),
    ReadingFault.NOT_LATIN: _l("Write this name with the letters A to Z, as in your passport."),
}
NAME_WARNINGS: dict[NameWarning, LazyString] = {
    NameWarning.ZAWGYI_CONVERTED: _l("This was typed in Zawgyi. Choose the line that is your name."),
    NameWarning.MAYBE_ZAWGYI: _l("This may be typed in Zawgyi. Choose the line that is your name."),
    NameWarning.MIXED_SCRIPTS: _l("This name has letters of two scripts. Is it right?"),
    NameWarning.DIGIT: _l("There is a number in this name. Is it right?"),
    NameWarning.SYMBOL: _l("There is a sign in this name that is no letter. Is it right?"),
    NameWarning.LEADING_MARK: _l("This name begins with a mark that has no letter. Is it right?"),
    NameWarning.LEGACY_FONT: _l("This was typed with an old font. Type it again in Unicode, or say that it is right."),
}
PIN_FAULTS: dict[PinFault, LazyString] = {
    PinFault.NOT_SIX_DIGITS: _l("A PIN has six digits."),
    PinFault.ONE_DIGIT: _l("All digits are the same. Others guess this first. Choose another PIN."),
    PinFault.RUN: _l("These digits stand in a row. Others guess this first. Choose another PIN."),
    PinFault.PATTERN: _l("This is a pattern. Others guess this first. Choose another PIN."),
    PinFault.IN_NUMBER: _l("This PIN is part of your learner number. Choose another PIN."),
}
_TYPED = {"autocomplete": "off", "autocapitalize": "words", "spellcheck": "false"}
_NUMERIC = {"inputmode": "numeric", "maxlength": "20"}


def _unchecked_choices() -> RadioField:
    # What may be chosen is known only once the name was read; rules.read_name takes no choice that it did not offer.
    return RadioField(_l("Which one is your name?"), choices=[], validate_choice=False)


class NamesForm(Form):
    """A name in one's own letters, a name as in the passport, or one of them; a doubtful one is asked about."""

    name_native = StringField(_l("Your name in your own letters"), render_kw={**_TYPED, "autocomplete": "name"})
    native_reading = _unchecked_choices()
    name_latin = StringField(_l("Your name as in the passport"), render_kw=_TYPED)
    latin_reading = _unchecked_choices()

    native: str | None = None
    latin: str | None = None

    def validate(self, extra_validators: Any = None) -> bool:
        """Judge all fields, then the names."""
        return super().validate(extra_validators) and self.names_are_settled()

    def names_are_settled(self) -> bool:
        """Read both names; one is enough."""
        lang = current_locale().primary
        native = _read(self.name_native, self.native_reading, lang=lang)
        latin = _read(self.name_latin, self.latin_reading, latin=True)
        if native.fault is latin.fault is NameFault.EMPTY:
            self.name_native.errors = [NAME_FAULTS[NameFault.EMPTY]]
        self.native, self.latin = native.name, latin.name
        return not (self.name_native.errors or self.name_latin.errors or native.readings or latin.readings)


def _read(typed: Field, reading: RadioField, **how: Any) -> ReadName:
    """Read one name; say beside the field what is wrong with it, or offer what it may mean."""
    read = read_name(typed.data or "", chosen=reading.data, **how)
    if read.fault and (read.fault is not NameFault.EMPTY or (typed.data and typed.data.strip())):
        typed.errors = [NAME_FAULTS[read.fault]]
    reading.choices = [SelectChoice(name) for name in read.readings]
    reading.errors = [NAME_WARNINGS[warning] for warning in read.warnings]
    return read


class SixDigits:
    """Refuse what cannot be a PIN, in words."""

    def __call__(self, form: Form, field: Field) -> None:
        """Read the digits of any script and judge them."""
        field.data = read_pin(field.data or "")
        fault = pin_fault(field.data, getattr(form, "own_number", None))
        if fault:
            raise ValidationError(PIN_FAULTS[fault])


class SameAgain:
    """Refuse a second PIN that differs from the first."""

    def __call__(self, form: Form, field: Field) -> None:
        """Compare with the first, unless that one is wrong already."""
        first = form["new_pin"]
        if not first.errors and read_pin(field.data or "") != first.data:
            raise ValidationError(_l("The two PINs are not the same. Write both again."))


class NewPinForm(Form):
    """A PIN of one's own, written twice because it cannot be read while it is written."""

    new_pin = PasswordField(
        _l("Your new PIN"), validators=[SixDigits()], render_kw={**_NUMERIC, "autocomplete": "new-password"}
    )
    pin_again = PasswordField(
        _l("The same PIN again"), validators=[SameAgain()], render_kw={**_NUMERIC, "autocomplete": "new-password"}
    )


class ChangePinForm(NewPinForm):
    """The old PIN and a new one."""

    pin = PasswordField(
        _l("Your PIN until now"),
        filters=[lambda typed: read_pin(typed or "")],
        render_kw={**_NUMERIC, "autocomplete": "current-password"},
    )
    own_number: str | None = None


class JoinForm(NamesForm, NewPinForm):
    """The second page of joining: a PIN; the names, settled on the first page, are carried along unseen."""

    once = HiddenField()
    """A random key of this page, by which a form that was sent twice is known."""

    @classmethod
    def after(cls, names: NamesForm) -> JoinForm:
        """Begin the second page with the names of the first."""
        return cls(
            formdata=None,
            once=secrets.token_urlsafe(16),
            name_native=names.native,
            native_reading=names.native,
            name_latin=names.latin,
            latin_reading=names.latin,
        )


class NumberField(StringField):
    """A learner number, read as people type it; ``number`` is None where it cannot be one."""

    number: str | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep what was typed, and read it."""
        super().process_formdata(valuelist)
        self.number = read_number(self.data or "")

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no learner number; nobody needs to know one for that."""
        if self.number is None:
            raise ValidationError(
                _l("This is not a learner number. It has nine digits, like %(example)s.", example=EXAMPLE)
            )


class SignInForm(Form):
    """Number and PIN; what cannot be either is told at once and is no try at an account."""

    number = NumberField(_l("Your learner number"), render_kw={**_NUMERIC, "autocomplete": "username"})
    pin = PasswordField(
        _l("Your PIN"),
        validators=[Regexp(SIX_DIGITS, message=PIN_FAULTS[PinFault.NOT_SIX_DIGITS])],
        filters=[lambda typed: read_pin(typed or "")],
        render_kw={**_NUMERIC, "autocomplete": "current-password"},
    )
    add_unsaved = BooleanField(_l("Add what I read on this phone"))
    next = HiddenField()
    held = HiddenField()

    def saying(self, message: LazyString | str) -> SignInForm:
        """Say beside the PIN what was wrong, and give the form back."""
        self.pin.errors = [message]
        return self


class FindForm(Form):
    """A learner number, looked for by staff."""

    number = NumberField(_l("Learner number"), render_kw={**_NUMERIC, "autocomplete": "off"})
