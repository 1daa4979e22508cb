"""Reads when somebody was born: in any order, language, digits and era, or as a spreadsheet's number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.core.digits import latin_digits
from app.rosters.cells import Cell, shown
from app.rosters.months import month_in
from app.rosters.people import Why

YOUNGEST, OLDEST = 10, 100
"""Years; whoever is younger or older is a slip of the pen in a class for people who go abroad to work."""
_LIKELY = range(15, 76)
_ERA = 543
_FIRST_BUDDHIST = 2400
_FROM_1900, _FROM_1904 = date(1899, 12, 30), date(1904, 1, 1)
_SERIALS = range(3_000, 300_000)
"""From 1908 to the Buddhist years of today, which Excel takes for years far ahead."""

_CLOCK = re.compile(r"[T\s]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([AaPp][Mm])?$")
_BUDDHIST_MARK = re.compile(r"พ\.?\s?ศ\.?|ພ\.?\s?ສ\.?|ព\.?\s?ស\.?|\bB\.?E\.?\b", re.I)
_COMMON_MARK = re.compile(r"ค\.?\s?ศ\.?|ຄ\.?\s?ສ\.?|គ\.?\s?ស\.?|\b(A\.?D|C\.?E)\.?(?=\s|\d|$)", re.I)
_IN_FIGURES = re.compile(r"(\d{1,2})\D+(\d{1,2})\D+(\d{4}|\d{2})")


class Order(StrEnum):
    """Which of two figures a column writes first."""

    DAY = "day"
    MONTH = "month"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Birth:
    """A day, or only a year."""

    year: int
    on: date | None = None


@dataclass(frozen=True, slots=True)
class BirthReading:
    """What a cell may mean: nothing, one birth, or several among which a person must choose."""

    births: tuple[Birth, ...] = ()
    why: tuple[Why, ...] = ()
    is_impossible: bool = False
    """It can be read, and nobody of this class was born then."""


def order_of(cells: Iterable[Cell]) -> Order:
    """Tell from a whole column whether the day or the month is written first."""
    found = [_IN_FIGURES.match(latin_digits(shown(cell))) for cell in cells if isinstance(cell, str)]
    pairs = [(int(one[1]), int(one[2])) for one in found if one]
    month_first = any(second > 12 for _, second in pairs)
    day_first = any(first > 12 for first, _ in pairs)
    if month_first:
        return Order.EITHER if day_first else Order.MONTH
    return Order.DAY


def read_birth(
    cell: Cell, *, today: date, order: Order = Order.DAY, from_1904: bool = False, buddhist: bool = False
) -> BirthReading:
    """Read a cell; ``buddhist`` says that the people of this roster write years of two figures in that era."""
    if isinstance(cell, date):
        return _judged(_of_day(cell.year, cell.month, cell.day), [], today)
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, int | float):
        return _of_number(int(cell), today, from_1904)
    return _of_text(shown(cell), today, order, from_1904, buddhist)


def _of_number(number: int, today: date, from_1904: bool) -> BirthReading:
    if 1900 <= number <= today.year or _FIRST_BUDDHIST <= number <= today.year + _ERA:
        why: list[Why] = []
        return _judged(list(_of_year(number, why)), why, today)
    if number in _SERIALS:
        day = (_FROM_1904 if from_1904 else _FROM_1900) + timedelta(days=number)
        return _judged(_of_day(day.year, day.month, day.day), [Why.SERIAL], today)
    return _of_text(str(number), today, Order.DAY, from_1904, False)


def _of_text(typed: str, today: date, order: Order, from_1904: bool, buddhist: bool) -> BirthReading:
    text = latin_digits(typed)
    why = [Why.DIGITS] if text != typed else []
    text = _CLOCK.sub("", text.strip())
    marked = bool(_BUDDHIST_MARK.search(text))
    common = bool(_COMMON_MARK.search(text)) and not marked
    text = _COMMON_MARK.sub(" ", _BUDDHIST_MARK.sub(" ", text))
    if re.fullmatch(r"\d{5,6}(\.0+)?", text.strip()):
        figures = int(float(text))
        return _of_number(figures, today, from_1904) if figures in _SERIALS else BirthReading()
    births = list(_births(text, today, order, marked or (buddhist and not common), why))
    return _judged(births, why, today)


def _births(text: str, today: date, order: Order, buddhist: bool, why: list[Why]) -> Iterator[Birth]:
    month = month_in(text)
    figures = re.findall(r"\d+", text)
    if month is None and len(figures) == 3:
        yield from _of_three(figures, today, order, buddhist, why)
    elif month is None and len(figures) == 1:
        yield from _of_one(figures[0], why)
    elif len(figures) in (1, 2):
        day, year = _day_and_year(figures) if month else (None, max(figures, key=len))
        if month is None and len(year) < 4:
            return
        for whole in _years(year, today, buddhist, why):
            yield from _of_year(whole, why) if day is None or month is None else _of_day(whole, month, int(day))


def _day_and_year(figures: list[str]) -> tuple[str | None, str]:
    if len(figures) == 1:
        return None, figures[0]
    first, second = figures
    return (second, first) if len(first) == 4 else (first, second)


def _of_one(figures: str, why: list[Why]) -> Iterator[Birth]:
    if len(figures) == 4:
        yield from _of_year(int(figures), why)
    elif len(figures) == 8:
        year_first = list(_of_day(int(figures[:4]), int(figures[4:6]), int(figures[6:])))
        yield from year_first or _of_day(int(figures[4:]), int(figures[2:4]), int(figures[:2]))


def _of_three(figures: list[str], today: date, order: Order, buddhist: bool, why: list[Why]) -> Iterator[Birth]:
    if len(figures[0]) == 4:
        year, month, day = map(int, figures)
        yield from _of_year(year, why) if month == day == 0 else _of_day(year, month, day)
        return
    first, second = int(figures[0]), int(figures[1])
    for year in _years(figures[2], today, buddhist, why):
        if first == second == 0:
            yield from _of_year(year, why)
        else:
            yield from _in_order(year, first, second, order, why)


def _in_order(year: int, first: int, second: int, order: Order, why: list[Why]) -> Iterator[Birth]:
    day_first, month_first = list(_of_day(year, second, first)), list(_of_day(year, first, second))
    if order is Order.EITHER and day_first and month_first:
        yield from day_first + month_first
    elif month_first and (order is Order.MONTH or not day_first):
        if first != second:
            why.append(Why.MONTH_FIRST)
        yield from month_first
    else:
        yield from day_first


def _years(figures: str, today: date, buddhist: bool, why: list[Why]) -> list[int]:
    """Give the years that two figures may stand for; four stand for one."""
    if len(figures) == 4:
        return [int(figures)]
    if len(figures) > 2:
        return []
    why.append(Why.SHORT_YEAR)
    short = int(figures)
    eras = [2500 + short, 2400 + short] if buddhist else [1900 + short, 2000 + short]
    return [year for year in eras if today.year - _common(year) in _LIKELY]


def _of_year(year: int, why: list[Why]) -> Iterator[Birth]:
    why.append(Why.YEAR_ONLY)
    yield Birth(year)


def _of_day(year: int, month: int, day: int) -> Iterator[Birth]:
    """Give a day that exists; a Buddhist year keeps its number, for 29 February exists only in its own."""
    try:
        on = date(_common(year), month, day)
    except ValueError:
        return
    yield Birth(year, on)


def _common(year: int) -> int:
    return year - _ERA if year >= _FIRST_BUDDHIST else year


def _judged(found: Iterable[Birth], why: list[Why], today: date) -> BirthReading:
    births = list(found)
    if any(birth.year >= _FIRST_BUDDHIST for birth in births):
        why = [*why, Why.BUDDHIST]
    births = [Birth(_common(birth.year), birth.on) for birth in births]
    possible = [birth for birth in births if YOUNGEST <= today.year - birth.year <= OLDEST]
    return BirthReading(
        births=tuple(dict.fromkeys(possible)),
        why=tuple(dict.fromkeys(why)) if possible else (),
        is_impossible=bool(births) and not possible,
    )
