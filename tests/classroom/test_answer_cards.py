"""The cards to hold up: four letters a seat, no names."""

from __future__ import annotations

from io import BytesIO

from flask.testing import FlaskClient
from pypdfium2 import PdfDocument

from tests.classroom.people import a_room
from tests.cohorts.people import a_cohort
from tests.learners.people import sign_in_staff


def test_each_seat_has_a_sheet_of_four_letters_without_a_name(client: FlaskClient) -> None:
    room = a_room(3)
    sign_in_staff(client, room.trainer)
    answer = client.get(f"/en/staff/classes/{room.cohort.id}/quiz/cards.pdf")
    assert answer.mimetype == "application/pdf"
    with PdfDocument(BytesIO(answer.data)) as paper:
        texts = [page.get_textpage().get_text_range() for page in paper]
    assert len(texts) == 3
    for seat, text in enumerate(texts, 1):
        assert [letter for letter in text.split() if letter in "ABCD"] == list("ABCD")
        assert text.split().count(str(seat)) == 4
        assert not any((person.name_latin or "?") in text for person in room.people)


def test_a_class_without_members_has_no_cards(client: FlaskClient) -> None:
    room = a_room(1)
    empty = a_cohort(by=room.trainer)
    sign_in_staff(client, room.trainer)
    assert client.get(f"/en/staff/classes/{empty.id}/quiz/cards.pdf").status_code == 404
