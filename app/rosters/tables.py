"""Finds the people in a sheet: where the headings stand, which column tells what, where the list ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.core.names import name_key
from app.rosters import heading_words
from app.rosters.cells import Cell, Sheet, is_empty, shown
from app.rosters.columns import IGNORED, NAMES, Column, column_of

MOST_ROWS = 2000
_ROWS_ABOVE = 30
"""So far down the headings are looked for."""
_PAIRS = {
    Column.NAME: Column.LATIN,
    Column.FAMILY: Column.LATIN_FAMILY,
    Column.GIVEN: Column.LATIN_GIVEN,
}
"""What a second column of the same heading holds: the other script."""
_TOTALS = tuple(name_key(word) for word in heading_words.TOTALS.split("|"))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its number in the sheet, and the cells of the columns we know."""

    number: int
    cells: dict[Column, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """The part of a sheet that holds people."""

    sheet: str
    headings: dict[Column, str]
    unused: tuple[str, ...]
    """Headings of columns that are not read."""
    lines: tuple[Line, ...]
    passed_over: tuple[int, ...] = ()
    """Numbers of lines below the headings that are not about a person."""
    counts_from_1904: bool = False

    def with_lines(self, lines: tuple[Line, ...]) -> Table:
        """Give the table with other lines."""
        return replace(self, lines=lines, passed_over=())


@dataclass(frozen=True, slots=True)
class _Headings:
    last_row: int
    texts: tuple[str, ...]
    columns: tuple[Column | None, ...]

    @property
    def score(self) -> int:
        return len({column for column in self.columns if column and column not in IGNORED})


def tables_of(sheets: Sequence[Sheet]) -> tuple[Table, ...]:
    """Find the tables with people in them, at most one in each sheet."""
    found = (table_of(sheet) for sheet in sheets)
    return tuple(table for table in found if table is not None and table.lines)


def heading_score(sheet: Sheet) -> int:
    """Count the columns of ours that a sheet's headings name; 0 where it has none."""
    headings = _headings_of(sheet)
    return headings.score if headings else 0


def table_of(sheet: Sheet) -> Table | None:
    """Find the table of a sheet, or tell that there is none."""
    headings = _headings_of(sheet)
    if headings is None:
        return None
    columns = _settled(headings.columns)
    lines, passed_over = [], []
    for place, row in enumerate(sheet.rows[headings.last_row + 1 :], headings.last_row + 2):
        if all(map(is_empty, row)):
            continue
        line = Line(place, _cells(row, columns))
        if _is_person(line, row, columns):
            lines.append(line)
        else:
            passed_over.append(place)
    texts = list(zip(headings.texts, columns, strict=True))
    return Table(
        sheet=sheet.name,
        headings=_first_of_each(texts),
        unused=tuple(text for text, column in texts if text and column in (None, Column.OTHER)),
        lines=tuple(lines),
        passed_over=tuple(passed_over),
        counts_from_1904=sheet.counts_from_1904,
    )


def _headings_of(sheet: Sheet) -> _Headings | None:
    """Take the row that names the most columns, the first of equals."""
    best: _Headings | None = None
    for candidate in _candidates(sheet.rows[:_ROWS_ABOVE]):
        if NAMES.isdisjoint(candidate.columns) or (best and candidate.score <= best.score):
            continue
        if candidate.score > 1 or _stands_alone(candidate):
            best = candidate
    return best


def _candidates(rows: Sequence[Sequence[Cell]]) -> Iterator[_Headings]:
    for place, row in enumerate(rows):
        texts = tuple(shown(cell) if isinstance(cell, str) else "" for cell in row)
        yield _Headings(place, texts, tuple(map(column_of, texts)))
        if place + 1 < len(rows):
            below = tuple(shown(cell) if isinstance(cell, str) else "" for cell in rows[place + 1])
            yield from _in_two_rows(place + 1, texts, below)


def _in_two_rows(place: int, above: tuple[str, ...], below: tuple[str, ...]) -> Iterator[_Headings]:
    """Read headings of which some are parted in two below, as a name in family and given name."""
    width = max(len(above), len(below))
    above, below = (texts + ("",) * (width - len(texts)) for texts in (above, below))
    lower, upper = tuple(map(column_of, below)), tuple(map(column_of, above))
    halves = {Column.FAMILY, Column.GIVEN, Column.LATIN, Column.NAME}
    fits = all(
        not text or column in halves or text == over for text, column, over in zip(below, lower, above, strict=True)
    )
    if not fits or len(halves.intersection(lower)) < 2:
        return
    texts = tuple(under or over for under, over in zip(below, above, strict=True))
    yield _Headings(place, texts, tuple(under or over for under, over in zip(lower, upper, strict=True)))


def _stands_alone(headings: _Headings) -> bool:
    """Tell whether the only heading is that of names and no title: short, and alone or beside a numbering."""
    texts = [text for text in headings.texts if text]
    return len(texts) <= 2 and all(len(text) <= 20 for text in texts)


def _settled(columns: Sequence[Column | None]) -> tuple[Column | None, ...]:
    """Decide what a heading means beside the others."""
    counts = Counter(columns)
    settled: list[Column | None] = []
    for column in columns:
        meant = column
        if column is Column.NAME and counts[Column.FAMILY] and not counts[Column.GIVEN]:
            meant = Column.GIVEN
        if meant in settled and meant in _PAIRS:
            meant = _PAIRS[meant]
        settled.append(None if meant in settled and meant is not Column.DOCUMENT else meant)
    return tuple(settled)


def _first_of_each(texts: Sequence[tuple[str, Column | None]]) -> dict[Column, str]:
    headings: dict[Column, str] = {}
    for text, column in texts:
        if column and column not in IGNORED:
            headings.setdefault(column, text)
    return headings


def _cells(row: Sequence[Cell], columns: Sequence[Column | None]) -> dict[Column, Cell]:
    """Take the cells of our columns; of two that may hold the document, the first that holds something."""
    cells: dict[Column, Cell] = {}
    for cell, column in zip(row, columns, strict=False):
        if column and column not in IGNORED and column not in cells and not is_empty(cell):
            cells[column] = cell
    return cells


def _is_person(line: Line, row: Sequence[Cell], columns: Sequence[Column | None]) -> bool:
    names = [cell for column, cell in line.cells.items() if column in NAMES]
    if not names:
        return len(line.cells) > 1
    if _repeats_headings(row, columns):
        return False
    first = name_key(shown(next(cell for cell in row if not is_empty(cell)))[:100])
    return len(line.cells) > 1 or not first.startswith(_TOTALS)


def _repeats_headings(row: Sequence[Cell], columns: Sequence[Column | None]) -> bool:
    """Tell whether a line is the headings again, as at the top of a printed page."""
    again = [column_of(cell) for cell in row if isinstance(cell, str)]
    return len({column for column in again if column and column not in IGNORED}.intersection(columns)) > 1
