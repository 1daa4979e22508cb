"""The monthly report: the figures of a month in the ministry's language and in English, as one PDF that is kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import func, select

from app.core.database import db
from app.core.days import format_day
from app.core.i18n import LOCALES, SOURCE
from app.figures.asking import Asked
from app.figures.errors import NoSuchFigures
from app.figures.plots import Plot, plots_of
from app.figures.queries import Sheets, periods, sheets_of
from app.figures.rules import Dimension
from app.figures.tables import Table, modules_of, tables_of
from app.figures.words import period_name, rule_in_words
from app.learners.models import Learner
from app.printing.door import behind
from app.printing.speaking import speaking
from app.programme.queries import current_programme

_NAME = re.compile(r"figures-(\d{4}-\d{2})-[A-Za-z-]+\.pdf")


@dataclass(frozen=True, slots=True)
class Part:
    """A table of the report with its plots."""

    table: Table
    plots: Sequence[Plot]


@dataclass(frozen=True, slots=True)
class Edition:
    """The report in one language, as finished text."""

    locale: str
    title: str
    issuer: str
    lines: Sequence[str]
    parts: Sequence[Part]
    watermark: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """A report that is kept."""

    name: str
    month: str
    size: int


def newest_month() -> str | None:
    """Give the newest month that is told of."""
    return next((period for period in periods() if "-" in period), None)


def make_report(month: str, tag: str | None = None) -> str:
    """Draw the report of a month and keep it; give its name. Raise NoSuchFigures where the month is not told of."""
    sheets = sheets_of(month)
    if sheets is None or sheets.is_year:
        raise NoSuchFigures
    tags = tuple(dict.fromkeys((tag or ministry_language(), SOURCE.tag)))
    content = behind("app.figures.report_pdf").draw([edition(sheets, one) for one in tags])
    name = f"figures-{month}-{'-'.join(tags)}.pdf"
    _keep(name, content)
    return name


def ministry_language() -> str:
    """Give the language in which the ministry names itself beside English, or else the one most learners chose.

    It is English where nobody chose another one.
    """
    named = current_programme().issuer_name
    return next((locale.tag for locale in LOCALES[1:] if locale.tag in named), None) or _language_of_most()


def _language_of_most() -> str:
    """Tell which language beside English most learners chose."""
    others = Learner.locale.in_([locale.tag for locale in LOCALES[1:]])
    query = select(Learner.locale).where(others, Learner.forgotten_at.is_(None)).group_by(Learner.locale)
    return db.session.scalar(query.order_by(func.count().desc(), Learner.locale).limit(1)) or SOURCE.tag


def edition(sheets: Sheets, tag: str) -> Edition:
    """Write the report in a language."""
    programme = current_programme()
    with speaking(tag):
        tables = _tables(sheets)
        return Edition(
            locale=tag,
            title=str(_("Figures of %(month)s", month=period_name(sheets.period))),
            issuer=programme.name_in(tag),
            lines=_lines(sheets, tag),
            parts=[Part(table, plots) for table, plots in zip(tables, plots_of(tables), strict=True)],
            watermark=programme.watermark,
        )


def _tables(sheets: Sheets) -> list[Table]:
    """Make all tables of a month: what is told of everybody first, then the people by each dimension."""
    by_dimension = [tables_of(Asked(sheets.period, by=by), sheets, modules_of()) for by in Dimension]
    groups = [table for tables in by_dimension for table in tables if table.key == "groups"]
    return [table for table in by_dimension[0] if table.key != "groups"] + groups


def _lines(sheets: Sheets, tag: str) -> list[str]:
    day = format_day(sheets.counted_at.date(), tag)
    return [
        str(_("Counted from the records on %(day)s.", day=day)),
        rule_in_words(),
        str(_("A dash stands for a figure that is not told, so that nobody can be made out.")),
    ]


def reports() -> list[Report]:
    """List the reports that are kept, the newest first."""
    found = [(path, _NAME.fullmatch(path.name)) for path in _folder().glob("*.pdf")]
    kept = [Report(path.name, match.group(1), path.stat().st_size) for path, match in found if match]
    return sorted(kept, key=lambda report: (report.month, report.name), reverse=True)


def report(name: str) -> bytes:
    """Give a report that is kept; raise NoSuchFigures for another name."""
    if name not in {one.name for one in reports()}:
        raise NoSuchFigures
    return (_folder() / name).read_bytes()


def _folder() -> Path:
    folder = Path(current_app.config["INSTANCE"]) / "figures" / "reports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _keep(name: str, content: bytes) -> None:
    with NamedTemporaryFile(dir=_folder(), suffix=".part", delete=False) as file:
        file.write(content)
    Path(file.name).replace(_folder() / name)
