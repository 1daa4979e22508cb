"""What a certificate costs in each way of drawing it."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.forkserver import _forkserver
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from app.certificates.bulk import draw_run
from app.certificates.credential import signed_credential
from app.certificates.drawing import draw
from app.core import clock
from app.printing.glyphs import FOLDER
from app.printing.qr import square
from app.signing.seal import seal
from tests.bench.memory import Memory
from tests.bench.paper import first_of_its_kind, learners, plain, plain_page, signers
from tests.browser import QUIET

ROUNDS = 7
FEW, MANY = 50, 500
PLAIN, PRINTED, ALONE = "plain WeasyPrint", "Chromium's print to PDF", "ours, the paper alone"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one certificate costs one way.

    ``processor`` is in seconds, and None where another program draws. ``memory`` is the peak of the largest process,
    None where it is not measured.
    """

    way: str
    seconds: float
    processor: float | None
    size: float
    memory: float | None = None
    below: float = 0
    """Seconds of processor time that the processes below this one took in the whole run."""


def one_by_one() -> list[Cost]:
    """Draw one certificate after the other, each way in turn, after a first round that does not count."""
    by_vc, by_pdf, root = signers()
    statements = learners(ROUNDS + 1)
    with chromium() as page:
        ways: dict[str, Callable[[int], bytes]] = {
            PLAIN: lambda place: plain(statements[place]),
            PRINTED: lambda place: printed(page, plain_page(statements[place])),
            "ours, the first of its kind": lambda place: first_of_its_kind(statements[place]),
            ALONE: lambda place: draw(statements[place]),
            "ours, with its credential": lambda place: draw(
                statements[place], signed_credential(statements[place], by_vc)
            ),
            "ours, with credential and seal": lambda place: seal(
                draw(statements[place], signed_credential(statements[place], by_vc)), by_pdf, root, clock.now()
            ),
        }
        rounds = [{way: timed(drawing, place) for way, drawing in ways.items()} for place in range(ROUNDS + 1)][1:]
    return [middle_of(way, [each[way] for each in rounds]) for way in ways]


def middle_of(way: str, rounds: list[tuple[float, float, bytes]]) -> Cost:
    """Give the middle of each figure; our own processor time says nothing where another program draws."""
    seconds, processor, contents = zip(*rounds, strict=True)
    return Cost(way, median(seconds), median(processor) if way != PRINTED else None, median(map(len, contents)))


def in_bulk(count: int, *, sealed: bool) -> Cost:
    """Draw a run with two processes that nobody has started yet, and seal each of its files where that is asked for."""
    _forkserver._stop()  # type: ignore[attr-defined]  # Else the first run would start the processes for all.
    _by_vc, by_pdf, root = signers()
    statements = learners(count)
    began, own = time.perf_counter(), time.process_time()
    with Memory() as memory:
        sizes = [len(seal(part, by_pdf, root, clock.now()) if sealed else part) for part in draw_run(statements)]
    took = time.perf_counter() - began
    processor = memory.processor + time.process_time() - own
    return Cost(
        way_of(count, sealed=sealed), took / count, processor / count, sum(sizes) / count, memory.peak, memory.processor
    )


def way_of(count: int, *, sealed: bool = False) -> str:
    """Name a way of drawing many."""
    return f"ours, {count} in bulk" + (", each file sealed" if sealed else "")


def timed(drawing: Callable[[int], bytes], place: int) -> tuple[float, float, bytes]:
    """Draw one whose square nobody has encoded yet, and take the time and the processor time."""
    square.cache_clear()
    began, own = time.perf_counter(), time.process_time()
    content = drawing(place)
    return time.perf_counter() - began, time.process_time() - own, content


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
