"""The poster of a class and the cards of its learners."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from pypdfium2 import PdfDocument

from app.cohorts.papers import draw_poster, poster_of, print_cards
from app.cohorts.queries import members_of
from app.core.i18n import LOCALES
from app.learners.cards import card_digests
from tests.cohorts.people import a_centre, a_cohort, a_member, a_trainer, members
from tests.learners.people import sign_in_staff, text_of


def _pages(drawn: bytes) -> list[str]:
    with PdfDocument(drawn) as document:
        return [page.get_textpage().get_text_range() for page in document]


@pytest.mark.parametrize("locale", [locale.tag for locale in LOCALES])
def test_the_poster_is_one_page_in_the_language_of_the_class(client: FlaskClient, locale: str) -> None:
    cohort = a_cohort(locales=(locale,), title="Class of the second week of March, fish factory, second floor")
    poster = poster_of(cohort, a_centre())
    pages = _pages(draw_poster(poster))
    assert len(pages) == 1
    assert poster.code in pages[0]
    assert poster.address.endswith(f"/{locale}/class/{cohort.code}")


def test_cards_stand_eight_to_a_page_and_only_then_older_ones_end(client: FlaskClient) -> None:
    trainer = a_trainer()
    cohort = a_cohort(trainer)
    learners = members(cohort, 9)
    first = print_cards(cohort=cohort, members=members_of(cohort), by=trainer)
    assert len(_pages(first)) == 2
    assert learners[8].shown_number in _pages(first)[1]
    before = card_digests([learner.id for learner in learners])
    print_cards(cohort=cohort, members=members_of(cohort)[:1], by=trainer)
    after = card_digests([learner.id for learner in learners])
    assert len(before.keys() & after.keys()) == 8


def test_a_card_says_that_its_words_are_a_draft(client: FlaskClient) -> None:
    trainer = a_trainer()
    said = {}
    for locale in ("en", "vi"):
        cohort = a_cohort(trainer, locales=(locale,))
        a_member(cohort)
        (said[locale],) = _pages(print_cards(cohort=cohort, members=members_of(cohort), by=trainer))
    assert "Bản dịch nháp" in said["vi"]
    assert "raft" not in said["en"]


def test_a_name_the_fonts_cannot_show_is_named_before_printing_and_left_off(client: FlaskClient) -> None:
    trainer = a_trainer()
    cohort = a_cohort(trainer)
    a_member(cohort, native="សុខ 𞤀", latin="SOK")
    a_member(cohort, native="𞤀𞤁", latin=None)
    sign_in_staff(client, trainer)
    page = text_of(client.get(f"/en/staff/classes/{cohort.id}/cards"))
    assert "the name has a sign that we cannot print: 𞤀 𞤁" in page
    (drawn,) = _pages(print_cards(cohort=cohort, members=members_of(cohort), by=trainer))
    assert "SOK" in drawn
    assert members_of(cohort)[1].learner.shown_number in drawn
    assert "𞤀" not in drawn


def test_a_class_whose_name_cannot_be_printed_gets_no_paper(client: FlaskClient) -> None:
    trainer = a_trainer()
    cohort = a_cohort(trainer, title="Group 𞤀")
    a_member(cohort)
    sign_in_staff(client, trainer)
    for answer in (
        client.get(f"/en/staff/classes/{cohort.id}/poster.pdf"),
        client.post(f"/en/staff/classes/{cohort.id}/cards/all.pdf"),
    ):
        assert answer.status_code == 422
        assert "cannot print these signs" in text_of(answer)


def test_the_words_of_a_card_shrink_until_they_stand_on_it(client: FlaskClient) -> None:
    trainer = a_trainer()
    cohort = a_cohort(trainer, locales=("my",))
    a_member(cohort, native="ဒေါ်ခင်မျိုးချစ်ဆွေဝင်းထွန်းအောင်", latin=("ABDUL RAHMAN BIN MOHAMMED " * 4)[:100])
    (drawn,) = _pages(print_cards(cohort=cohort, members=members_of(cohort), by=trainer))
    assert "ကြမ်း" in drawn


def test_only_those_without_a_card_get_one(client: FlaskClient) -> None:
    trainer = a_trainer()
    cohort = a_cohort(trainer)
    a_member(cohort)
    sign_in_staff(client, trainer)
    address = f"/en/staff/classes/{cohort.id}/cards"
    assert "1 learner has no card" in text_of(client.get(address))
    drawn = client.post(f"{address}/missing.pdf")
    assert drawn.mimetype == "application/pdf"
    assert drawn.headers["Cache-Control"] == "no-store"
    assert "Everybody has a card." in text_of(client.get(address))


def test_the_page_of_the_poster_shows_the_code_as_it_is_read_aloud(client: FlaskClient) -> None:
    trainer = a_trainer()
    cohort = a_cohort(trainer)
    sign_in_staff(client, trainer)
    address = f"/en/staff/classes/{cohort.id}/poster"
    assert re.search(rf"{cohort.code[:3]} {cohort.code[3:]}", text_of(client.get(address)))
    assert client.get(f"{address}.pdf").data.startswith(b"%PDF")
