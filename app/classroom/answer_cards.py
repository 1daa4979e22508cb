"""The cards people hold up in a class quiz: A to D on a sheet for each seat, to cut apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.cohorts.printable import check_signs
from app.printing.door import behind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.cohorts.models import Cohort
    from app.cohorts.queries import Member


@dataclass(frozen=True, slots=True)
class AnswerCards:
    """What the sheets say: the class and the numbers of its seats; no names, since cards are left lying about."""

    locale: str
    title: str
    seats: tuple[int, ...]


def draw_answer_cards(cohort: Cohort, members: Sequence[Member]) -> bytes:
    """Draw a sheet for each seat; the same class always gives the same bytes. Raises UnprintableSigns."""
    check_signs(cohort.title)
    said = AnswerCards(cohort.locale, cohort.title, tuple(member.seat for member in members))
    drawn: bytes = behind("app.classroom.answer_cards_pdf").draw(said)
    return drawn
