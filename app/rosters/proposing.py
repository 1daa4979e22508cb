"""Puts a proposal together: what was read in a draft, compared with the register as it is at this moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from app.cohorts.models import Cohort
from app.core import clock
from app.rosters.columns import Column
from app.rosters.comparing import Known, Traits
from app.rosters.drafts import Draft
from app.rosters.people import Row
from app.rosters.queries import names_by_number, register_for, traits_of
from app.rosters.reading import Context, numbers_in, read_tables
from app.rosters.rules import Fate, Outcome, plan
from app.rosters.tables import Table


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would become of each row of a draft."""

    draft: Draft
    outcomes: tuple[Outcome, ...]
    traits: Mapping[str, Traits]
    known: Mapping[int, Known]

    @property
    def counts(self) -> Counter[Fate]:
        """Count the rows by what becomes of them."""
        return Counter(outcome.fate for outcome in self.outcomes)

    @property
    def adds(self) -> int:
        """Count the people who would come into the class."""
        return self.counts[Fate.NEW] + self.counts[Fate.JOINS]

    @property
    def open_questions(self) -> list[Outcome]:
        """List the rows with a question that nobody has answered."""
        return [outcome for outcome in self.outcomes if outcome.is_open]

    @property
    def broken(self) -> list[Outcome]:
        """List the rows with a cell that cannot be read."""
        return [outcome for outcome in self.outcomes if outcome.row.faults]

    @property
    def changes_nothing(self) -> bool:
        """Tell whether everything in the file is in the class and the register already."""
        return not self.adds and not any(outcome.fills for outcome in self.outcomes)

    @property
    def doubtful_first(self) -> list[Outcome]:
        """Order the rows: what was not answered, what cannot be read, what was asked, then the rest."""
        return sorted(self.outcomes, key=_weight)

    @property
    def left_behind(self) -> tuple[Table, ...]:
        """Give the tables with only the lines that would not come in."""
        keys = {outcome.row.key for outcome in self.outcomes if outcome.fate in (Fate.OUT, Fate.BROKEN)}
        tables = []
        for place, table in enumerate(self.draft.meant):
            lines = tuple(line for line in table.lines if f"{place}-{line.number}" in keys)
            if lines:
                tables.append(table.with_lines(lines))
        return tuple(tables)

    def heading_above(self, row: Row, column: Column) -> str | None:
        """Give the heading that a row's own table has over a column."""
        return self.draft.meant[int(row.key.partition("-")[0])].headings.get(column)

    @property
    def headings(self) -> dict[Column, str]:
        """Give the headings of the file, by what they mean."""
        return {column: text for table in self.draft.meant for column, text in table.headings.items()}


def propose(cohort: Cohort, draft: Draft, choices: Mapping[str, str]) -> Proposal:
    """Read a draft with the answers given so far."""
    names = names_by_number(numbers_in(draft.meant))
    context = Context(cohort.locale, cohort.origin, clock.today(), names)
    rows = read_tables(draft.meant, context, choices)
    traits = {row.key: traits_of(row) for row in rows}
    register = register_for(cohort, traits.values())
    return Proposal(draft, plan(rows, traits, register, choices), traits, register.known)


def _weight(outcome: Outcome) -> int:
    if outcome.is_open:
        return 0
    if outcome.row.faults:
        return 1
    if outcome.questions:
        return 2
    return 3 if outcome.differs or outcome.fills else 4
