"""A thousand papers at once, squares in photos and before a camera, and what the checker weighs."""

from __future__ import annotations

import csv
import io
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw
from weasyprint import HTML

from app.certificates.pdf import draw
from app.printing.qr import square
from tests.browser import QUIET, ROOT, Visits
from tests.certificates.papers import a_statement
from tests.pages.test_accessibility import OPTIONS, TOO_WIDE
from tests.verification.conftest import NEWER, REPLACED, REVOKED, Offices, Open, Stations
from tests.verification.offices import SOK, THANDAR, TODAY
from tests.verification.visiting import altered, cut, result_of, scan

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

TIME = ROOT / "build" / "checker-bulk.txt"
MANY = 1_000
MOST_SECONDS = 60
MOST_BYTES = 25_000
YESTERDAY = TODAY - timedelta(days=1)


def papers(offices: Offices) -> list[tuple[str, str]]:
    """A thousand contents of squares, each with the result it deserves."""
    office, made = offices.ours, []
    for serial in range(10, 10 + MANY - 8):
        good = office.address(serial, (SOK, THANDAR)[serial % 2])
        made.append(
            [
                (good, "genuine"),
                (altered(good, -1 - serial % 400), "forged"),
                (office.address(serial, valid_until=YESTERDAY), "expired"),
                (offices.stranger.address(serial), "unknown"),
                (offices.tester.address(serial), "test"),
                (offices.peer.address(serial), "genuine"),
            ][serial % 6]
        )
    made += [(office.address(REVOKED), "revoked"), (office.address(REPLACED), "superseded")] * 3
    made += [("https://example.org/menu", "unreadable"), ("4006381333931", "unreadable")]
    random.Random(7).shuffle(made)
    return made


def test_a_thousand_papers_are_checked_at_once_without_a_network(
    stations: Stations, offices: Offices, status: str, opened: Open, tmp_path: Path
) -> None:
    station = stations(status)
    page = opened(station)
    cut(page, station)
    made = papers(offices)
    assert len(made) == MANY

    page.click("text=Check many at once")
    page.fill("#lines", "\r\n".join(content for content, _ in made))
    page.click("#many button")
    page.wait_for_selector("#sum:not([hidden])", timeout=MOST_SECONDS * 1000)

    rows = sheet(page, tmp_path)
    assert [row["result"] for row in rows] == [result for _, result in made]
    assert all(row["replaced_by"] == offices.ours.number(NEWER) for row in rows if row["result"] == "superseded")
    assert all(not row["number"] for row in rows if row["result"] in ("forged", "unknown", "unreadable"))
    assert "name" not in rows[0]
    said = page.inner_text("#sum")
    note_time(said.splitlines()[0])
    counted = Counter(result for _, result in made)
    assert f"Genuine: {counted['genuine']}" in said
    assert f"Forged: {counted['forged']}" in said


def note_time(said: str) -> None:
    """Keep what the page said of the time, for people to read."""
    TIME.parent.mkdir(parents=True, exist_ok=True)
    TIME.write_text(f"{said}, without a network and with the server stopped, in Chromium.\n", encoding="utf-8")
    print(said)


def sheet(page: Page, folder: Path) -> list[dict[str, str]]:
    with page.expect_download() as download:
        page.click("#sheet")
    path = folder / "results.csv"
    download.value.save_as(path)
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def test_files_are_read_and_names_come_into_the_sheet_only_when_asked_for(
    stations: Stations, offices: Offices, status: str, opened: Open, tmp_path: Path
) -> None:
    page = opened(stations(status))
    table, paper, other = tmp_path / "scans.csv", tmp_path / "paper.pdf", tmp_path / "other.pdf"
    formula = offices.ours.address(2, ("=1+1", "THANDAR AUNG"))
    table.write_text(f'"2026-11-22 10:00","{offices.ours.address(1)}"\n"2026-11-22 10:01",{formula}\n')
    paper.write_bytes(draw(a_statement("km", check_address=offices.ours.address(5))))
    other.write_bytes(HTML(string="<p>no certificate</p>").write_pdf())

    page.click("text=Check many at once")
    page.check("#named")
    page.set_input_files("#files", [table, paper, other])
    page.click("#many button")
    page.wait_for_selector("#sum:not([hidden])")

    rows = sheet(page, tmp_path)
    assert [(row["file"], row["line"], row["result"]) for row in rows] == [
        ("scans.csv", "1", "genuine"),
        ("scans.csv", "2", "genuine"),
        ("paper.pdf", "1", "genuine"),
        ("other.pdf", "1", "unreadable"),
    ]
    assert (rows[0]["name"], rows[0]["name_latin"]) == SOK
    assert rows[1]["name"] == "'=1+1"
    assert rows[2]["number"] == offices.ours.number(5)


def picture(address: str, module: int = 6) -> Image.Image:
    """A photo of a paper: grey, a little turned, the square in a corner."""
    code = square(address)
    drawn = Image.new("L", (code.size * module, code.size * module), 255)
    pen = ImageDraw.Draw(drawn)
    for column, row, length in code.runs:
        pen.rectangle([column * module, row * module, (column + length) * module - 1, (row + 1) * module - 1], fill=20)
    photo = Image.new("L", (1280, 960), 225)
    photo.paste(drawn.resize((620, 620)), (600, 280))
    return photo.rotate(3, fillcolor=200, resample=Image.Resampling.BICUBIC)


def test_a_square_is_read_from_a_photo_also_without_a_network_once_the_scanner_is_here(
    stations: Stations, offices: Offices, status: str, opened: Open, tmp_path: Path
) -> None:
    station = stations(status)
    page = opened(station)
    genuine, empty = tmp_path / "genuine.jpg", tmp_path / "empty.jpg"
    picture(offices.ours.address(1, THANDAR)).save(genuine, quality=70)
    Image.new("L", (640, 480), 200).save(empty)
    assert not any("zxing" in asked for asked in station.asked)

    page.set_input_files("#photo", genuine)
    assert result_of(page) == "genuine"
    assert THANDAR[0] in page.inner_text("#result")

    cut(page, station)
    page.goto("about:blank")
    page.goto("/c")
    page.wait_for_selector("html[data-ready]")
    page.set_input_files("#photo", genuine)
    assert result_of(page) == "genuine"
    page.set_input_files("#photo", empty)
    page.wait_for_selector("#result[data-result=no-square]")


def test_without_a_network_a_scanner_that_never_came_is_told(
    stations: Stations, offices: Offices, status: str, opened: Open, tmp_path: Path
) -> None:
    station = stations(status)
    page = opened(station)
    cut(page, station)
    photo = tmp_path / "photo.png"
    picture(offices.ours.address(1)).save(photo)

    page.set_input_files("#photo", photo)

    page.wait_for_selector("#result[data-result=no-reader]")


@pytest.fixture
def filmed(chromium: Browser, offices: Offices, tmp_path: Path) -> Iterator[Browser]:
    """A browser whose camera films the square of a genuine paper."""
    film = tmp_path / "square.y4m"
    grey = picture(offices.ours.address(1)).convert("L")
    colour = bytes([128]) * (grey.width * grey.height // 2)
    frame = b"FRAME\n" + grey.tobytes() + colour
    film.write_bytes(f"YUV4MPEG2 W{grey.width} H{grey.height} F5:1 Ip A1:1 C420jpeg\n".encode() + frame * 3)
    camera = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    arguments = [*QUIET, *camera, f"--use-file-for-fake-video-capture={film}"]
    browser = chromium.browser_type.launch(executable_path=shutil.which("chromium"), args=arguments)
    yield browser
    browser.close()


def test_the_camera_reads_the_square_and_is_let_go(
    stations: Stations, offices: Offices, status: str, filmed: Browser
) -> None:
    visits = Visits(filmed, stations(status).address)
    page = visits.phone()
    page.goto("/c")
    page.wait_for_selector("html[data-ready]")

    page.click("#start")

    assert result_of(page) == "genuine"
    assert offices.ours.number(1) in page.inner_text("#result")
    assert page.is_hidden("#camera")
    assert page.evaluate("document.querySelector('video').srcObject") is None
    visits.close()
    assert not visits.faults


@pytest.mark.parametrize("locale", ["en", "km", "my"])
def test_axe_finds_nothing_and_nothing_leaves_a_narrow_screen(
    stations: Stations, offices: Offices, status: str, chromium: Browser, locale: str
) -> None:
    from axe_playwright_python.base import AXE_SCRIPT

    station = stations(status)
    visits = Visits(chromium, station.address)
    page = visits.phone(locale, bypass_csp=True, viewport={"width": 320, "height": 640})
    page.context.add_init_script(str(AXE_SCRIPT))
    page.goto("/c")
    page.wait_for_selector("#ready:not([hidden])")
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true; })")
    found = faults(page, "start")
    for address in (offices.ours.address(1, THANDAR), offices.ours.address(REPLACED), offices.tester.address(1)):
        found += faults(page, scan(page, address))
    visits.close()
    assert not found, "\n".join(found)
    assert not visits.faults


def faults(page: Page, name: str) -> list[str]:
    wrong = page.evaluate("options => axe.run(document, options)", OPTIONS)["violations"]
    found = [f"{name}: {one['id']}: {node['html']}" for one in wrong for node in one["nodes"]]
    return found + [f"{name}: {what}" for what in page.evaluate(TOO_WIDE)]


def test_page_and_scripts_are_light(stations: Stations, status: str, chromium: Browser) -> None:
    visits = Visits(chromium, stations(status).address)
    page = visits.desktop()
    sizes: dict[str, int] = {}

    def note(request: Request) -> None:
        sizes[request.url] = request.sizes()["responseBodySize"]

    page.on("requestfinished", note)
    page.goto("/c")
    page.wait_for_load_state("networkidle")
    needed = {url: size for url, size in sizes.items() if url.endswith(("/c", ".js", ".css")) and "worker" not in url}
    visits.close()
    print(needed, sum(needed.values()))
    assert sum(needed.values()) < MOST_BYTES
    assert not any("zxing" in url for url in sizes)
