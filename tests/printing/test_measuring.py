"""Measuring notices a line that leaves its column or its page, and two that touch."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.printing.engine import typeset
from app.printing.measuring import first_fault, rooms

STYLE = "@page { size: 100mm 60mm; margin: 5mm } p { margin: 0; font-family: 'Noto Sans'; font-size: 10pt }"


@pytest.fixture
def style(tmp_path: Path) -> Path:
    path = tmp_path / "paper.css"
    path.write_text(
        STYLE + ".narrow { width: 20mm } .over { position: absolute; top: 0; left: 0 } .out { margin-left: 85mm }"
    )
    return path


def fault(body: str, style: Path) -> str | None:
    return first_fault(typeset(f'<html lang="en"><title>A paper</title><body>{body}</body></html>', style))


def test_a_paper_in_order_has_no_fault(style: Path) -> None:
    assert fault("<p>One line</p><p>and the next</p>", style) is None


def test_a_word_wider_than_its_column_is_named(style: Path) -> None:
    found = fault('<p class="narrow">Verylongwordwithoutanyplacetobreakit</p>', style)
    assert found == "page 1: “Verylongwordwithoutanyplacetobreakit” runs out of its column"


def test_a_khmer_line_that_nobody_marked_runs_out_of_its_column(style: Path) -> None:
    found = fault('<p class="narrow" lang="km">ខ្ញុំសូមអានកិច្ចសន្យានេះឱ្យអស់មុនពេលចុះហត្ថលេខា</p>', style)
    assert found is not None


def test_two_lines_that_touch_are_both_named(style: Path) -> None:
    assert fault('<p>Below</p><p class="over">Above</p>', style) == "page 1: “Above” touches “Below”"


def test_a_line_that_leaves_the_page_is_named(style: Path) -> None:
    assert "leaves the page" in str(fault('<p class="out">Verylongword</p>', style))


def test_rooms_are_in_millimetres(style: Path) -> None:
    document = typeset('<html lang="en"><title>A</title><body><p>Word</p></body></html>', style)
    (room,) = rooms(document.pages[0])
    assert room.text == "Word"
    assert 5 <= room.left < room.right < 20
