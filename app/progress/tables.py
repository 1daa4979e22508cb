"""The matrix as rows of words: the page, XLSX and CSV show exactly these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.course.catalogue import Module
from app.course.queries import course
from app.progress.queries import Line, Matrix
from app.progress.rules import Cell, Help, Stage
from app.web.localisation import current_locale

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

HELP_WORDS: dict[Help, LazyString] = {
    Help.STUCK: _l("Does not get on"),
    Help.ABSENT: _l("Was often away"),
    Help.MUST_KNOW: _l("Missed the must-know twice"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell of the table: its words, and the stage whose shape stands before them on the page."""

    words: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class Row:
    """A learner's row."""

    seat: int
    name: str
    lang: str
    number: str
    entries: tuple[Entry, ...]
    attended: str
    needs: tuple[str, ...]

    def cells(self) -> list[str]:
        """Give all of its words, in the order of the headings."""
        words = [entry.words for entry in self.entries]
        return [str(self.seat), self.name, self.number, *words, self.attended, "; ".join(self.needs)]


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column, and the language it is in."""

    words: str
    lang: str


@dataclass(frozen=True, slots=True)
class Table:
    """A class in words."""

    headings: tuple[Heading, ...]
    modules: tuple[Heading, ...]
    passed: tuple[int, ...]
    """By module, how many have passed."""
    rows: tuple[Row, ...]


def table_of(matrix: Matrix) -> Table:
    """Put a matrix into the reader's words."""
    tag = current_locale().tag
    modules = tuple(_heading(module, tag) for module in matrix.modules)
    # NOTE: Heading of a column with the number a learner has in class.
    first = (_("Seat"), _("Name"), _("Learner number"))
    last = (_("Sessions"), _("Needs help"))
    return Table(
        headings=(*_in(first, tag), *modules, *_in(last, tag)),
        modules=modules,
        passed=tuple(matrix.passed(place) for place in range(len(modules))),
        rows=tuple(_row(line) for line in matrix.lines),
    )


def _in(words: Sequence[str], tag: str) -> tuple[Heading, ...]:
    return tuple(Heading(word, tag) for word in words)


def _heading(module: Module, tag: str) -> Heading:
    text = course().module_text(module, tag)
    return Heading(text.title, text.lang)


def _row(line: Line) -> Row:
    learner = line.member.learner
    return Row(
        seat=line.member.seat,
        name=learner.name,
        lang=learner.locale,
        number=learner.shown_number,
        entries=tuple(Entry(_words(cell), cell.stage) for cell in line.record.cells),
        attended=f"{line.record.attended}/{line.record.held}",
        needs=tuple(str(HELP_WORDS[need]) for need in line.needs),
    )


def _words(cell: Cell) -> str:
    if cell.stage is Stage.PASSED:
        return str(_("Passed"))
    if cell.stage is Stage.TRIED:
        return str(ngettext("Tried once", "Tried %(num)s times", cell.tries))
    if cell.stage is Stage.READ:
        return str(_("All read"))
    if cell.stage is Stage.READING:
        return str(_("%(done)s of %(all)s read", done=cell.lessons_done, all=cell.lessons))
    return "–"
