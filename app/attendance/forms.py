"""The shapes of what trainers and learners send about attendance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from app.attendance.rules import PARTLY, Choice, Standing, Status
from app.attendance.services import MOST_WHY
from app.core.digits import latin_digits
from app.web.forms import Form


class ListForm(Form):
    """What a list asks beside a choice for each person: why marks that were there change."""

    why = TextAreaField(_l("Why do you change marks that were there already?"), [Length(max=MOST_WHY)])


class BoardCodeForm(Form):
    """The code on the board."""

    code = StringField(_l("Code on the board"), [Length(max=40)])


@dataclass(slots=True)
class Row:
    """One person's part of a list, as it stands on the page."""

    learner_id: int
    status: str = ""
    minutes: str = ""
    was: str = ""
    """What stood there when the page was drawn."""
    has_fault: bool = False

    @property
    def now(self) -> str:
        """Write down what stands there, to be compared later."""
        return f"{self.status}/{self.minutes if self.status in PARTLY else ''}"

    def choice(self) -> Choice | None:
        """Read what was chosen; None where nothing was, or nothing that makes sense."""
        try:
            status = Status(self.status)
        except ValueError:
            return None
        choice = Choice(status, _minutes(self.minutes) if status in PARTLY else None)
        return choice if choice.is_whole else None


@dataclass(slots=True)
class Sheet:
    """A list as it was filled in, or as the marks fill it in."""

    rows: dict[int, Row] = field(default_factory=dict)

    @classmethod
    def of(cls, learner_ids: Iterable[int], standings: Mapping[int, Standing]) -> Sheet:
        """Fill a list in from the marks there are."""
        return cls({learner_id: _row(learner_id, standings.get(learner_id)) for learner_id in learner_ids})

    @classmethod
    def read(cls, sent: Mapping[str, str], learner_ids: Iterable[int]) -> Sheet:
        """Take a list as it was sent."""
        return cls(
            {
                learner_id: Row(
                    learner_id,
                    sent.get(f"status-{learner_id}", ""),
                    sent.get(f"minutes-{learner_id}", "").strip(),
                    sent.get(f"was-{learner_id}", ""),
                )
                for learner_id in learner_ids
            }
        )

    def choices(self) -> dict[int, Choice]:
        """Give the choices that were made on the page, and mark the rows whose minutes are missing.

        What nobody touched is left out: another trainer may have changed it since the page was drawn.
        """
        found = {}
        for row in self.rows.values():
            if row.now == row.was:
                continue
            choice = row.choice()
            row.has_fault = bool(row.status) and choice is None
            if choice:
                found[row.learner_id] = choice
        return found

    @property
    def has_fault(self) -> bool:
        """Tell whether a row cannot be taken."""
        return any(row.has_fault for row in self.rows.values())

    def fill_open(self, status: Status) -> None:
        """Choose a status for everybody who has none yet."""
        for row in self.rows.values():
            row.status = row.status or status.value


def _row(learner_id: int, standing: Standing | None) -> Row:
    if standing is None:
        return Row(learner_id)
    choice = standing.mark.choice
    row = Row(learner_id, choice.status.value, str(choice.minutes or ""))
    row.was = row.now
    return row


def _minutes(typed: str) -> int | None:
    digits = latin_digits(typed)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 5 else None
