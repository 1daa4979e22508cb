"""A printer that begins beside where it should is measured once, and the office remembers it."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, scoped_session

from app.accounts.models import Staff
from app.core.errors import NotAllowed
from app.core.i18n import LOCALES
from app.core.permissions import Role
from app.printroom.alignment import draw_test_page, test_page
from app.printroom.layouts import CARD, DESIGN, HALF, layouts
from app.printroom.printers import note_measured, printers
from tests.learners.people import a_staff, sign_in_staff
from tests.sampling import sampled

PAGE = "/en/staff/print/printers/"
TYPED = {"name": "Window 3", "kind": "paper", "left": "21.5", "top": "19"}


@pytest.fixture
def desk(officer: Staff, client: FlaskClient) -> FlaskClient:
    sign_in_staff(client, officer)
    return client


def test_what_is_measured_becomes_an_offset_that_brings_the_line_home(officer: Staff) -> None:
    paper = note_measured(name="Window 3", for_cards=False, left=21.5, top=18.9, by=officer)
    assert (paper.dx, paper.dy) == (-1.5, 1.1)
    card = note_measured(name="Cards", for_cards=True, left=9.0, top=10.0, by=officer)
    assert (card.dx, card.dy) == (1.0, 0.0)
    assert [one.name for one in printers()] == ["Cards", "Window 3"]


def test_the_same_name_measured_again_is_the_same_printer(officer: Staff) -> None:
    note_measured(name="Window 3", for_cards=False, left=21.5, top=20, by=officer)
    note_measured(name="Window 3", for_cards=False, left=20, top=20, by=officer)
    assert [(one.dx, one.dy) for one in printers()] == [(0.0, 0.0)]


def test_only_who_prints_may_measure(session: scoped_session[Session]) -> None:
    with pytest.raises(NotAllowed):
        note_measured(name="Mine", for_cards=False, left=20, top=20, by=a_staff(Role.TRAINER))
    assert session.is_active


def test_a_printer_is_remembered_shown_and_forgotten(desk: FlaskClient) -> None:
    page = desk.post(PAGE, data=TYPED | {"left": "២១,៥"}, follow_redirects=True).text
    assert "To the right: -1.5 mm. Down: 1 mm." in page
    (printer,) = printers()
    assert "Window 3" not in desk.post(f"{PAGE}{printer.id}/forget", follow_redirects=True).text
    assert desk.post(f"{PAGE}{printer.id}/forget").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"left": "a lot"}, "Write a number of millimetres"),
        ({"top": "120"}, "too far from 20 millimetres"),
        ({"top": "nan"}, "too far from 20 millimetres"),
        ({"name": " "}, "Give the printer a name."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(desk: FlaskClient, wrong: dict[str, str], told: str) -> None:
    answer = desk.post(PAGE, data=TYPED | wrong)
    assert answer.status_code == 422
    assert told in answer.text
    assert 'value="Window 3"' in answer.text or "name" in wrong
    assert printers() == []


def test_each_layout_has_its_test_page_and_no_other_word_has(desk: FlaskClient) -> None:
    for layout in layouts():
        assert desk.get(f"{PAGE}test-{layout.key}.pdf").data.startswith(b"%PDF")
    assert desk.get(f"{PAGE}test-nothing.pdf").status_code == 404
    assert desk.get(f"{PAGE}test-card.pdf?printer=999").status_code == 404


@pytest.mark.parametrize("layout", [DESIGN, HALF, CARD], ids=lambda layout: layout.key)
def test_a_test_page_has_the_size_of_its_sheet_and_its_lines_where_they_are_measured(
    app: Flask, layout: object
) -> None:
    with app.test_request_context("/"):
        page = test_page(layout, "km", dx=1.0, dy=0.0)  # type: ignore[arg-type]
        content = draw_test_page(page)
    with pikepdf.open(io.BytesIO(content)) as file:
        (sheet,) = file.pages
        assert [round(float(side) * 25.4 / 72, 1) for side in sheet.mediabox[2:]] == [page.width, page.height]
    with pypdfium2.PdfDocument(content) as file:
        dots = file[0].render(scale=600 / 72, grayscale=True).to_numpy()
    column = dots[round((page.aim + 8) * 600 / 25.4)]
    first_dark = next(place for place, dot in enumerate(column) if dot < 80)
    assert first_dark * 25.4 / 600 == pytest.approx(page.aim + 1.0, abs=0.2)


@pytest.mark.parametrize("locale", sampled(LOCALES, LOCALES[1]), ids=lambda locale: locale.tag)
def test_a_test_page_is_drawn_in_every_language(app: Flask, locale: object) -> None:
    with app.test_request_context("/"):
        page = test_page(CARD, locale.tag)  # type: ignore[attr-defined]
        with pikepdf.open(io.BytesIO(draw_test_page(page))) as file:
            assert len(file.pages) == 1
            assert str(file.Root.Lang) == page.locale
