"""A sheet that was read, beside its questions, for the trainer's eyes."""

from __future__ import annotations

from dataclasses import dataclass

from app.answersheets.numbering import numbering_of
from app.answersheets.queries import Listed
from app.answersheets.services import draw_of, wanted_of
from app.cohorts.models import Cohort
from app.course.catalogue import QuestionText
from app.course.queries import course


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of a sheet that was read, for the trainer's eyes."""

    place: int
    number: int
    text: QuestionText
    options: tuple[str, ...]
    wanted: int
    chosen: tuple[int, ...]
    is_clear: bool
    picture: str | None


def rows_of(listed: Listed, cohort: Cohort) -> list[ShownRow]:
    """Put each row of a sheet beside its question, those that are not clear first."""
    sheet, reading = listed.sheet, listed.reading
    if reading is None:
        return []
    numbering = numbering_of(cohort.id, course().module_by_id(sheet.module), sheet.course_digest)
    shown = []
    for place, (asked, wanted, (chosen, is_clear)) in enumerate(
        zip(draw_of(sheet), wanted_of(sheet), reading.rows, strict=True)
    ):
        text = course().question_text(course().question(asked.question), sheet.locale)
        shown.append(
            ShownRow(
                place=place,
                number=numbering.number_of(asked.question),
                text=text,
                options=tuple(text.options[option] for option in asked.options),
                wanted=wanted,
                chosen=tuple(chosen),
                is_clear=is_clear,
                picture=reading.pictures.get(str(place)),
            )
        )
    return sorted(shown, key=lambda row: (row.is_clear, row.place))
