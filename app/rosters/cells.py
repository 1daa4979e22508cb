"""What stands in the cells of a spreadsheet, whatever kind of file it came in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

Cell = str | int | float | date | None

_EXACT_BELOW = 10**15
"""Spreadsheets keep fifteen digits of a number; the rest become noughts."""
_WITH_NOUGHTS = re.compile(r"(\d+)\.0+")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{1,2}")


class DigitsLost(ValueError):
    """The spreadsheet has shortened a number, so that some of its digits are gone."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A grid of cells."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    counts_from_1904: bool = False
    """Whether its days are counted from 1904, as old Macintoshes did, instead of 1900."""


def plain_cell(value: Any) -> Cell:
    """Take a value that a library read in a file."""
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return str(value)


def shown(cell: Cell) -> str:
    """Write a cell as a person sees it."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()


def is_empty(cell: Cell) -> bool:
    """Tell whether nothing can be seen in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip(" \t\r\n\u00a0\u200b\u3000\ufeff"))


def whole_number(cell: Cell) -> str:
    """Write a number that is none to count with, such as a telephone's; raise DigitsLost.

    Spreadsheets make 8.5512345678E+10 or 85512345678.0 of it. Other text comes back as it is.
    """
    if isinstance(cell, int | float) and abs(cell) >= _EXACT_BELOW:
        raise DigitsLost
    text = shown(cell)
    found = _WITH_NOUGHTS.fullmatch(text)
    if found:
        return found[1]
    if _SCIENTIFIC.fullmatch(text):
        return _written_out(text)
    return text


def _written_out(text: str) -> str:
    mantissa, exponent = re.split("[eE]", text)
    if len(mantissa.replace(".", "")) <= int(exponent) or int(exponent) >= len(str(_EXACT_BELOW)) - 1:
        raise DigitsLost
    return str(int(Decimal(text)))


def to_json(cell: Cell) -> Any:
    """Write a cell so that JSON keeps its kind."""
    return {"day": cell.isoformat()} if isinstance(cell, date) else cell


def from_json(value: Any) -> Cell:
    """Read back what ``to_json`` wrote."""
    return date.fromisoformat(value["day"]) if isinstance(value, dict) else value
