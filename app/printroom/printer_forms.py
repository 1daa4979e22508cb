"""What an officer types after measuring a test page."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # The stubs are older than the library.
from wtforms.validators import DataRequired, Length, ValidationError

from app.cohorts.fields import one_of_few
from app.core.digits import latin_digits
from app.printroom.printer_rules import AIM, AIM_ON_A_CARD, MOST_OFF
from app.web.forms import Form

PAPER, CARDS = "paper", "cards"
_KINDS = [SelectChoice(PAPER, _l("Sheets of paper (A4)")), SelectChoice(CARDS, _l("Plastic cards"))]


class Millimetres(StringField):
    """A length as people write it: 20.5 or 20,5, in any of our digits."""

    millimetres: float | None = None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep what was typed, and read it."""
        super().process_formdata(valuelist)
        try:
            self.millimetres = float(latin_digits(str(self.data or "")).strip().replace(",", "."))
        except ValueError:
            self.millimetres = None


class MeasureForm(Form):
    """A printer, and where the two lines of its test page were found."""

    name = StringField(
        _l("Office and printer"),
        [DataRequired(_l("Give the printer a name.")), Length(max=60, message=_l("Use at most 60 characters."))],
        render_kw={"autocomplete": "off", "maxlength": "60"},
    )
    kind = one_of_few(_l("What it prints on"), choices=_KINDS, default=PAPER)
    left = Millimetres(_l("From the left edge to line A, in millimetres"), render_kw={"inputmode": "decimal"})
    top = Millimetres(_l("From the upper edge to line B, in millimetres"), render_kw={"inputmode": "decimal"})

    @property
    def for_cards(self) -> bool:
        """Tell whether the printer prints cards."""
        return bool(self.kind.data == CARDS)

    @property
    def called(self) -> str:
        """Give the printer's name in one spelling."""
        return " ".join((self.name.data or "").split())

    @property
    def measured(self) -> tuple[float, float]:
        """Give where the lines were found, from the left and from the upper edge."""
        return self.left.millimetres or 0.0, self.top.millimetres or 0.0

    def validate_left(self, field: Millimetres) -> None:
        """Refuse what no printer does."""
        _check(self, field)

    def validate_top(self, field: Millimetres) -> None:
        """Refuse what no printer does."""
        _check(self, field)


def _check(form: MeasureForm, field: Millimetres) -> None:
    aim = AIM_ON_A_CARD if form.for_cards else AIM
    if field.millimetres is None:
        raise ValidationError(_("Write a number of millimetres, like 20.5"))
    if not abs(field.millimetres - aim) <= MOST_OFF:
        raise ValidationError(
            _(
                "This is too far from %(aim)s millimetres. Look whether the paper in the printer has the right size.",
                aim=f"{aim:g}",
            )
        )
