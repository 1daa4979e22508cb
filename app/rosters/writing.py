"""Writes XLSX with XlsxWriter; only ever loaded through the door.

Every cell is text, so no spreadsheet reckons with it or drops a nought.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

import xlsxwriter

_WIDTH = 22
_LAST_ROW = 2_000


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet to write: headings, rows of texts, and what is marked in them."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]] = ()
    marked: frozenset[tuple[int, int]] = frozenset()
    """Places of cells that are coloured: row and column, counted from 0 without the headings."""
    choices: dict[int, Sequence[str]] = field(default_factory=dict)
    """Words to choose from, by column."""


def write_xlsx(page: Page) -> bytes:
    """Write a workbook of one sheet."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    text = book.add_format({"num_format": "@"})
    head = book.add_format({"num_format": "@", "bold": True, "bottom": 1, "text_wrap": True})
    marked = book.add_format({"num_format": "@", "bg_color": "#F9D7C8", "border": 1})
    sheet = book.add_worksheet(page.title)
    sheet.set_column(0, len(page.headings) - 1, _WIDTH, text)
    sheet.freeze_panes(1, 0)
    for column, named in enumerate(page.headings):
        sheet.write_string(0, column, named, head)
    for place, row in enumerate(page.rows):
        for column, words in enumerate(row):
            if words:
                sheet.write_string(place + 1, column, words, marked if (place, column) in page.marked else text)
    for column, offered in page.choices.items():
        sheet.data_validation(1, column, _LAST_ROW, column, {"validate": "list", "source": list(offered)})
    book.close()
    return target.getvalue()
