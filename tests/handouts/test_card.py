"""The help card: it fits a passport, and so do its numbers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from app.course.corridor import Corridor
from app.handouts import card_pdf
from app.handouts.drawing import draw_card
from app.handouts.help_card import HelpCard, compose_card
from app.printing.measuring import first_fault
from tests.handouts.leaflets import CHECKED, THERE, copied_with_pdfium, opened

MILLIMETRE = 72 / 25.4


@pytest.fixture(autouse=True)
def at_work(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def a_card(tag: str, corridor: Corridor = THERE) -> HelpCard:
    return compose_card(corridor, tag, CHECKED)


@pytest.mark.parametrize("tag", ["en", "km", "my"])
def test_one_card_has_two_sides_of_a6(tag: str) -> None:
    with opened(draw_card(a_card(tag))) as paper, paper.open_metadata() as metadata:
        assert len(paper.pages) == 2
        assert [round(float(side) / MILLIMETRE, 1) for side in paper.pages[0].MediaBox] == [0, 0, 148.5, 105]
        assert metadata["pdfaid:part"] == "3" and metadata["pdfuaid:part"] == "1"


def test_four_cards_are_a_sheet_of_a4_and_say_the_same_four_times() -> None:
    card = a_card("km")
    one, four = draw_card(card), draw_card(card, 4)
    with opened(four) as paper:
        assert [round(float(side) / MILLIMETRE) for side in paper.pages[0].MediaBox] == [0, 0, 297, 210]
    number = card.emergencies[0].number
    assert copied_with_pdfium(four).count(number) == 4 * copied_with_pdfium(one).count(number)


@pytest.mark.parametrize("tag", ["en", "km", "lo", "my", "th", "vi", "zh-Hans"])
def test_nothing_leaves_its_panel(tag: str) -> None:
    _, _, document = card_pdf._fitted(a_card(tag))
    assert card_pdf.fault_of(document) is None
    assert first_fault(document) is None


@pytest.mark.parametrize("journey", [("MM", "TH"), ("MM", "MY"), ("LA", "TH"), ("VN", "JP"), ("CN", "AE")])
def test_every_number_of_the_card_can_be_copied(journey: tuple[str, str]) -> None:
    card, _, _ = card_pdf._fitted(a_card("my", Corridor(*journey)))
    copied = copied_with_pdfium(draw_card(card))
    for call in (*card.emergencies, *card.calls):
        assert "".join(call.number.split()) in copied
        assert "".join(call.country.text.split()) in copied


def test_the_card_says_when_each_number_was_checked_and_leaves_room_for_own_ones() -> None:
    card = a_card("en")
    copied = copied_with_pdfium(draw_card(card))
    assert "checkedon2026-" in copied
    assert "Myownnumbers" in copied
    assert "Callingthesenumbersisyourright." in copied
