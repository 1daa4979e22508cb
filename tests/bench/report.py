"""The figures of a run: as a table for README.md, and held against the targets."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.load import Round
from tests.bench.targets import FIRST_ANSWER_WITHIN, HELLO, MOST_MEMORY, Page

BEGIN, END = "<!-- bench-pages: begin -->\n", "<!-- bench-pages: end -->"
INTRODUCTION = """\
Pages a second from gunicorn with two workers behind nginx, on SQLite, all on one machine with two cores and Debian 12,
over the loopback. A share is a page's rate by that of our own hello, a route of the same application that answers with
one word; all are asked in turn, round after round, and the middle of the rounds counts. `make bench-pages` measures
this and fails where a target is missed. Run it on a machine that does nothing else: otherwise rates fall, and shares
rise, because every page then waits for the others.
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """All that one run measured; memory in bytes, of the largest web process.

    ``others`` is the share of the machine that was busy with something else meanwhile.
    """

    rounds: dict[tuple[Page, int], list[Round]]
    memory_idle: int
    memory_after: int
    first_answer: float
    others: float

    def pages(self) -> list[Page]:
        """List the pages in the order they were asked for."""
        return list(dict.fromkeys(page for page, _ in self.rounds))

    def connections(self) -> list[int]:
        """List the numbers of connections."""
        return list(dict.fromkeys(connections for _, connections in self.rounds))

    def share(self, page: Page, connections: int) -> float:
        """Give a page's rate as a share of our own hello's in the same round, the middle of all rounds."""
        pairs = zip(self.rounds[page, connections], self.rounds[HELLO, connections], strict=True)
        return median(own.per_second / hello.per_second for own, hello in pairs)


def table(figures: Figures) -> str:
    """Write the figures in Markdown."""
    head = "".join(f" {count} connections: pages/s, p95 | share | must |" for count in figures.connections())
    rows = [f"| page |{head}", "|---|" + "--:|--:|--:|" * len(figures.connections())]
    rows += [
        f"| {page.name} |" + "".join(_cells(figures, page, count) for count in figures.connections())
        for page in figures.pages()
    ]
    return "\n".join([INTRODUCTION, *rows, "", _footing(figures), ""])


def missed(figures: Figures) -> list[str]:
    """Name every target that was missed."""
    faults = [
        f"{page.name}, {count} connections: {figures.share(page, count):.3f} of our own hello, not {least}"
        for page in figures.pages()
        for count, least in page.least.items()
        if figures.share(page, count) < least
    ]
    memory = max(figures.memory_idle, figures.memory_after)
    if memory > MOST_MEMORY:
        faults.append(f"a web process takes {memory / 1e6:.0f} MB, more than {MOST_MEMORY / 1e6:.0f}")
    if figures.first_answer > FIRST_ANSWER_WITHIN:
        faults.append(f"the first answer came after {figures.first_answer:.2f} s, not within {FIRST_ANSWER_WITHIN}")
    return faults


def write_into(file: Path, text: str, marks: tuple[str, str] = (BEGIN, END)) -> None:
    """Put a table between the two marks of a file; all else stays."""
    before, begin, rest = file.read_text().partition(marks[0])
    _, end, after = rest.partition(marks[1])
    if not begin or not end:
        raise LookupError(f"{file} lacks the marks {marks[0].strip()} and {marks[1]}")
    file.write_text(before + begin + text + end + after)


def _cells(figures: Figures, page: Page, connections: int) -> str:
    rounds = figures.rounds[page, connections]
    rate, p95 = median(each.per_second for each in rounds), median(each.p95_ms for each in rounds)
    share = "1" if page is HELLO else f"{figures.share(page, connections):.2f}"
    must = f"≥ {page.least[connections]:.2f}" if page.least else ""
    return f" {rate:,.0f}, {p95:.0f} ms | {share} | {must} |"


def _footing(figures: Figures) -> str:
    idle, after = figures.memory_idle / 1e6, figures.memory_after / 1e6
    return (
        f"The largest web process takes {idle:.0f} MB of memory idle and {after:.0f} MB after the run (proportional; "
        f"must ≤ {MOST_MEMORY / 1e6:.0f}). The first answer comes {figures.first_answer:.1f} s after the start "
        f"(must ≤ {FIRST_ANSWER_WITHIN}). Other work took {figures.others:.0%} of the machine meanwhile."
    )
