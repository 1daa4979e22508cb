"""The drawn certificate: what is copied out of it, what machines read in it, and that everything has its place."""

from __future__ import annotations

import hashlib
import io
import logging
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from app.certificates import pdf
from app.certificates.artwork import HEIGHT, INSET, WIDTH
from app.certificates.drawing import draw
from app.certificates.statement import Statement
from app.core.days import format_day
from app.printing.engine import boxes
from app.printing.errors import CannotPrint
from app.printing.qr import square
from tests.certificates.papers import HELP_LINES, LOCALES, NAMES, a_sample, a_statement

ROOT = Path(__file__).parents[2]
ALL_NAMES = [(script, name) for script, names in NAMES.items() for name in names]
SIGNED = "HTTPS://VERIFY.EXAMPLE.ORG/C#" + "0123456789" * 60
LONG_TITLES = {
    "vi": "Những điều cần biết về quyền, nghĩa vụ và sự an toàn của người lao động trước khi rời quê đi làm việc xa",
    "th": "สิ่งที่ต้องรู้เกี่ยวกับสิทธิหน้าที่และความปลอดภัยของแรงงานก่อนออกเดินทางจากบ้านเกิดไปทำงานต่างประเทศเป็นเวลานานหลายปี",
    "en": "What everybody has to know about rights, duties and safety at work before leaving home for a long time",
}


@cache
def drawn(statement_json: str) -> bytes:
    return draw(Statement.from_json(statement_json))


def sample(locale: str) -> bytes:
    return drawn(a_sample(locale).to_json())


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def copied_with_poppler(content: bytes) -> str:
    """Copy all text, with every run of white space as one space."""
    run = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(run.stdout.decode().split())


def copied_with_pdfium(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        pages = []
        for page in document:
            text = page.get_textpage()
            pages.append(text.get_text_range())
            text.close()
            page.close()
    return " ".join("\n".join(pages).split())


def cut(names: tuple[str, ...]) -> str:
    """Make a name of a hundred characters, without a sign that stacks what does not follow."""
    return " ".join(names * 3)[:100].rstrip("\u17d2\u1039 ")


def test_names_are_copied_exactly_by_both_readers() -> None:
    """All are drawn in one test, two to a paper: the script is what matters, and the paper is the same."""
    for script, name in ALL_NAMES:
        content = draw(a_statement(script, name_native=name, name_latin="TESTPERSON AMINA"))
        for copied in (copied_with_poppler(content), copied_with_pdfium(content)):
            assert copied.count(name) == 1, name
            assert copied.count("TESTPERSON AMINA") == 1, name


@pytest.mark.parametrize("locale", LOCALES)
def test_what_the_paper_says_is_copied_exactly(locale: str) -> None:
    statement = a_sample(locale)
    for copied in (copied_with_poppler(sample(locale)), copied_with_pdfium(sample(locale))):
        for text in (
            *statement.names,
            statement.issuer_name,
            statement.number,
            statement.code,
            statement.short_address,
        ):
            assert text in copied
        for day in (statement.started_on, statement.completed_on, statement.issued_on):
            assert day and day.isoformat() in copied
            assert format_day(day, locale) in copied


@pytest.mark.parametrize("script", NAMES)
def test_a_name_of_a_hundred_characters_is_copied_in_one_piece(script: str) -> None:
    name = cut(NAMES[script])
    content = draw(a_statement(script, name_native=name))
    assert copied_with_poppler(content).count(name) == 1
    assert copied_with_pdfium(content).count(name) == 1


def test_a_name_written_like_markup_stays_a_name() -> None:
    name = "<b>Amina</b> & <img src='https://example.org/x'>"
    assert name in copied_with_poppler(draw(a_statement(name_native=name)))


def test_the_core_statement_and_one_without_end_are_drawn() -> None:
    core = a_statement(kind="core", modules=("My work contract",), modules_english=(), valid_until=None)
    copied = copied_with_poppler(draw(core))
    assert "No end date" in copied
    assert "2028" not in copied


def test_a_person_with_one_name_has_it_in_large() -> None:
    alone = draw(a_statement("my", name_native="ကျော်", name_latin=None))
    assert copied_with_poppler(alone).count("ကျော်") == 1
    assert "KHIN" not in copied_with_poppler(alone)


def test_a_sample_says_so_and_a_real_one_does_not() -> None:
    assert "SAMPLE" in copied_with_poppler(sample("km"))
    assert "This is a sample. It is not a real certificate." in copied_with_poppler(sample("km"))
    assert "SAMPLE" not in copied_with_poppler(drawn(a_statement("km").to_json()))


def test_a_draft_says_that_the_english_counts() -> None:
    assert "The English text counts." in copied_with_poppler(sample("lo"))
    assert "The English text counts." not in copied_with_poppler(drawn(a_statement("lo").to_json()))


def test_help_lines_are_on_the_back_and_without_them_there_is_none() -> None:
    with opened(sample("km")) as paper:
        assert len(paper.pages) == 2
    for _, number in HELP_LINES:
        assert number in copied_with_poppler(sample("km"))
    with opened(drawn(a_statement("km").to_json())) as paper:
        assert len(paper.pages) == 1


def test_many_help_lines_do_not_make_the_front_smaller() -> None:
    many = a_statement("my", help_lines=((" · ".join(NAMES["my"]), "+66 2 123 4567 / 02 123 4567"),) * 10)
    with opened(draw(many)) as full, opened(drawn(a_statement("my").to_json())) as empty:
        assert sizes(full.pages[0]) == sizes(empty.pages[0])
        assert len(full.pages) == 2
    check_places(many)


def sizes(page: pikepdf.Page) -> set[float]:
    return {float(operands[1]) for operator, operands in operations(page) if operator == "Tf"}


def test_a_title_without_translation_is_not_said_twice() -> None:
    titles = ("My work contract", *a_statement("km").modules[1:])
    copied = copied_with_poppler(draw(a_statement("km", modules=titles, modules_english=titles)))
    assert copied.count("My work contract") == 1


@pytest.mark.parametrize("locale", LOCALES)
def test_every_font_is_embedded_and_our_own(locale: str) -> None:
    run = subprocess.run(["pdffonts", "-"], input=sample(locale), capture_output=True, check=True, text=False)
    rows = run.stdout.decode().splitlines()[2:]
    assert len(rows) >= 3
    for row in rows:
        assert re.search(r"\+Noto-Sans", row)
        assert re.search(r" yes yes yes +\d+ +\d+$", row), row


def test_only_chinese_papers_carry_the_chinese_font() -> None:
    assert [locale for locale in LOCALES if b"CJK" in fonts_of(sample(locale))] == ["zh-Hans"]


def fonts_of(content: bytes) -> bytes:
    return subprocess.run(["pdffonts", "-"], input=content, capture_output=True, check=True).stdout


@pytest.mark.parametrize("locale", LOCALES)
def test_machines_find_all_that_archives_and_screen_readers_ask_for(locale: str) -> None:
    statement = a_sample(locale)
    with opened(sample(locale)) as paper, paper.open_metadata() as metadata:
        root = paper.Root
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert metadata["pdfuaid:part"] == "1"
        assert all(name in metadata["dc:title"] for name in statement.names)
        assert all(name in str(paper.docinfo.Title) for name in statement.names)
        assert root.MarkInfo.Marked
        assert root.StructTreeRoot.K
        assert str(root.Lang) == locale
        assert root.ViewerPreferences.DisplayDocTitle
        assert root.OutputIntents[0].S == "/GTS_PDFA1"
        assert root.OutputIntents[0].DestOutputProfile.read_bytes()
        assert all(page.Tabs == "/S" for page in paper.pages)
        assert str(paper.docinfo.CreationDate) == str(paper.docinfo.ModDate) == "D:20260309000000Z"
        assert metadata["xmp:CreateDate"] == "2026-03-09T00:00:00Z"


def operations(page: pikepdf.Page) -> Iterator[tuple[str, list[Any]]]:
    """Read what a page draws, operator by operator."""
    for instruction in pikepdf.parse_content_stream(page):
        yield str(instruction.operator), list(instruction.operands)


def structure(element: Any) -> Iterator[Any]:
    """Walk the tree that a screen reader reads."""
    yield element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from structure(kid)


def test_a_screen_reader_finds_one_heading_and_the_meaning_of_the_square() -> None:
    with opened(drawn(a_statement("th").to_json())) as paper:
        found = [element for top in paper.Root.StructTreeRoot.K for element in structure(top)]
        kinds = [str(element.S) for element in found]
        assert kinds.count("/H1") == 1
        assert kinds.count("/LI") == 12
        (figure,) = (element for element in found if element.S == "/Figure")
        assert "waymark.example.org/c" in str(figure.Alt)


def test_what_is_only_art_is_no_content() -> None:
    with opened(sample("en")) as paper:
        for page in paper.pages:
            depth: list[str] = []
            for operator, operands in operations(page):
                if operator in ("BDC", "BMC"):
                    depth.append(str(operands[0]))
                elif operator == "EMC":
                    depth.pop()
                elif operator in ("Do", "f", "f*", "S", "TJ", "Tj"):
                    assert depth, f"{operator} is neither content nor artifact"
                    assert operator != "Do" or depth[-1] == "/Artifact"


def test_the_art_is_held_once_however_many_pages_show_it() -> None:
    with opened(sample("en")) as paper:
        forms = {page.Resources.XObject["/border"].objgen for page in paper.pages}
        assert len(forms) == 1


def test_english_lines_are_marked_as_english_and_own_ones_are_not() -> None:
    with opened(drawn(a_statement("km").to_json())) as paper:
        lists = [operands[1] for operator, operands in operations(paper.pages[0]) if operator == "BDC"]
    languages = {str(one.get("/Lang", "km")) for one in lists}
    assert languages == {"km", "en"}


@pytest.mark.parametrize(
    "statement",
    [*(a_sample(locale) for locale in LOCALES), a_statement("my", check_address=SIGNED)],
    ids=[*LOCALES, "signed"],
)
def test_a_phone_reads_the_square_from_a_coarse_print(statement: Statement, tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(drawn(statement.to_json()))
    subprocess.run(["pdftoppm", "-r", "150", "-l", "1", "-gray", "-png", "paper.pdf", "page"], cwd=tmp_path, check=True)
    (picture,) = tmp_path.glob("page*.png")
    with Image.open(picture) as page:
        (found,) = zxingcpp.read_barcodes(page)
    assert found.text == statement.check_address


def test_the_same_statement_gives_the_same_bytes() -> None:
    for locale in ("km", "zh-Hans"):
        assert draw(a_sample(locale)) == draw(Statement.from_json(a_sample(locale).to_json()))


def test_another_process_gives_the_same_bytes() -> None:
    program = (
        "import hashlib; from tests.certificates.papers import a_sample; from app.certificates.pdf import draw; "
        "draw(a_sample('my')); print(hashlib.sha256(draw(a_sample('km'))).hexdigest())"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Bangkok", "LC_ALL": "C.UTF-8"}
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, check=True, text=True
    )
    assert run.stdout.strip() == hashlib.sha256(sample("km")).hexdigest()


def test_another_statement_has_another_identifier() -> None:
    with opened(drawn(a_statement().to_json())) as one, opened(draw(a_statement(code="0000-0000"))) as other:
        assert one.trailer.ID[0] != other.trailer.ID[0]


def test_a_character_that_no_font_has_is_named_and_nothing_is_drawn() -> None:
    with pytest.raises(CannotPrint, match=r"ع \(U\+0639\)"):
        draw(a_statement(name_native="عبد"))


def test_a_text_that_no_paper_holds_is_refused() -> None:
    with pytest.raises(CannotPrint, match="too long"):
        draw(a_statement(modules=(LONG_TITLES["en"] * 4,) * 30, modules_english=()))


def test_the_engine_has_nothing_to_complain_of(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        for locale in LOCALES:
            draw(a_sample(locale))
    assert not caplog.records


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_touches_anything_on_a_usual_paper(locale: str) -> None:
    check_places(a_sample(locale))
    check_places(a_statement(locale))


@pytest.mark.parametrize("locale", LONG_TITLES)
def test_nothing_touches_anything_with_very_long_titles(locale: str) -> None:
    titles = (LONG_TITLES[locale],) * 12
    check_places(a_statement(locale, modules=titles, course_title=LONG_TITLES[locale], check_address=SIGNED))


@pytest.mark.parametrize("script", [*NAMES, "vi", "zh-Hans"])
def test_nothing_touches_anything_with_the_longest_name(script: str) -> None:
    longest = cut(NAMES.get(script, (a_statement(script).name_native or "",)))
    while len(longest) < 95:
        longest = cut((longest,))
    check_places(a_sample(script), name_native=longest, name_latin="WOLFESCHLEGELSTEIN " * 5 + "ABCDE")


def test_nothing_touches_anything_on_the_longest_days() -> None:
    days = {"started_on": date(2026, 11, 28), "completed_on": date(2026, 12, 28), "issued_on": date(2027, 2, 28)}
    for locale in LOCALES:
        check_places(a_statement(locale, valid_until=date(2028, 11, 28), **days))


def check_places(statement: Statement, **changes: Any) -> None:
    """Lay a paper out and look at the room that each line of text takes."""
    statement = Statement.from_json(statement.to_json()) if not changes else a_changed(statement, **changes)
    document = pdf.laid_out(statement, square(statement.check_address))
    for page in document.pages:
        rooms = list(taken_rooms(page._page_box))
        for text, (left, top, right, bottom) in rooms:
            assert left > INSET + 2 and top > INSET + 2, text
            assert right < WIDTH - INSET - 2 and bottom < HEIGHT - INSET - 2, text
        for (one, a), (other, b) in combinations(rooms, 2):
            apart = max(b[0] - a[2], a[0] - b[2], b[1] - a[3], a[1] - b[3])
            assert apart > -0.05, f"{one!r} touches {other!r}"


def a_changed(statement: Statement, **changes: Any) -> Statement:
    values = {name: getattr(statement, name) for name in statement.__slots__}
    return Statement(**(values | changes))


def taken_rooms(page_box: Any) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Give each line's text and its room in millimetres, from the top of a letter to a little below its foot."""
    for box in page_box.descendants(placeholders=True):
        if isinstance(box, boxes.ReplacedBox):
            yield "square", room(box.position_x, box.position_y, box.width, box.height)
        elif isinstance(box, boxes.TextBox) and box.text.strip() and box.element.get("class") != "watermark":
            size = float(box.style["font_size"])
            foot = box.position_y + box.baseline
            deep = any(unicodedata.category(sign) in ("Mn", "Mc") for sign in box.text)
            yield box.text, room(box.position_x, foot - 0.72 * size, box.width, (0.92 if deep else 0.85) * size)


def room(x: float, y: float, width: float, height: float) -> tuple[float, float, float, float]:
    millimetre = 25.4 / 96
    return x * millimetre, y * millimetre, (x + width) * millimetre, (y + height) * millimetre
