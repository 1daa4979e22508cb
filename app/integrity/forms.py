"""What an officer says about a signal."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # The stubs are older than the library.
from wtforms.validators import InputRequired, Length

from app.integrity.models import Verdict
from app.integrity.wording import VERDICTS
from app.web.forms import Form

_LONGEST = 1_000


class VerdictForm(Form):
    """A decision with its reason."""

    verdict = RadioField(
        _l("What do you make of it?"),
        choices=[SelectChoice(verdict.value, words) for verdict, words in VERDICTS.items()],
        validators=[InputRequired(_l("Choose one."))],
    )
    note = TextAreaField(
        _l("Whom did you ask, and what did they say?"),
        filters=[lambda typed: (typed or "").strip()],
        validators=[
            InputRequired(_l("Write down why.")),
            Length(max=_LONGEST, message=_l("This is too long. Write at most %(max)d letters.")),
        ],
    )

    @property
    def chosen(self) -> Verdict:
        """Give the decision."""
        return Verdict(self.verdict.data)
