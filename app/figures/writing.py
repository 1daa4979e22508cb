"""Writes the tables of a page as a workbook with XlsxWriter; only ever loaded through the door.

Each table has a sheet of its own. Numbers are numbers, shares and whatever is not told are words.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import xlsxwriter

from app.figures.tables import Table

_LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def write_xlsx(tables: Sequence[Table], about: Sequence[str]) -> bytes:
    """Write a workbook: a sheet for each table, with what the figures are about under it."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    plain, quiet = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"font_color": "#4A4A42"})
    for place, table in enumerate(tables, start=1):
        sheet = book.add_worksheet(f"{place} {_FORBIDDEN.sub(' ', table.title)}"[:_LONGEST_NAME].strip())
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, len(table.headings) - 1, 18)
        sheet.freeze_panes(1, 1)
        sheet.write_row(0, 0, [table.headings[0] or table.title, *table.headings[1:]], head)
        for line, row in enumerate(table.rows, start=1):
            sheet.write_string(line, 0, row.name, plain)
            for column, figure in enumerate(row.figures, start=1):
                if figure.is_count and figure.number is not None:
                    sheet.write_number(line, column, figure.number)
                else:
                    sheet.write_string(line, column, figure.words)
        for line, words in enumerate(about, start=len(table.rows) + 3):
            sheet.write_string(line, 0, words, quiet)
    book.close()
    return target.getvalue()
