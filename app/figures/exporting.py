"""Writes the tables of a page as CSV; the workbook is written behind the door."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from flask_babel import gettext as _

from app.figures.asking import Asked
from app.figures.tables import Figure, Table
from app.figures.words import DIMENSIONS, centre_names, group_name, period_name, rule_in_words
from app.printing.door import behind
from app.rosters.exporting import defused


def about(asked: Asked, counted_on: str) -> list[str]:
    """Say in some lines what figures these are."""
    lines = [f"{_('Period')}: {period_name(asked.period)}"]
    if asked.group:
        dimension, group = asked.group
        lines.append(f"{DIMENSIONS[dimension]}: {group_name(dimension, group, centre_names())}")
    lines.append(str(_("Counted from the records on %(day)s.", day=counted_on)))
    lines.append(rule_in_words())
    return lines


def as_csv(tables: Sequence[Table], lines: Sequence[str]) -> bytes:
    """Write all figures of a page, one a line; nothing in it is a formula."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow([_("Table"), _("Line"), _("Column"), _("Figure")])
    for table in tables:
        for row in table.rows:
            for heading, figure in zip(table.headings[1:], row.figures, strict=True):
                writer.writerow([defused(table.title), defused(row.name), defused(heading), plain(figure)])
    writer.writerows([["", defused(line), "", ""] for line in lines])
    return target.getvalue().encode("utf-8-sig")


def plain(figure: Figure) -> str:
    """Write a figure without marks between its digits; a share and what is not told as on the page."""
    return str(int(figure.number)) if figure.is_count and figure.number is not None else figure.words


def as_xlsx(tables: Sequence[Table], lines: Sequence[str]) -> bytes:
    """Write all tables of a page as a workbook."""
    content: bytes = behind("app.figures.writing").write_xlsx(tables, lines)
    return content
