"""The figures of certificates as a table, and the bounds they must keep."""

from __future__ import annotations

import sys

from app.certificates.bulk import PROCESSES
from tests.bench.costs import ALONE, FEW, MANY, PLAIN, Cost, in_bulk, one_by_one, way_of
from tests.bench.machine import MachineLoad
from tests.bench.report import write_into
from tests.bench.servers import ROOT

MOST_OF_PLAIN, MOST_BYTES = 0.3, 30_000
MOST_OF_PLAIN_IN_BULK, MOST_BYTES_IN_BULK, MOST_MEMORY_IN_BULK = 0.1, 6_000, 120e6
BEGIN, END = "<!-- bench-certificates: begin -->\n", "<!-- bench-certificates: end -->"
INTRODUCTION = """\
One certificate in English with a Khmer name and a signed square, drawn on two cores. *Plain* is one call of WeasyPrint
for each, with the same template, its art and its square as SVG; all ways of drawing one are called in turn, round after
round, each encoding its square anew, and the middle of the rounds counts. Ours sets what certificates of a kind have in
common once; *the first of its kind* pays for that, those after it do not. In bulk, two processes write files of 25, and
the time runs from the order to the last file, their start included. Processor time is of all processes that draw.
`make bench-certificates` measures this and fails where a bound is missed.
"""


def main() -> int:
    """Measure, print, write the table into README.md, and tell by the exit status whether every bound holds."""
    load = MachineLoad()
    singles = one_by_one()
    others = load.of_others()
    load = MachineLoad()
    runs = [in_bulk(count, sealed=sealed) for count in (FEW, MANY) for sealed in (False, True)]
    text = table(singles, runs, (others, load.of_others(besides=sum(run.below for run in runs))))
    print(text)
    write_into(ROOT / "README.md", text, (BEGIN, END))
    faults = missed(singles, runs)
    for fault in faults:
        print(f"missed: {fault}", file=sys.stderr)
    return 1 if faults else 0


def table(singles: list[Cost], runs: list[Cost], others: tuple[float, float]) -> str:
    """Write the figures in Markdown."""
    base = singles[0].seconds
    rows = [
        f"| {cost.way} | {cost.seconds * 1000:.0f} | {cost.seconds / base:.2f} | {_processor(cost)} "
        f"| {cost.size:,.0f} | {_memory(cost)} |"
        for cost in (*singles, *runs)
    ]
    head = ["| way | ms each | of plain | processor ms | bytes each | a process |", "|---|--:|--:|--:|--:|--:|"]
    return "\n".join([INTRODUCTION, *head, *rows, "", _footing(others), ""])


def missed(singles: list[Cost], runs: list[Cost]) -> list[str]:
    """Name every bound that was missed."""
    ways = {cost.way: cost for cost in (*singles, *runs)}
    base, own, bulk = ways[PLAIN].seconds, ways[ALONE], ways[way_of(MANY)]
    found = [
        (own.way, "of plain", own.seconds / base, MOST_OF_PLAIN),
        (own.way, "bytes", own.size, MOST_BYTES),
        (bulk.way, "of plain", bulk.seconds / base, MOST_OF_PLAIN_IN_BULK),
        (bulk.way, "bytes", bulk.size, MOST_BYTES_IN_BULK),
        (bulk.way, "bytes of memory", bulk.memory or 0, MOST_MEMORY_IN_BULK),
    ]
    return [f"{way}: {value:,.2f} {what}, not {most:,}" for way, what, value, most in found if value > most]


def _memory(cost: Cost) -> str:
    return f"{cost.memory / 1e6:.0f} MB" if cost.memory else ""


def _processor(cost: Cost) -> str:
    return f"{cost.processor * 1000:.0f}" if cost.processor is not None else ""


def _footing(others: tuple[float, float]) -> str:
    return (
        f"Bounds: one on demand ≤ {MOST_OF_PLAIN} of plain and ≤ {MOST_BYTES:,} bytes; {MANY} in bulk with {PROCESSES} "
        f"processes ≤ {MOST_OF_PLAIN_IN_BULK} of plain, ≤ {MOST_BYTES_IN_BULK:,} bytes and ≤ "
        f"{MOST_MEMORY_IN_BULK / 1e6:.0f} MB a process (proportional). "
        f"Other work took {others[0]:.0%} of the machine while single ones were drawn, {others[1]:.0%} during the runs."
    )
