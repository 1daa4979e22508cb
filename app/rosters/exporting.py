"""Gives the people of a class back in the columns they came in, an empty form, and the rows that must be mended."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from app.cohorts.models import Cohort
from app.core.sealing import CannotUnseal, unseal
from app.learners.models import Learner
from app.learners.record_models import LearnerRecord
from app.printing.door import behind
from app.rosters.cells import shown
from app.rosters.columns import OURS, Column, heading
from app.rosters.errors import RecordsLocked
from app.rosters.figures import shown_phone
from app.rosters.proposing import Proposal
from app.rosters.queries import records_of
from app.rosters.reading import written_birth
from app.rosters.rules import Outcome
from app.rosters.sexes import OWN_WORDS, sex_word
from app.rosters.words import WRONG

_DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
"""With any of these at its head a spreadsheet takes a text for a formula."""


def export_xlsx(cohort: Cohort, locale_tag: str) -> bytes:
    """Write the people of a class as a workbook."""
    rows = [_cells(learner, record, locale_tag) for learner, record in records_of(cohort)]
    return _xlsx(_headings(locale_tag), rows, choices=_sex_choices(locale_tag))


def export_csv(cohort: Cohort, locale_tag: str) -> bytes:
    """Write the people of a class as CSV in UTF-8; nothing in it is a formula."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow(_headings(locale_tag))
    for learner, record in records_of(cohort):
        writer.writerow(map(defused, _cells(learner, record, locale_tag)))
    return target.getvalue().encode("utf-8-sig")


def blank_xlsx(locale_tag: str) -> bytes:
    """Write an empty form in a language: its columns, words for the sex, everything typed as text."""
    columns = [column for column in OURS if column is not Column.NUMBER]
    headings = [heading(column, locale_tag) for column in columns]
    return _xlsx(headings, [], choices={columns.index(Column.SEX): _sex_words(locale_tag)})


def broken_xlsx(proposal: Proposal, locale_tag: str) -> bytes:
    """Write the rows that cannot be read as they came, with what is wrong beside them and the cells coloured."""
    headings = proposal.headings
    columns = list(headings)
    rows, marked = [], set()
    for place, one in enumerate(proposal.broken):
        rows.append([*(shown(one.row.cells.get(column)) for column in columns), what_is_wrong(one, headings)])
        wrong = {fault.column for fault in one.row.faults}
        marked |= {(place, columns.index(column)) for column in wrong if column in columns}
        marked.add((place, len(columns)))
    return _xlsx([*headings.values(), heading(Column.WRONG, locale_tag)], rows, frozenset(marked))


def what_is_wrong(outcome: Outcome, headings: dict[Column, str]) -> str:
    """Say in one line what cannot be read in a row."""
    return " ".join(f"{headings.get(one.column, '')}: {WRONG[one.wrong]}".lstrip(": ") for one in outcome.row.faults)


def _xlsx(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    marked: frozenset[tuple[int, int]] = frozenset(),
    choices: dict[int, Sequence[str]] | None = None,
) -> bytes:
    writing = behind("app.rosters.writing")
    page = writing.Page("Waymark", headings, rows, marked, choices or {})
    content: bytes = writing.write_xlsx(page)
    return content


def _headings(locale_tag: str) -> list[str]:
    return [heading(column, locale_tag) for column in OURS]


def _sex_choices(locale_tag: str) -> dict[int, Sequence[str]]:
    return {OURS.index(Column.SEX): _sex_words(locale_tag)}


def _sex_words(locale_tag: str) -> list[str]:
    return [sex_word(sex, locale_tag) for sex in OWN_WORDS]


def _cells(learner: Learner, record: LearnerRecord | None, locale_tag: str) -> list[str]:
    known = record or LearnerRecord()
    phone = _opened(known.phone_sealed)
    return [
        learner.shown_number,
        learner.name_native or "",
        learner.name_latin or "",
        sex_word(known.sex, locale_tag) if known.sex else "",
        written_birth(known.born_on, known.born_year),
        shown_phone(phone) if phone else "",
        _opened(known.document_sealed),
        known.province or "",
    ]


def _opened(sealed: str | None) -> str:
    try:
        return unseal(sealed) if sealed else ""
    except CannotUnseal:
        raise RecordsLocked from None


def defused(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula; our own reading takes it off again."""
    return f"'{text}" if _DANGEROUS.match(text) else text
