"""Reads the lines of a table, cell by cell; the same cells and choices always give the same rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.core.digits import latin_digits
from app.core.names import NameWarning, normalise_name
from app.learners.numbering import read_number, shown_number
from app.rosters.cells import Cell, shown
from app.rosters.columns import NAMES, Column
from app.rosters.dates import Birth, Order, order_of, read_birth
from app.rosters.figures import read_document, read_phone, shown_phone
from app.rosters.naming import LEAVE_OUT, Found, Surroundings, invisible_or_disordered, read_names
from app.rosters.people import Correction, Doubt, Fault, Option, Person, Question, Row, Why, Wrong
from app.rosters.sexes import read_sex
from app.rosters.tables import Line, Table

_LONGEST_PROVINCE = 80
_BUDDHIST_COUNTRIES = frozenset({"TH", "LA"})
_BUDDHIST_LANGUAGES = frozenset({"th", "lo"})


@dataclass(frozen=True, slots=True)
class Context:
    """What a roster is read for: the class's language, where its people come from, and the day."""

    locale: str
    origin: str | None
    today: date
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The names of learners whose numbers stand in the roster, by number."""


def numbers_in(tables: Sequence[Table]) -> set[str]:
    """Give the learner numbers that stand in some tables."""
    cells = (line.cells.get(Column.NUMBER) for table in tables for line in table.lines)
    return {number for cell in cells if cell is not None and (number := read_number(shown(cell)))}


def read_tables(tables: Sequence[Table], context: Context, choices: Mapping[str, str]) -> tuple[Row, ...]:
    """Read every line of some tables, in their order."""
    return tuple(row for place, table in enumerate(tables) for row in _read_table(str(place), table, context, choices))


def _read_table(place: str, table: Table, context: Context, choices: Mapping[str, str]) -> list[Row]:
    order = order_of(line.cells[Column.BORN] for line in table.lines if Column.BORN in line.cells)
    return [_read_line(f"{place}-{line.number}", table, line, order, context, choices) for line in table.lines]


def _read_line(key: str, table: Table, line: Line, order: Order, context: Context, choices: Mapping[str, str]) -> Row:
    found = Found([], [], [])
    names = read_names(key, line.cells, Surroundings(context.locale, context.origin, context.names), choices, found)
    cells = line.cells
    sex = _sex(cells, names.sex, found)
    birth = _birth(key, cells.get(Column.BORN), order, table.counts_from_1904, context, choices, found)
    person = Person(
        native=names.native,
        latin=names.latin,
        sex=sex,
        born_on=birth.on if birth else None,
        born_year=birth.year if birth else None,
        phone=_figures(Column.PHONE, cells, context.origin, found),
        document=_figures(Column.DOCUMENT, cells, context.origin, found),
        province=_province(cells.get(Column.PROVINCE), found),
        number=_number(cells.get(Column.NUMBER), found),
    )
    if person.name and any(fault.column not in NAMES for fault in found.faults):
        found.questions.append(_mend_or_not(key, choices))
    return Row(
        key=key,
        sheet=table.sheet,
        line=line.number,
        cells=cells,
        person=person,
        corrections=tuple(found.corrections),
        faults=tuple(found.faults),
        questions=tuple(found.questions),
    )


def _mend_or_not(key: str, choices: Mapping[str, str]) -> Question:
    """Ask whether a person waits until the file is mended, which is proposed, or comes in without the cell."""
    key = f"{key}.broken"
    answer = "without" if choices.get(key) == "without" else LEAVE_OUT
    return Question(key, (Doubt.BROKEN,), (Option("without"),), answer, is_asked=False)


def _sex(cells: Mapping[Column, Cell], by_title: str | None, found: Found) -> str | None:
    if Column.SEX in cells:
        sex = read_sex(cells[Column.SEX])
        if sex is None:
            found.faults.append(Fault(Column.SEX, shown(cells[Column.SEX]), Wrong.NO_SEX))
        return sex
    return by_title or (read_sex(cells[Column.TITLE]) if Column.TITLE in cells else None)


def _birth(
    key: str,
    cell: Cell,
    order: Order,
    from_1904: bool,
    context: Context,
    choices: Mapping[str, str],
    found: Found,
) -> Birth | None:
    if cell is None:
        return None
    buddhist = context.origin in _BUDDHIST_COUNTRIES or context.locale in _BUDDHIST_LANGUAGES
    text = shown(cell)
    is_thai = any("\u0e00" <= sign <= "\u0eff" for sign in text)
    reading = read_birth(cell, today=context.today, order=order, from_1904=from_1904, buddhist=buddhist or is_thai)
    if not reading.births:
        wrong = Wrong.IMPOSSIBLE_DATE if reading.is_impossible else Wrong.NO_DATE
        found.faults.append(Fault(Column.BORN, text, wrong))
        return None
    birth = reading.births[0]
    if len(reading.births) > 1:
        birth = _asked_birth(f"{key}.born", text, reading.births, choices, found)
    if reading.why:
        found.corrections.append(Correction(Column.BORN, text, written_birth(birth.on, birth.year), reading.why))
    return birth


def _asked_birth(key: str, text: str, births: Sequence[Birth], choices: Mapping[str, str], found: Found) -> Birth:
    options = tuple(Option(str(place), written_birth(one.on, one.year)) for place, one in enumerate(births))
    answer = choices.get(key)
    if answer not in {LEAVE_OUT, *(option.value for option in options)}:
        answer = None
    found.questions.append(Question(key, (Doubt.DATE,), options, answer, text, Column.BORN))
    return births[int(answer)] if answer and answer != LEAVE_OUT else births[0]


def written_birth(on: date | None, year: int | None) -> str:
    """Write a birth as ISO 8601 does: a day, or only its year."""
    return on.isoformat() if on else str(year or "")


def _figures(column: Column, cells: Mapping[Column, Cell], origin: str | None, found: Found) -> str | None:
    if column not in cells:
        return None
    cell = cells[column]
    figures = read_phone(cell, origin) if column is Column.PHONE else read_document(cell, origin)
    if figures.wrong or figures.text is None:
        found.faults.append(Fault(column, shown(cell), figures.wrong or Wrong.NO_DOCUMENT))
        return None
    if figures.why:
        after = shown_phone(figures.text) if column is Column.PHONE else figures.text
        found.corrections.append(Correction(column, shown(cell), after, figures.why))
    return figures.text


def _province(cell: Cell, found: Found) -> str | None:
    if cell is None:
        return None
    text = shown(cell)
    province, warnings = normalise_name(text)
    if len(province) > _LONGEST_PROVINCE:
        found.faults.append(Fault(Column.PROVINCE, text, Wrong.TOO_LONG))
        return None
    zawgyi = NameWarning.ZAWGYI_CONVERTED in warnings
    why = (Why.ZAWGYI,) if zawgyi else invisible_or_disordered(text, province)
    if why:
        found.corrections.append(Correction(Column.PROVINCE, text, province, why))
    return province or None


def _number(cell: Cell, found: Found) -> str | None:
    if cell is None:
        return None
    text = shown(cell)
    number = read_number(latin_digits(text))
    if number is None:
        found.faults.append(Fault(Column.NUMBER, text, Wrong.NO_NUMBER))
    elif text not in (number, shown_number(number)):
        found.corrections.append(Correction(Column.NUMBER, text, shown_number(number), (Why.DIGITS,)))
    return number
