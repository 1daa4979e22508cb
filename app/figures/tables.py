"""The figures as tables of words: the page, CSV, XLSX and the report show exactly these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flask_babel import format_decimal, format_percent
from flask_babel import gettext as _

from app.course.queries import course
from app.figures.asking import Asked
from app.figures.queries import Sheets
from app.figures.rules import REST, UNKNOWN, Base, Dimension, months_between
from app.figures.sheets import Told
from app.figures.words import BASES, DIMENSIONS, centre_names, group_name, module_name, month_name

HIDDEN = "–"
"""Stands where a figure is not told."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell: its words, and the number behind them; None where it is not told."""

    words: str
    number: float | None = None
    is_count: bool = False
    """Whether it counts something, so that a spreadsheet may add it up; a share or a change is words."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table."""

    name: str
    figures: tuple[Figure, ...]
    lang: str = ""
    """Where the name is in another language than the page."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its title; ``key`` names it among the tables of a page."""

    key: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""

    @property
    def has_hidden(self) -> bool:
        """Tell whether something in it is not told."""
        return any(figure.number is None for row in self.rows for figure in row.figures)


def tables_of(asked: Asked, sheets: Sheets, modules: Sequence[str]) -> list[Table]:
    """Make all tables of a page; those that tell of nobody are left out."""
    desk = _Desk(asked, sheets, modules)
    tables = (
        desk.overview(),
        desk.months(),
        desk.by_groups(),
        desk.modules_passed(),
        desk.path(),
        desk.checks(),
        desk.days(),
    )
    return [table for table in tables if table and any(one.number for row in table.rows for one in row.figures)]


def modules_of() -> list[str]:
    """List the ids of the course's modules."""
    return [module.id for module in course().modules]


def count(number: int | None) -> Figure:
    """Write how many."""
    return Figure(HIDDEN) if number is None else Figure(format_decimal(number), number, is_count=True)


def share(part: int, whole: int) -> Figure:
    """Write a share in whole hundredths; a half goes up, so that every spreadsheet agrees."""
    if not whole:
        return Figure(HIDDEN)
    hundredths = (200 * part + whole) // (2 * whole)
    return Figure(format_percent(hundredths / 100), hundredths)


@dataclass(frozen=True, slots=True)
class _Desk:
    """Makes the tables of a page."""

    asked: Asked
    sheets: Sheets
    modules: Sequence[str]

    def overview(self) -> Table:
        """Tell how many people did what."""
        bases = (*self.asked.bases, Base.CHECKS)
        rows = [Row(str(BASES[base]), (count(self._people(base)),)) for base in bases]
        rows[1:1] = self._ways()
        return Table("overview", _("Overview"), ("", _("People")), tuple(rows))

    def months(self) -> Table | None:
        """Tell how many did it in each month of the year, or up to the month asked for."""
        year = self.asked.period[:4]
        last = f"{year}-12" if self.asked.is_year else self.asked.period
        rows = [
            Row(self._month_name(month), tuple(count(self._people(base, month)) for base in self.asked.bases))
            for month in months_between(f"{year}-01", last)
        ]
        while rows and all(figure.number is None for figure in rows[-1].figures) and len(rows) > 1:
            rows.pop()
        # NOTE: Title of a table with one line a month.
        return Table("months", _("By month"), self._headings(_("Month")), tuple(rows))

    def by_groups(self) -> Table | None:
        """Tell how many did it in each group: of all, or of the one group asked for."""
        by = self.asked.by
        if self.asked.group and (not self.asked.is_year or self.asked.group[0] is by):
            return None
        columns = [self._by_group(base) for base in self.asked.bases]
        rows = [
            Row(name, tuple(count(column.get(group, self._absent(column))) for column in columns), lang)
            for group, name, lang in self._groups(columns)
        ]
        return Table("groups", str(DIMENSIONS[by]), self._headings(str(DIMENSIONS[by])), tuple(rows))

    def modules_passed(self) -> Table:
        """Tell who passed the quiz of each module at once, and who passed it ever."""
        rows = []
        for module in self.modules:
            told = self._told(f"{Base.QUIZ}:{module}")
            shares = [share(value, told.people) for value in told.values] if told else [count(None)] * 2
            rows.append(Row(module_name(module), (count(told.people if told else None), *shares)))
        headings = (_("Module"), _("People who tried"), _("Passed at the first try"), _("Passed at last"))
        return Table("modules", _("Who passes each module"), headings, tuple(rows))

    def path(self) -> Table | None:
        """Tell how many of those who joined have passed each module."""
        told = self._told(Base.JOINED)
        if told is None:
            return None
        rows = (
            Row(module_name(module), (count(passed), share(passed, told.people)))
            for module, passed in zip(self.modules, told.values, strict=False)
        )
        headings = (_("Module"), _("People"), _("Share"))
        return Table("path", _("How far those who joined have come"), headings, tuple(rows))

    def checks(self) -> Table:
        """Tell what was known before and after the course."""
        headings = (
            "",
            _("People"),
            _("Right before"),
            _("Right after"),
            _("Change in points"),
            _("Knew more after"),
        )
        rows = [Row(name, self._checked(told), lang) for name, told, lang in self._all_and_groups(Base.CHECKS)]
        return Table("checks", _("Known before and after the course"), headings, tuple(rows))

    def days(self) -> Table:
        """Tell in how many days people came to a certificate."""
        headings = ("", _("People"), _("A quarter within, days"), _("Half within, days"), _("Three quarters, days"))
        base = self.asked.bases[1]
        rows = [Row(name, self._middle(told), lang) for name, told, lang in self._all_and_groups(base)]
        if len(self.asked.bases) > 2:
            rows.insert(0, Row(str(BASES[Base.FULL]), self._middle(self._told(Base.FULL))))
        return Table("days", _("Days from joining to the certificate"), headings, tuple(rows))

    def _headings(self, first: str) -> tuple[str, ...]:
        return (first, *(str(BASES[base]) for base in self.asked.bases))

    def _told(self, base: str, month: str = "") -> Told | None:
        """Tell of everybody, or of the group asked for."""
        dimension, group = self.asked.group or ("", "")
        return self.sheets.told(base, dimension, group, month=month)

    def _people(self, base: str, month: str = "") -> int | None:
        told = self._told(base, month)
        if told:
            return told.people
        sheet = (self.sheets.months.get(month, {}) if month else self.sheets.now).get(base)
        if sheet is None or self.asked.group is None:
            return None
        return self._absent({group: one.people for group, one in sheet.groups.get(self.asked.group[0], {}).items()})

    @staticmethod
    def _absent(column: dict[str, int | None]) -> int | None:
        """Tell how many are in a group that is not named: nobody, unless some groups are told only together."""
        return None if REST in column or not column else 0

    def _by_group(self, base: Base) -> dict[str, int | None]:
        sheet = self.sheets.now.get(base)
        if sheet is None:
            return {}
        if self.asked.group is None:
            return {group: told.people for group, told in sheet.groups[self.asked.by].items()}
        dimension, group = self.asked.group
        if group not in sheet.groups[dimension]:
            return {}
        by_first = list(Dimension).index(self.asked.by) < list(Dimension).index(dimension)
        table = sheet.tables.get((self.asked.by, dimension) if by_first else (dimension, self.asked.by))
        if table is None:
            return {}
        cells = {one: (one, group) if by_first else (group, one) for one in sheet.groups[self.asked.by]}
        return {one: table.at(cell) for one, cell in cells.items()}

    def _groups(self, columns: Iterable[dict[str, int | None]]) -> Iterator[tuple[str, str, str]]:
        """List the groups of some columns, the largest first; who is not known and small groups come last."""
        size: dict[str, int] = {}
        for column in columns:
            for group, people in column.items():
                size[group] = max(size.get(group, 0), people or 0)
        centres = centre_names()
        for group in sorted(size, key=lambda one: (one == REST, one == UNKNOWN, -size[one], one)):
            yield group, group_name(self.asked.by, group, centres), ""

    def _all_and_groups(self, base: Base) -> Iterator[tuple[str, Told | None, str]]:
        # NOTE: All people together, not told apart by groups.
        name = _("Everybody") if base is Base.CHECKS else str(BASES[base])
        yield name, self._told(base), ""
        sheet = self.sheets.now.get(base)
        if self.asked.group or sheet is None:
            return
        told = sheet.groups[self.asked.by]
        for group, name_, lang in self._groups([{group: one.people for group, one in told.items()}]):
            yield name_, told[group], lang

    def _ways(self) -> Iterator[Row]:
        """Tell how many of those who joined were in a class, and how many learned on their own."""
        sheet, everybody = self.sheets.now.get(Base.JOINED), self._people(Base.JOINED)
        if sheet is None or everybody is None or self.asked.group:
            return
        column: dict[str, int | None] = {group: told.people for group, told in sheet.groups[Dimension.CENTRE].items()}
        own = column.get(UNKNOWN, self._absent(column))
        yield Row(_("Of these, in a class"), (count(None if own is None else everybody - own),))
        yield Row(_("Of these, on their own"), (count(own),))

    def _month_name(self, month: str) -> str:
        """Name a month, with those before it that had too few people to be told of by themselves."""
        sheet = self.sheets.months.get(month, {}).get(Base.JOINED)
        if sheet is None or not sheet.with_months:
            return month_name(month)
        earlier = ", ".join(month_name(one) for one in sheet.with_months)
        return str(_("%(month)s, with %(earlier)s", month=month_name(month), earlier=earlier))

    @staticmethod
    def _checked(told: Told | None) -> tuple[Figure, ...]:
        if told is None:
            return (count(None),) * 5
        before_right, before_asked, after_right, after_asked, more = told.values
        before, after = share(before_right, before_asked), share(after_right, after_asked)
        change = int((after.number or 0) - (before.number or 0))
        points = Figure(f"{change:+d}".replace("-", "−"), change)
        return count(told.people), before, after, points, share(more, told.people)

    @staticmethod
    def _middle(told: Told | None) -> tuple[Figure, ...]:
        if told is None:
            return (count(None),) * 4
        return (count(told.people), *(count(days) for days in told.quartiles or (None,) * 3))
