"""Takes in the files a trainer sends: each page is read, kept, or named with what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.accounts.models import Staff
from app.answersheets.errors import NothingSent
from app.answersheets.layout import circles
from app.answersheets.models import AnswerSheet
from app.answersheets.papers import code_in
from app.answersheets.rules import answer_of
from app.answersheets.services import draw_of, keep_reading, readable_sheet, wanted_of
from app.cohorts.models import Cohort
from app.core.errors import Refused
from app.printing.door import behind

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString
    from werkzeug.datastructures import FileStorage


@dataclass(frozen=True, slots=True)
class PageRead:
    """What became of one page: a sheet, or a file's name with the page's number and what is wrong."""

    file: str
    page: int
    sheet: AnswerSheet | None = None
    problem: LazyString | str | None = None


def read_files(*, cohort: Cohort, files: Iterable[FileStorage], by: Staff) -> list[PageRead]:
    """Read all pages of all files; one that cannot be read keeps no other from being read. Raises NothingSent."""
    sent = [file for file in files if file.filename]
    if not sent:
        raise NothingSent
    return [page for file in sent for page in _pages(cohort, file, by)]


def _pages(cohort: Cohort, file: FileStorage, by: Staff) -> Iterator[PageRead]:
    reading, name, number = behind("app.answersheets.reading"), file.filename or "", 0
    with closing(file):
        content = file.read()
    try:
        for number, picture in enumerate(reading.pages_of(content), 1):
            yield _page(reading, cohort, picture, PageRead(name, number), by)
    except Refused as problem:
        yield PageRead(name, number + 1, problem=problem.message)


def _page(reading: Any, cohort: Cohort, picture: Any, page: PageRead, by: Staff) -> PageRead:
    try:
        flat = reading.lay_flat(picture)
        code = code_in(reading.code_on(flat, picture) or "")
        sheet = readable_sheet(cohort, code)
        _keep(reading, cohort, sheet, flat, by)
    except Refused as problem:
        return PageRead(page.file, page.page, problem=problem.message)
    return PageRead(page.file, page.page, sheet)


def _keep(reading: Any, cohort: Cohort, sheet: AnswerSheet, flat: Any, by: Staff) -> None:
    options = [len(asked.options) for asked in draw_of(sheet)]
    inks = reading.inks_on(flat, options)
    answers = [answer_of(row, wanted) for row, wanted in zip(inks, wanted_of(sheet), strict=True)]
    places = circles(options)
    pictures = {
        place: reading.picture_of(flat, places[place]) for place, answer in enumerate(answers) if not answer.is_clear
    }
    keep_reading(cohort=cohort, code=sheet.code, answers=answers, pictures=pictures, by=by)
