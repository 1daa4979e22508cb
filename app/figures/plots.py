"""Which plots a table gets, and the words in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from app.figures.drawing import drawn
from app.figures.tables import HIDDEN, Figure, Row, Table

MOST_ROWS = 12
"""More lines than this make a plot too long; the table has them all."""
_LONGEST = 40
"""Characters of a name that have room."""
_SHORT = 3
"""Characters of a number that have room above a column."""
_SIGN = re.compile(r"\{(\d+)\}")


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawn plot with what it shows, and what it says to those who hear the page."""

    title: str
    svg: Markup


@dataclass(slots=True)
class _Draft:
    """A plot that is to be drawn: numbers and signs for texts, and the texts."""

    title: str
    kind: str
    says: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def sign(self, text: str) -> str:
        """Take in a text and give its sign."""
        self.texts.append(text)
        return f"{{{len(self.texts) - 1}}}" if text else ""


def plots_of(tables: Sequence[Table]) -> list[list[Plot]]:
    """Draw the plots of some tables, all at once; for each table those that could be drawn."""
    drafts = [(place, draft) for place, table in enumerate(tables) for draft in _drafts(table)]
    pictures = drawn([{"kind": draft.kind, "rows": draft.rows} for _place, draft in drafts])
    plots: list[list[Plot]] = [[] for _table in tables]
    for (place, draft), picture in zip(drafts, pictures, strict=True):
        if picture:
            plots[place].append(Plot(draft.title, _worded(draft, picture)))
    return plots


def _worded(draft: _Draft, picture: str) -> Markup:
    """Put words for signs, and say what is shown."""
    svg = _SIGN.sub(lambda found: escape(draft.texts[int(found.group(1))]), picture)
    head, _rest, body = svg.partition("<svg ")
    says = escape(draft.says)
    return Markup(f'{head}<svg role="img" aria-label="{says}" class="plot" {body}')  # noqa: S704  # Escaped above.


def _drafts(table: Table) -> Iterator[_Draft]:
    make = _KINDS.get(table.key)
    if make is not None:
        yield from make(table)


def _columns(table: Table) -> Iterator[_Draft]:
    """Draw each column of a table by month; the months as numbers, which have room."""
    for place, heading in enumerate(table.headings[1:]):
        figures = [row.figures[place] for row in table.rows]
        most = max((figure.number or 0 for figure in figures), default=0)
        draft = _Draft(heading, "columns", _said(heading, table.rows, place))
        for number, figure in enumerate(figures, start=1):
            has_room = len(figure.words) <= _SHORT or figure.number == most
            text = draft.sign(figure.words if has_room else "")
            draft.rows.append({"label": draft.sign(str(number)), "value": figure.number, "text": text})
        yield draft


def _bars(table: Table) -> Iterator[_Draft]:
    """Draw each column of a table as bars."""
    for place, heading in enumerate(table.headings[1:]):
        yield _bar(table, place, heading)


def _shares(table: Table) -> Iterator[_Draft]:
    yield _bar(table, 1, table.headings[2])


def _bar(table: Table, place: int, title: str) -> _Draft:
    rows = table.rows[:MOST_ROWS]
    draft = _Draft(title, "bars", _said(title, rows, place))
    for row in rows:
        figure = row.figures[place]
        label = draft.sign(fitted(row.name))
        draft.rows.append({"label": label, "value": figure.number, "text": draft.sign(figure.words)})
    return draft


def _passes(table: Table) -> Iterator[_Draft]:
    yield _pair(table, table.title)


def _pair(table: Table, title: str) -> _Draft:
    """Draw the second and the third column as two shares."""
    rows = table.rows[:MOST_ROWS]
    said = "; ".join(f"{row.name}: {row.figures[1].words}, {row.figures[2].words}" for row in rows)
    head = f"{title}. {table.headings[2]}, {table.headings[3]}"
    draft = _Draft(title, "pairs", f"{head}: {said}")
    for row in rows:
        first, second = row.figures[1:3]
        draft.rows.append(
            {
                "label": draft.sign(fitted(row.name)),
                "first": first.number,
                "second": second.number,
                "first_text": draft.sign(first.words),
                "second_text": draft.sign(second.words),
                "text": draft.sign(HIDDEN),
            }
        )
    return draft


def _days(table: Table) -> Iterator[_Draft]:
    rows = table.rows[:MOST_ROWS]
    said = "; ".join(f"{row.name}: {_middle(row.figures)}" for row in rows)
    draft = _Draft(table.title, "ranges", f"{table.title}. {said}")
    for row in rows:
        lower, middle, upper = (figure.number for figure in row.figures[1:])
        label, text = draft.sign(fitted(row.name)), draft.sign(_middle(row.figures))
        draft.rows.append({"label": label, "lower": lower, "middle": middle, "upper": upper, "text": text})
    yield draft


def _middle(figures: Sequence[Figure]) -> str:
    lower, middle, upper = figures[1:]
    if middle.number is None:
        return HIDDEN
    return str(_("%(middle)s (%(lower)s–%(upper)s)", middle=middle.words, lower=lower.words, upper=upper.words))


def _said(title: str, rows: Sequence[Row], place: int) -> str:
    return f"{title}. " + "; ".join(f"{row.name}: {row.figures[place].words}" for row in rows)


def fitted(name: str) -> str:
    """Shorten a name that has no room, between words where there are any and never inside a cluster."""
    if len(name) <= _LONGEST:
        return name
    cut = name[: _LONGEST - 1]
    spaces = [place for place, sign in enumerate(cut) if sign in " \u200b"]
    if spaces and spaces[-1] > _LONGEST // 2:
        return f"{cut[: spaces[-1]]}…"
    while cut and unicodedata.category(name[len(cut)]).startswith("M"):
        cut = cut[:-1]
    return f"{cut}…"


_KINDS: dict[str, Callable[[Table], Iterator[_Draft]]] = {
    "months": _columns,
    "groups": _bars,
    "modules": _passes,
    "path": _shares,
    "checks": _passes,
    "days": _days,
}
