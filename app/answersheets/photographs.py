"""Reads the files that trainers sent, page by page: each page is kept as a reading, or named with what is wrong.

Only workers come here: a photograph unpacked takes tens of megabytes, and a page a fifth of a second.
"""

from __future__ import annotations

from typing import Any

from app.accounts.models import Staff
from app.answersheets.layout import circles
from app.answersheets.models import AnswerSheet
from app.answersheets.papers import code_in
from app.answersheets.rules import answer_of
from app.answersheets.sending import content_of, finish, note_page
from app.answersheets.sent_models import SentFile
from app.answersheets.services import draw_of, keep_reading, readable_sheet, wanted_of
from app.cohorts.models import Cohort
from app.core.database import db
from app.core.errors import Refused
from app.printing.door import behind


def read_file(file: SentFile) -> None:
    """Read what is not read yet of a file; a page that cannot be read keeps no other from being read."""
    reading, known = behind("app.answersheets.reading"), len(file.pages)
    try:
        for number, picture in enumerate(reading.pages_of(content_of(file)), 1):
            if number > known:
                _read_page(reading, file, picture)
    except Refused as problem:
        note_page(file=file, fault=type(problem).__name__)
    finish(file)


def _read_page(reading: Any, file: SentFile, picture: Any) -> None:
    cohort, by = db.session.get_one(Cohort, file.cohort_id), db.session.get_one(Staff, file.by_id)
    try:
        flat = reading.lay_flat(picture)
        sheet = readable_sheet(cohort, code_in(reading.code_on(flat, picture) or ""))
        was_in = sheet.taken_in_at is not None
        _keep(reading, cohort, sheet, flat, by)
    except Refused as problem:
        note_page(file=file, fault=type(problem).__name__)
    else:
        note_page(file=file, code=sheet.code, was_in=was_in)


def _keep(reading: Any, cohort: Cohort, sheet: AnswerSheet, flat: Any, by: Staff) -> None:
    options = [len(asked.options) for asked in draw_of(sheet)]
    inks = reading.inks_on(flat, options)
    answers = [answer_of(row, wanted) for row, wanted in zip(inks, wanted_of(sheet), strict=True)]
    places = circles(options)
    pictures = {
        place: reading.picture_of(flat, places[place]) for place, answer in enumerate(answers) if not answer.is_clear
    }
    keep_reading(cohort=cohort, code=sheet.code, answers=answers, pictures=pictures, by=by)
