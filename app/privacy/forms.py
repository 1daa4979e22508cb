"""What people write on the pages of data protection."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, PasswordField, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # The stubs are older than the library.
from wtforms.validators import InputRequired, Regexp

from app.learners.forms import PIN_FAULTS, NumberField
from app.learners.rules import SIX_DIGITS, PinFault, read_pin
from app.privacy.reasons import STAFF_REASONS, CopyReason, ErasureReason
from app.privacy.words import COPY_REASONS, ERASURE_REASONS
from app.web.forms import Form

_CHOOSE = _l("Choose one.")


class PinForm(Form):
    """The PIN again, from somebody who is signed in."""

    pin = PasswordField(
        _l("Your PIN, once more"),
        validators=[Regexp(SIX_DIGITS, message=PIN_FAULTS[PinFault.NOT_SIX_DIGITS])],
        filters=[lambda typed: read_pin(typed or "")],
        render_kw={"inputmode": "numeric", "maxlength": "20", "autocomplete": "current-password"},
    )


class ForgetForm(PinForm):
    """The PIN, and that what is lost was read."""

    understood = BooleanField(
        _l("I have read what I lose."), validators=[InputRequired(_l("Read this first, then tick it."))]
    )


class FindForm(Form):
    """A learner number, looked for by who handles data protection."""

    number = NumberField(_l("Learner number"), render_kw={"inputmode": "numeric", "autocomplete": "off"})


class _AboutForm(Form):
    """What is done about the learner that a page shows."""

    number = HiddenField()


class CopyForm(_AboutForm):
    """Why a copy is taken."""

    copy_reason = RadioField(
        _l("Why do you take a copy?"),
        choices=[SelectChoice(one.value, words) for one, words in COPY_REASONS.items()],
        validators=[InputRequired(_CHOOSE)],
    )

    @property
    def reason(self) -> CopyReason:
        """Give the reason."""
        return CopyReason(self.copy_reason.data)


class EraseForm(_AboutForm):
    """Why a learner is to be forgotten."""

    erase_reason = RadioField(
        _l("Why is this learner to be forgotten?"),
        choices=[SelectChoice(one.value, ERASURE_REASONS[one]) for one in STAFF_REASONS],
        validators=[InputRequired(_CHOOSE)],
    )

    @property
    def reason(self) -> ErasureReason:
        """Give the reason."""
        return ErasureReason(self.erase_reason.data)
