"""Measure what a certificate costs, next to a plain WeasyPrint call and to Chromium for the same page, in one run.

``python -m tests.bench.certificates`` takes some two minutes, prints a table, writes it into README.md, and exits with
1 where a bound is missed. Times move twofold between runs on a shared machine; the ratios move little.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from app.certificates.bulk import PROCESSES, draw_run
from app.certificates.credential import signed_credential
from app.certificates.drawing import draw
from app.core import clock
from app.printing.glyphs import FOLDER
from app.signing.seal import seal
from tests.bench.machine import MachineLoad
from tests.bench.memory import Memory
from tests.bench.paper import learners, plain, plain_page, signers
from tests.bench.report import write_into
from tests.bench.servers import ROOT
from tests.browser import QUIET

ROUNDS = 7
FEW, MANY = 50, 500
MOST_OF_PLAIN, MOST_BYTES = 0.3, 30_000
MOST_OF_PLAIN_IN_BULK, MOST_BYTES_IN_BULK, MOST_MEMORY_IN_BULK = 0.1, 6_000, 120e6
BEGIN, END = "<!-- bench-certificates: begin -->\n", "<!-- bench-certificates: end -->"
INTRODUCTION = """\
One certificate in English with a Khmer name and a signed square, drawn on two cores. *Plain* is one call of WeasyPrint
for each, with the same template, its art and its square as SVG; all ways of drawing one are called in turn, round after
round, and the middle of the rounds counts. In bulk, two processes write files of 25, and the time runs from the order
to the last file, their start included. `make bench-certificates` measures this and fails where a bound is missed.
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one certificate costs one way; memory is the peak of the largest process, None where it is not ours."""

    way: str
    seconds: float
    size: float
    memory: float | None = None


def main() -> int:
    """Measure, print, write the table into README.md, and tell by the exit status whether every bound holds."""
    load = MachineLoad()
    singles = one_by_one()
    others = load.of_others()  # What the processes of a run take does not count as ours: they are not our children.
    runs = [in_bulk(count, sealed=sealed) for count in (FEW, MANY) for sealed in (False, True)]
    text = table(singles, runs, others)
    print(text)
    write_into(ROOT / "README.md", text, (BEGIN, END))
    faults = missed(singles, runs)
    for fault in faults:
        print(f"missed: {fault}", file=sys.stderr)
    return 1 if faults else 0


def one_by_one() -> list[Cost]:
    """Draw one certificate after the other, each way in turn, after a first round that does not count."""
    by_vc, by_pdf, root = signers()
    statements = learners(ROUNDS + 1)
    with chromium() as page:
        ways: dict[str, Callable[[int], bytes]] = {
            "plain WeasyPrint": lambda place: plain(statements[place]),
            "Chromium's print to PDF": lambda place: printed(page, plain_page(statements[place])),
            "ours, the paper alone": lambda place: draw(statements[place]),
            "ours, with its credential": lambda place: draw(
                statements[place], signed_credential(statements[place], by_vc)
            ),
            "ours, with credential and seal": lambda place: seal(
                draw(statements[place], signed_credential(statements[place], by_vc)), by_pdf, root, clock.now()
            ),
        }
        rounds = [{way: timed(drawing, place) for way, drawing in ways.items()} for place in range(ROUNDS + 1)][1:]
    return [
        Cost(way, median(each[way][0] for each in rounds), median(len(each[way][1]) for each in rounds)) for way in ways
    ]


def in_bulk(count: int, *, sealed: bool) -> Cost:
    """Draw a run with two processes, and seal each of its files where that is asked for."""
    _by_vc, by_pdf, root = signers()
    statements = learners(count)
    began = time.perf_counter()
    with Memory() as memory:
        sizes = [len(seal(part, by_pdf, root, clock.now()) if sealed else part) for part in draw_run(statements)]
    took = time.perf_counter() - began
    way = f"ours, {count} in bulk" + (", each file sealed" if sealed else "")
    return Cost(way, took / count, sum(sizes) / count, memory.peak)


def timed(drawing: Callable[[int], bytes], place: int) -> tuple[float, bytes]:
    """Draw one and take the time."""
    began = time.perf_counter()
    content = drawing(place)
    return time.perf_counter() - began, content


@contextmanager
def chromium() -> Iterator[Page]:
    """Give a page of a browser that is running already, as a service would keep one."""
    with sync_playwright() as playwright:
        fonts: dict[str, str | float | bool] = {**os.environ, "FONTCONFIG_FILE": str(FOLDER / "fonts.conf")}
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET, env=fonts)
        yield browser.new_page()
        browser.close()


def printed(page: Page, html: str) -> bytes:
    """Let Chromium print a page that stands in a file."""
    with tempfile.NamedTemporaryFile("w", suffix=".html", encoding="utf-8") as file:
        file.write(html)
        file.flush()
        page.goto(Path(file.name).as_uri())
        return page.pdf(prefer_css_page_size=True, print_background=True)


def table(singles: list[Cost], runs: list[Cost], others: float) -> str:
    """Write the figures in Markdown."""
    base = singles[0].seconds
    rows = [
        f"| {cost.way} | {cost.seconds * 1000:.0f} | {cost.seconds / base:.2f} | {cost.size:,.0f} | {_memory(cost)} |"
        for cost in (*singles, *runs)
    ]
    head = ["| way | ms each | of plain | bytes each | a process |", "|---|--:|--:|--:|--:|"]
    return "\n".join([INTRODUCTION, *head, *rows, "", _footing(others), ""])


def missed(singles: list[Cost], runs: list[Cost]) -> list[str]:
    """Name every bound that was missed."""
    base, own = singles[0].seconds, singles[2]
    bulk = runs[-2]
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


def _footing(others: float) -> str:
    return (
        f"Bounds: one on demand ≤ {MOST_OF_PLAIN} of plain and ≤ {MOST_BYTES:,} bytes; {MANY} in bulk with {PROCESSES} "
        f"processes ≤ {MOST_OF_PLAIN_IN_BULK} of plain, ≤ {MOST_BYTES_IN_BULK:,} bytes and ≤ "
        f"{MOST_MEMORY_IN_BULK / 1e6:.0f} MB a process (proportional). "
        f"Other work took {others:.0%} of the machine while single ones were drawn."
    )


if __name__ == "__main__":
    sys.exit(main())
