"""Sheets filled in and photographed by a script are read back: what is clear is right, what is not is asked."""

from __future__ import annotations

from collections import Counter
from io import BytesIO

import cv2
import numpy as np
import pytest
from PIL import Image

from app.answersheets import reading
from app.answersheets.errors import NoPicture, NoSheet, NotSharp
from app.answersheets.papers import code_in
from app.answersheets.rules import Answer, answer_of
from tests.answersheets.papers import CODE, OPTIONS, a_printed_sheet
from tests.answersheets.photographs import Camera, Hand, Meant, fill_in, photographed, printed

SHEETS = 30


def answers_on(photograph: bytes) -> tuple[str | None, list[Answer]]:
    (picture,) = reading.pages_of(photograph)
    flat = reading.lay_flat(picture)
    code = code_in(reading.code_on(flat, picture) or "")
    return code, [answer_of(row, 1) for row in reading.inks_on(flat, OPTIONS)]


def verdict(meant: Meant, answer: Answer) -> str:
    if not answer.is_clear:
        return "asked"
    if meant.place is None and meant.hand is not Hand.BLANK:
        return "guessed"
    return "right" if answer.chosen == (() if meant.place is None else (meant.place,)) else "wrong"


def test_thirty_photographed_sheets_are_read_right_or_asked_about() -> None:
    """At least 99 of 100 clear rows are right, every doubtful one is asked about, and none is silently wrong."""
    clear: Counter[str] = Counter()
    odd: Counter[str] = Counter()
    for seed in range(SHEETS):
        random = np.random.default_rng(seed)
        sheet = printed(a_printed_sheet())
        meant = fill_in(sheet, OPTIONS, random)
        code, answers = answers_on(photographed(sheet, random))
        assert code == CODE
        for row, answer in zip(meant, answers, strict=True):
            (clear if row.hand in (Hand.CLEAR, Hand.BLANK) else odd)[verdict(row, answer)] += 1
    assert clear["wrong"] == odd["wrong"] == odd["guessed"] == 0
    assert clear["right"] >= 0.99 * clear.total() > 0.99 * 150
    assert odd["asked"] == odd.total() > 20


def test_a_sheet_is_read_upside_down_and_from_a_scan() -> None:
    random = np.random.default_rng(1)
    sheet = printed(a_printed_sheet())
    meant = fill_in(sheet, OPTIONS, random, odd_share=0)
    scan = BytesIO()
    Image.fromarray(sheet[::-1, ::-1]).save(scan, "PDF", resolution=200)
    code, answers = answers_on(scan.getvalue())
    assert code == CODE
    assert [verdict(*pair) for pair in zip(meant, answers, strict=True)] == ["right"] * len(OPTIONS)


def test_an_unanswered_sheet_is_clear_and_blank() -> None:
    _code, answers = answers_on(photographed(printed(a_printed_sheet()), np.random.default_rng(2)))
    assert answers == [Answer((), True)] * len(OPTIONS)


def test_a_blurred_photograph_is_refused_and_not_guessed() -> None:
    random = np.random.default_rng(3)
    sheet = printed(a_printed_sheet())
    fill_in(sheet, OPTIONS, random)
    with pytest.raises((NotSharp, NoSheet)):
        answers_on(photographed(sheet, random, Camera(blur=3.0, noise=2)))


def test_a_photograph_of_half_a_sheet_is_refused() -> None:
    sheet = printed(a_printed_sheet())
    half = cv2.imencode(".png", sheet[: sheet.shape[0] // 2])[1].tobytes()
    with pytest.raises(NoSheet):
        answers_on(half)


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"%PDF-1.7 nothing", b"\xff\xd8\xff\xe0 broken"])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(NoPicture):
        list(reading.pages_of(content))


def test_a_picture_too_large_to_unpack_is_refused_by_its_head() -> None:
    huge = BytesIO()
    Image.new("1", (9_000, 9_000)).save(huge, "PNG")
    with pytest.raises(NoPicture):
        list(reading.pages_of(huge.getvalue()))
