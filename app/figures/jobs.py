"""What the worker does: it counts once a month is over, and draws what is asked for first."""

from __future__ import annotations

from app.figures.asking import Asked
from app.figures.plots import plots_of
from app.figures.queries import periods, sheets_of
from app.figures.reports import make_report, newest_month
from app.figures.rules import Dimension
from app.figures.services import count_due, count_figures
from app.figures.tables import modules_of, tables_of


def count_now() -> None:
    """Count the figures because somebody asked."""
    count_figures()
    _draw_first_pages()


def count_when_due() -> None:
    """Count the figures, and make the month's report, once a month is over."""
    if count_due():
        _draw_first_pages()
        month = newest_month()
        if month:
            make_report(month)


def _draw_first_pages() -> None:
    """Draw the plots of the newest period, so that nobody waits for them."""
    period = next(iter(periods()), None)
    sheets = sheets_of(period) if period else None
    if sheets:
        pages = [tables_of(Asked(sheets.period, by=by), sheets, modules_of()) for by in Dimension]
        plots_of([table for tables in pages for table in tables])
