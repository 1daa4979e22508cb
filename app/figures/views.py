"""The pages of figures: plots with their tables, downloads, reports and open data; nobody's name anywhere."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.session import signed_in_staff
from app.audit.rules import Actor, Subject
from app.audit.services import record
from app.core.days import format_day
from app.core.jobs import enqueue
from app.core.permissions import Permission
from app.figures.acts import FIGURES_COUNTED, FIGURES_TAKEN
from app.figures.asking import Asked, asked_for
from app.figures.errors import NoSuchFigures, TwoGroups
from app.figures.exporting import about, as_csv, as_xlsx
from app.figures.jobs import count_now
from app.figures.open_data import archive
from app.figures.plots import plots_of
from app.figures.queries import Sheets, periods, sheets_of
from app.figures.reports import report, reports
from app.figures.rules import FEWEST, QUARTILES_FROM, REST, Base, Dimension
from app.figures.tables import Table, modules_of, tables_of
from app.figures.words import DIMENSIONS, centre_names, group_name, period_name, spoken
from app.web.access import requires
from app.web.files import handed
from app.web.forms import ButtonForm

figures = Blueprint("figures", __name__, url_prefix="/<locale:locale>/staff/figures")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Choice:
    """A group that can be chosen, with its words."""

    value: str
    words: str


@figures.get("")
@requires(Permission.SEE_FIGURES)
def index() -> str | tuple[str, int]:
    """Show the figures of a period, of everybody or of one group."""
    offered = periods()
    if not offered:
        return render_template("figures/none.html", form=ButtonForm(), fewest=FEWEST)
    if len(request.args.getlist("group")) > 1:
        return _page(asked_for({}, offered[0]), offered, TwoGroups.message), 422
    return _page(asked_for(request.args, offered[0]), offered)


@figures.post("/count")
@requires(Permission.SEE_FIGURES)
def count() -> Response:
    """Have the figures counted now."""
    record(FIGURES_COUNTED, actor=Actor.staff(signed_in_staff().id))
    enqueue(count_now)
    return redirect(url_for("figures.index"), 303)


@figures.get("/figures.csv")
@requires(Permission.SEE_FIGURES)
def csv_file() -> Response:
    """Give the tables of a page as CSV in UTF-8."""
    asked, sheets, tables = _asked()
    content = as_csv(tables, about(asked, _counted_on(sheets)))
    return handed(content, "text/csv; charset=utf-8", f"figures-{asked.period}.csv")


@figures.get("/figures.xlsx")
@requires(Permission.SEE_FIGURES)
def xlsx_file() -> Response:
    """Give the tables of a page as a workbook."""
    asked, sheets, tables = _asked()
    return handed(as_xlsx(tables, about(asked, _counted_on(sheets))), _XLSX, f"figures-{asked.period}.xlsx")


@figures.get("/reports/<name>")
@requires(Permission.SEE_FIGURES)
def monthly(name: str) -> Response:
    """Give a monthly report."""
    content = report(name)
    record(FIGURES_TAKEN, actor=Actor.staff(signed_in_staff().id), subject=Subject("report", name))
    return handed(content, "application/pdf", name)


@figures.get("/open-data.zip")
@requires(Permission.SEE_FIGURES)
def open_data_file() -> Response:
    """Give all that is told, with its description, for anybody to use."""
    record(FIGURES_TAKEN, actor=Actor.staff(signed_in_staff().id), subject=Subject("open-data"))
    return handed(archive(), "application/zip", "waymark-figures.zip")


def _asked() -> tuple[Asked, Sheets, list[Table]]:
    offered = periods()
    if not offered or len(request.args.getlist("group")) > 1:
        raise NoSuchFigures
    asked = asked_for(request.args, offered[0])
    sheets = sheets_of(asked.period)
    if sheets is None:
        raise NoSuchFigures
    return asked, sheets, tables_of(asked, sheets, modules_of())


def _page(asked: Asked, offered: list[str], fault: object = None) -> str:
    sheets = sheets_of(asked.period)
    if sheets is None:
        raise NoSuchFigures
    tables = tables_of(asked, sheets, modules_of())
    return render_template(
        "figures/index.html",
        asked=asked,
        fault=fault,
        tables=tables,
        plots={table.key: plots for table, plots in zip(tables, plots_of(tables), strict=True)},
        periods=[Choice(period, period_name(period)) for period in offered],
        groups=_groups(sheets),
        dimensions=[Choice(one.value, str(words)) for one, words in DIMENSIONS.items()],
        # NOTE: Which certificate: for the core course, or for the full one.
        awards=[Choice("core", _("Core course")), Choice("full", _("Full course"))],
        counted_on=_counted_on(sheets),
        group=group_name(*asked.group, centre_names()) if asked.group else None,
        fewest=FEWEST,
        quartiles_from=QUARTILES_FROM,
        reports=[Choice(one.name, period_name(one.month)) for one in reports()],
        count=ButtonForm(),
    )


def _groups(sheets: Sheets) -> dict[str, list[Choice]]:
    """List the groups that can be chosen, by dimension: those that are told of in the period."""
    centres = centre_names()
    offered: dict[str, list[Choice]] = {}
    for dimension, words in DIMENSIONS.items():
        known = {group for base in Base for group in _told_groups(sheets, base, dimension)} - {REST}
        choices = [Choice(f"{dimension}:{one}", group_name(dimension, one, centres)) for one in known]
        if choices:
            offered[str(words)] = sorted(choices, key=lambda choice: choice.words)
    return offered


def _told_groups(sheets: Sheets, base: Base, dimension: Dimension) -> frozenset[str]:
    sheet = sheets.now.get(base)
    return frozenset(sheet.groups[dimension]) if sheet else frozenset()


def _counted_on(sheets: Sheets) -> str:
    return format_day(sheets.counted_at.date(), spoken().tag)
