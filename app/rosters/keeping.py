"""Writes tables so that they can be kept, and reads them back."""

from __future__ import annotations

from typing import Any

from app.rosters.cells import from_json, to_json
from app.rosters.columns import Column
from app.rosters.tables import Line, Table


def table_to_json(table: Table) -> dict[str, Any]:
    """Write a table so that it can be kept."""
    return {
        "sheet": table.sheet,
        "headings": {column.value: text for column, text in table.headings.items()},
        "unused": table.unused,
        "lines": [
            [line.number, {column.value: to_json(cell) for column, cell in line.cells.items()}] for line in table.lines
        ],
        "passed_over": table.passed_over,
        "counts_from_1904": table.counts_from_1904,
    }


def table_from_json(kept: dict[str, Any]) -> Table:
    """Read back what ``table_to_json`` wrote."""
    return Table(
        sheet=kept["sheet"],
        headings={Column(name): text for name, text in kept["headings"].items()},
        unused=tuple(kept["unused"]),
        lines=tuple(
            Line(number, {Column(name): from_json(value) for name, value in cells.items()})
            for number, cells in kept["lines"]
        ),
        passed_over=tuple(kept["passed_over"]),
        counts_from_1904=kept["counts_from_1904"],
    )
