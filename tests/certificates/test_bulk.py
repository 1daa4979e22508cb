"""Many certificates in one file: each page is the certificate it would be alone."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from app.certificates.bulk import PART, draw_part, draw_run
from app.certificates.drawing import draw
from app.certificates.numbering import Number
from app.certificates.pdf import _blanks as blanks
from app.certificates.statement import Statement
from tests.certificates.papers import HELP_LINES, NAMES, a_statement


def some(count: int, locale: str = "km", first: int = 1) -> list[Statement]:
    """So many certificates with different names, numbers and squares."""
    numbers = [Number("XX-TEST", 26, first + place) for place in range(count)]
    return [
        a_statement(
            locale,
            number=str(number),
            name_native=NAMES["km"][place % len(NAMES["km"])],
            check_address=f"HTTPS://WAYMARK.EXAMPLE.ORG/V/{number}/7Q4F2M9X",
        )
        for place, number in enumerate(numbers)
    ]


@cache
def part() -> bytes:
    return draw_part(some(5))


def copied(content: bytes, page: int) -> str:
    command = ["pdftotext", "-f", str(page), "-l", str(page), "-", "-"]
    return " ".join(subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode().split())


def test_each_page_says_what_its_certificate_says_alone() -> None:
    for page, statement in enumerate(some(5), 1):
        assert copied(part(), page) == copied(draw(statement), 1)


def test_each_page_has_its_own_square(tmp_path: Path) -> None:
    (tmp_path / "part.pdf").write_bytes(part())
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "-png", "part.pdf", "page"], cwd=tmp_path, check=True)
    found = []
    for picture in sorted(tmp_path.glob("page*.png")):
        with Image.open(picture) as page:
            found.append(zxingcpp.read_barcodes(page)[0].text)
    assert found == [statement.check_address for statement in some(5)]


def test_art_and_fonts_are_held_once_and_nobody_is_in_the_title() -> None:
    with pikepdf.open(io.BytesIO(part())) as file, file.open_metadata() as metadata:
        assert len({page.Resources.XObject["/border"].objgen for page in file.pages}) == 1
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"].endswith("XX-TEST-26-0000001-8 – XX-TEST-26-0000005-Z")
        assert NAMES["km"][0] not in str(file.docinfo.Title)
        assert str(file.Root.Lang) == "km"
    assert len(part()) / 5 < len(draw(some(1)[0])) / 2


def test_a_back_stays_behind_its_front() -> None:
    first, second = some(2)
    content = draw_part([replace(first, help_lines=HELP_LINES), second])
    assert HELP_LINES[0][1] in copied(content, 2)
    assert second.number in copied(content, 3)


def test_the_same_certificates_give_the_same_bytes() -> None:
    assert draw_part(some(5)) == part()


def test_two_languages_are_not_one_file() -> None:
    with pytest.raises(ValueError, match="one language"):
        draw_part([*some(1), *some(1, "th")])


def test_a_run_comes_in_parts_and_in_its_order() -> None:
    run = [*some(PART + 1, "en"), *some(2, "th", first=100)]
    parts = list(draw_run(run))
    pages = []
    for content in parts:
        with pikepdf.open(io.BytesIO(content)) as file:
            pages.append(len(file.pages))
    assert pages == [PART, 1, 2]
    assert run[PART].number in copied(parts[1], 1)
    assert parts[2] == draw_part(run[-2:])


def test_those_who_draw_load_no_more_than_they_need() -> None:
    program = (
        "import sys, presses; assert 'app.certificates.bulk' in sys.modules; "
        "assert not {'sqlalchemy', 'flask_security', 'app.accounts'} & set(sys.modules); "
        "from app import create_app; assert 'app.accounts' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[2], check=True)


def test_a_blank_of_a_kind_serves_a_whole_part() -> None:
    blanks.clear()
    draw_part(some(5))
    assert len(blanks) == 1


def test_an_empty_run_is_nothing() -> None:
    assert list(draw_run([])) == []
