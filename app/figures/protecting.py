"""Which figures are told: nobody may be found among fewer than five, by subtracting any tables from each other.

The rule, in the words of the *Handbook on Statistical Disclosure Control* (Hundepool and others, Eurostat's ESSnet)
and of Hundepool and others, *Statistical Disclosure Control* (Wiley 2012), chapters 4 and 5:

1. **Fixed units.** Figures are of whole months and whole years of the calendar, once these are over. There are no
   free days, so no two periods differ by a day, and no running total that grows by one person (differencing).
2. **Month.** One group at a time. Groups under five (*threshold rule*) are told together with the next smallest until
   they are two groups and five people at least (*global recoding*). A month with fewer than five is told with the next.
3. **Year.** One group at a time, as in a month; but a year's group is told only where the year less its months told
   leaves no small month to be found. What was told of a month is never taken back for the year's sake.
4. **Two groups at once** only of a finished year, and never three. A cell under five is hidden (*primary
   suppression*), and others with it (*secondary suppression*), until whoever takes the table's margins and cannot
   have less than nobody in a cell is left with a *feasibility interval* at least five wide for each hidden cell.
   A cell is hidden in the table and not on a page, so the same cell has the same fate wherever it is shown.
5. Shares, days and marks follow their people: they are told of one group at a time, where that group is told.

The margins of a table are at least five, so to hide all of its cells always suffices: each may then lie anywhere
from ``max(0, row + column - all)`` to ``min(row, column)``, which is five wide. So the search below ends.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.figures.rules import FEWEST, REST, together

Cell = tuple[str, str]
Table = Mapping[Cell, int]
"""People by row and column."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A hidden cell, in the row and the column whose sums are known, and how many people are in it."""

    row: str
    column: str
    people: int


def hidden_in_year(by_month: Mapping[str, Mapping[str, int]], hidden: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Choose which groups of a year are told only together, given its months and what is hidden in them."""
    counts: dict[str, int] = {}
    for month in by_month.values():
        for group, people in month.items():
            counts[group] = counts.get(group, 0) + people
    rest = together(counts)
    while len(rest) < len(counts):
        cells = [(group, month) for month, groups in hidden.items() for group in groups if by_month[month].get(group)]
        edges = [Edge(REST if one in rest else one, month, by_month[month][one]) for one, month in cells]
        exposed = [cells[place] for place in exposed_of(edges)]
        if not exposed and _may_stand(rest, counts):
            return rest
        near = {group for _group, month in exposed for group in hidden[month]} - rest
        rest |= {min(near or set(counts) - rest, key=lambda group: (counts[group], group))}
    return rest


def _may_stand(rest: frozenset[str], counts: Mapping[str, int]) -> bool:
    return not rest or (len(rest) > 1 and sum(counts[group] for group in rest) >= FEWEST)


def recoded(table: Table, rest: tuple[frozenset[str], frozenset[str]]) -> dict[Cell, int]:
    """Put the rows and columns that are told only together into one each."""
    told: dict[Cell, int] = {}
    for (row, column), people in table.items():
        cell = (REST if row in rest[0] else row, REST if column in rest[1] else column)
        told[cell] = told.get(cell, 0) + people
    return told


def hidden_in_table(table: Table) -> frozenset[Cell]:
    """Choose which cells of a table are hidden; its rows and columns have five people at least."""
    small = sorted(cell for cell, people in table.items() if 0 < people < FEWEST)
    hidden = set(small)
    for cell in small:
        if _is_exposed(table, hidden, cell):
            hidden |= _company(table, hidden, cell)
        if _is_exposed(table, hidden, cell):
            return frozenset(_all_cells(table))
    return frozenset(hidden)


def exposed_of(edges: list[Edge]) -> list[int]:
    """Find the small hidden cells whose feasibility interval is too narrow, by their places."""
    net = _Net(edges)
    return [place for place, edge in enumerate(edges) if edge.people < FEWEST and net.width(place) < FEWEST]


def _is_exposed(table: Table, hidden: Iterable[Cell], cell: Cell) -> bool:
    cells = sorted(hidden)
    net = _Net([Edge(row, column, table.get((row, column), 0)) for row, column in cells])
    return net.width(cells.index(cell)) < FEWEST


def _all_cells(table: Table) -> set[Cell]:
    return {(row, column) for row in {row for row, _ in table} for column in {column for _, column in table}}


def _company(table: Table, hidden: set[Cell], cell: Cell) -> set[Cell]:
    """Find the fewest people whose cells, hidden as well, give a cell room; nothing where no such cells are.

    Two lines with five in each place let five people be moved round a rectangle; where a line has no five in one
    cell, a second line that follows it cell by cell does as well.
    """
    ways = [*_rectangles(table, cell), *_ladders(table, cell), *_ladders(_turned(table), cell[::-1], turned=True)]
    new = [way - hidden for way in ways]
    return min(new, key=lambda way: (sum(table.get(one, 0) + 1 for one in way), sorted(way)), default=set())


def _rectangles(table: Table, cell: Cell) -> Iterator[set[Cell]]:
    row, column = cell
    columns = [other for (one, other), people in table.items() if one == row and other != column and people >= FEWEST]
    rows = [one for (one, other), people in table.items() if other == column and one != row and people >= FEWEST]
    for other_column in columns:
        for other_row in rows:
            yield {(row, other_column), (other_row, column), (other_row, other_column)}


def _ladders(table: Table, cell: Cell, *, turned: bool = False) -> Iterator[set[Cell]]:
    row, _column = cell
    steps = [column for (one, column), people in table.items() if one == row and people]
    for other in {one for one, _ in table if one != row}:
        if all(table.get((other, column), 0) >= FEWEST for column in steps):
            way = {(one, column) for one in (row, other) for column in steps}
            yield {(column, one) for one, column in way} if turned else way


def _turned(table: Table) -> Table:
    return {(column, row): people for (row, column), people in table.items()}


class _Net:
    """Hidden cells as ways between their rows and columns: people may be moved along them while no sum changes."""

    def __init__(self, edges: list[Edge]) -> None:
        self.edges = edges
        self.of_row: dict[str, list[int]] = {}
        self.of_column: dict[str, list[int]] = {}
        for place, edge in enumerate(edges):
            self.of_row.setdefault(edge.row, []).append(place)
            self.of_column.setdefault(edge.column, []).append(place)

    def width(self, place: int) -> int:
        """Tell how wide the feasibility interval of a cell is, up to what is asked for."""
        edge = self.edges[place]
        down = self._moved(place, upwards=False) if edge.people else 0
        return min(edge.people, down) + self._moved(place, upwards=True)

    def _moved(self, place: int, *, upwards: bool) -> int:
        """Count how many people could come into a cell, or go from it (a maximum flow, up to what is asked for)."""
        people = [edge.people for edge in self.edges]
        moved = 0
        while moved < FEWEST:
            way = self._way(people, place, upwards=upwards)
            if way is None:
                break
            step = min([people[one] for one, gains in way if not gains], default=FEWEST)
            step = min(step, FEWEST - moved)
            for one, gains in way:
                people[one] += step if gains else -step
            moved += step
        return moved

    def _way(self, people: list[int], place: int, *, upwards: bool) -> list[tuple[int, bool]] | None:
        """Find a way round, each step with whether its cell gains; a row passes on by gaining, a column by losing."""
        edge = self.edges[place]
        start, goal = (edge.column, False), (edge.row, True)
        if not upwards:
            start, goal = goal, start
        came: dict[tuple[str, bool], tuple[tuple[str, bool], int, bool] | None] = {start: None}
        waiting = deque([start])
        while waiting:
            node = waiting.popleft()
            if node == goal:
                return _steps(came, goal)
            for one, there, gains in self._next(node, people, place):
                if there not in came:
                    came[there] = (node, one, gains)
                    waiting.append(there)
        return None

    def _next(
        self, node: tuple[str, bool], people: list[int], place: int
    ) -> Iterator[tuple[int, tuple[str, bool], bool]]:
        name, is_row = node
        for one in (self.of_row if is_row else self.of_column)[name]:
            if one != place and (is_row or people[one]):
                edge = self.edges[one]
                yield one, (edge.column, False) if is_row else (edge.row, True), is_row


def _steps(
    came: Mapping[tuple[str, bool], tuple[tuple[str, bool], int, bool] | None], goal: tuple[str, bool]
) -> list[tuple[int, bool]]:
    steps = []
    at = came[goal]
    while at is not None:
        node, one, gains = at
        steps.append((one, gains))
        at = came[node]
    return steps
