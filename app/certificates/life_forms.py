"""What an officer fills in to decide about a certificate or a request."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # The stubs are older than the library.

from app.certificates.composing import Names
from app.certificates.life import REASONS, Act, Reason
from app.certificates.life_rules import LONGEST_NOTE
from app.certificates.life_words import DECLINE_WORDS, REASON_WORDS, Decline
from app.learners.forms import NamesForm
from app.web.forms import Form

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

_NOTE = {"rows": "2", "maxlength": str(LONGEST_NOTE)}
_TYPED = {"autocomplete": "off", "spellcheck": "false"}
_CHOOSE = _l("Choose one of the reasons.")


def _choices(words: Mapping[Reason, LazyString] | Mapping[Decline, LazyString]) -> list[SelectChoice]:
    return [SelectChoice(reason.value, label) for reason, label in words.items()]


class FindPaperForm(Form):
    """The number of a certificate; looking changes nothing, so it needs no token."""

    class Meta:
        """Without a token the address can be kept and sent on."""

        csrf = False

    number = StringField(_l("Number of the certificate"), render_kw=_TYPED)


class ReasonForm(Form):
    """Why, from a short list, and a note."""

    reason = RadioField(_l("Reason"), validate_choice=False)
    note = TextAreaField(_l("Note"), render_kw=_NOTE)

    def __init__(self, act: Act, **kwargs: Any) -> None:
        super().__init__(prefix=f"{act}-", **kwargs)
        self.act = act
        self.reason.choices = _choices({reason: REASON_WORDS[reason] for reason in REASONS[act]})

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a reason, and for words where it is another one."""
        return super().validate(extra_validators) and _is_given(self.reason, REASONS[self.act], self.note)

    @property
    def chosen(self) -> Reason:
        """Give the reason that was chosen."""
        return Reason(str(self.reason.data))


class ReplaceForm(NamesForm):
    """The names for the new paper, and why there is one."""

    name_native = StringField(_l("Name in their own letters"), render_kw=_TYPED)
    name_latin = StringField(_l("Name as in the passport"), render_kw=_TYPED)
    reason = RadioField(_l("Reason"), validate_choice=False)
    note = TextAreaField(_l("Note"), render_kw=_NOTE)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(prefix=f"{Act.SUPERSEDED}-", **kwargs)
        self.reason.choices = _choices({reason: REASON_WORDS[reason] for reason in REASONS[Act.SUPERSEDED]})

    def validate(self, extra_validators: Any = None) -> bool:
        """Judge the names, then the reason."""
        names_are_good = super().validate(extra_validators)
        return _is_given(self.reason, REASONS[Act.SUPERSEDED], self.note) and names_are_good

    @property
    def names(self) -> Names:
        """Give the names as they are printed."""
        return Names(self.native, self.latin)

    @property
    def chosen(self) -> Reason:
        """Give the reason that was chosen."""
        return Reason(str(self.reason.data))


class DeclineForm(Form):
    """Why an officer says no; the learner reads it."""

    reason = RadioField(_l("Reason"), choices=_choices(DECLINE_WORDS), validate_choice=False)
    note = TextAreaField(_l("Note to the learner"), render_kw=_NOTE)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a reason, and for words where it is another one."""
        return super().validate(extra_validators) and _is_given(self.reason, DECLINE_WORDS, self.note)

    @property
    def chosen(self) -> Decline:
        """Give the reason that was chosen."""
        return Decline(str(self.reason.data))


def _is_given(reason: RadioField, reasons: Collection[str], note: TextAreaField) -> bool:
    """Tell whether one of the reasons was chosen, and put into words where it is another one."""
    if reason.data not in reasons:
        reason.errors = [_CHOOSE]
        return False
    if reason.data == Reason.OTHER and not (note.data or "").strip():
        note.errors = [_l("Write the reason in a few words.")]
        return False
    return True
