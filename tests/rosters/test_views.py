"""The pages of a roster: send, look, answer, confirm; nothing is lost and nothing is written too early."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from flask.testing import FlaskClient
from limits import parse
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session
from werkzeug.test import TestResponse

from app.accounts.models import Staff
from app.audit.models import AuditEvent
from app.cohorts.models import Cohort
from app.cohorts.queries import members_of
from app.core.database import db
from app.core.permissions import Role
from app.rosters import probing
from app.rosters.opening import MOST_BYTES
from tests.learners.people import a_staff, sign_in_staff, text_of
from tests.rosters.bringing import a_class, bring_in, everything
from tests.rosters.files import WORST_PEOPLE, worst_roster
from tests.rosters.making import as_csv, xlsx

PEOPLE = as_csv([["Name", "Phone"], ["SAMPLE ONE", "012345678"], ["SAMPLE TWO", "12"]])


@pytest.fixture
def led(client: FlaskClient, session: scoped_session[Session]) -> tuple[Cohort, Staff]:
    """A class whose trainer is signed in."""
    cohort, trainer = a_class()
    sign_in_staff(client, trainer)
    return cohort, trainer


def at(cohort: Cohort, rest: str = "", locale: str = "en") -> str:
    return f"/{locale}/staff/classes/{cohort.id}/roster{rest}"


def send(client: FlaskClient, cohort: Cohort, content: bytes, name: str = "roster.csv") -> TestResponse:
    head = f'--part\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    data = head.encode() + content + b"\r\n--part--\r\n"
    return client.post(at(cohort), data=data, content_type="multipart/form-data; boundary=part")


def radios(page: TestResponse) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="radio" name="([^"]+)" value="([^"]+)"', page.get_data(as_text=True)):
        found.setdefault(name, []).append(value)
    return found


def test_a_roster_comes_in_by_way_of_a_preview(client: FlaskClient, led: tuple[Cohort, Staff]) -> None:
    cohort, _trainer = led
    before = everything()
    sent = send(client, cohort, PEOPLE)
    assert sent.status_code == 303
    page = client.get(sent.location)
    assert "SAMPLE ONE" in text_of(page)
    assert "+855 12 345 678" in text_of(page)
    assert "This is not a telephone number." in text_of(page)
    assert "Bring in 1 person" in text_of(page)
    assert everything() == before
    done = client.post(sent.location)
    left = client.get(done.location)
    assert "New learners: 1." in text_of(left)
    assert "SAMPLE TWO" in text_of(left) and "SAMPLE ONE" not in text_of(left)
    assert [member.learner.name for member in members_of(cohort)] == ["SAMPLE ONE"]


def test_a_form_sent_twice_brings_nobody_in_twice(client: FlaskClient, led: tuple[Cohort, Staff]) -> None:
    cohort, _trainer = led
    sent = send(client, cohort, as_csv([["Name"], ["SAMPLE ONE"]]))
    client.post(sent.location)
    again = client.post(sent.location, follow_redirects=True)
    assert "This roster was brought in already." in text_of(again)
    assert len(members_of(cohort)) == 1


def test_the_same_file_again_says_that_nothing_changes(client: FlaskClient, led: tuple[Cohort, Staff]) -> None:
    cohort, trainer = led
    content = as_csv([["Name"], ["SAMPLE ONE"]])
    bring_in(cohort, content, trainer)
    sent = send(client, cohort, content)
    assert "Nothing will change." in text_of(client.get(sent.location))
    assert "Nothing has changed." in text_of(client.post(sent.location, follow_redirects=True))


def test_the_worst_roster_comes_in_through_the_pages(client: FlaskClient, led: tuple[Cohort, Staff]) -> None:
    cohort, _trainer = led
    sent = send(client, cohort, worst_roster(), "roster.xlsx")
    sheets = client.get(sent.location)
    assert "Which sheets?" in text_of(sheets)
    assert "Notes" not in text_of(sheets)
    assert client.post(sent.location + "/sheets").status_code == 422
    chosen = client.post(sent.location + "/sheets", data={"sheet": ["0", "1"]})
    page = client.get(chosen.location)
    assert "Your answers" not in text_of(page)
    unanswered = client.post(chosen.location, data={"0-17.native": "1"})
    assert unanswered.status_code == 422
    assert "Some questions are not answered yet." in text_of(unanswered)
    assert 'name="0-17.native" value="1" checked' in unanswered.get_data(as_text=True)
    choices = {name: "another" if name.endswith(".same") else "0" for name in radios(page)}
    choices |= {name: "row-" + values[0][4:] for name, values in radios(page).items() if values[0].startswith("row-")}
    namesake = next(name for name, values in radios(page).items() if name == "1-17.same")
    choices[namesake] = "another"
    done = client.post(chosen.location, data=choices, follow_redirects=True)
    assert f"New learners: {WORST_PEOPLE}." in text_of(done)
    assert len(members_of(cohort)) == WORST_PEOPLE


def test_a_file_that_cannot_be_read_says_what_to_do(client: FlaskClient, led: tuple[Cohort, Staff]) -> None:
    cohort, _trainer = led
    for content, words in (
        (b"", "Choose a file first."),
        (b"\xd0\xcf\x11\xe0old", "This is an old Excel file"),
        (b"%PDF-1.7", "We cannot read this file."),
        (b"PK\x03\x04broken", "We cannot read this file."),
        (as_csv([["a", "b"], ["c", "d"]]), "We found no list of people"),
    ):
        page = send(client, cohort, content) if content else client.post(at(cohort))
        assert page.status_code == 422
        assert words in text_of(page)


def test_a_file_may_be_bigger_than_other_forms_and_not_too_big(client: FlaskClient, led: tuple[Cohort, Staff]) -> None:
    cohort, _trainer = led
    rows = [
        ["Name", "Remarks"],
        *([f"SAMPLE {'X' * place}", "r" * 900] for place in range(1, 99)),
        ["SAMPLE", "r" * 300_000],
    ]
    big = as_csv(rows[:-1]) + b"SAMPLE Z," + b"r" * 100_000 + b"\r\n" + b",\r\n" * 60_000
    assert len(big) > client.application.config["MAX_CONTENT_LENGTH"]
    assert send(client, cohort, big).status_code in (303, 422)
    assert send(client, cohort, b"Name\r\n" + b"x" * (MOST_BYTES + 200_000)).status_code == 413
    assert client.post("/en/staff/sign-in", data={"username": "x" * 300_000}).status_code == 413


def test_strangers_see_no_class(client: FlaskClient, session: scoped_session[Session]) -> None:
    cohort, trainer = a_class()
    assert client.get(at(cohort)).status_code == 302
    sign_in_staff(client, a_staff(Role.TRAINER))
    for rest in ("", "/form.xlsx", "/class.xlsx", "/class.csv", "/token", "/token/mend.xlsx"):
        assert client.get(at(cohort, rest)).status_code == 404
    for rest in ("", "/token", "/token/sheets", "/token/drop"):
        assert client.post(at(cohort, rest)).status_code == 404
    assert trainer.id


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ADMINISTRATOR, Role.AGENCY, Role.REVIEWER, Role.EDITOR])
def test_other_roles_are_refused(client: FlaskClient, session: scoped_session[Session], role: Role) -> None:
    cohort, _trainer = a_class()
    sign_in_staff(client, a_staff(role))
    assert client.get(at(cohort)).status_code == 403


def test_rows_to_mend_come_with_what_is_wrong(client: FlaskClient, led: tuple[Cohort, Staff]) -> None:
    cohort, _trainer = led
    sent = send(client, cohort, PEOPLE)
    file = client.get(sent.location + "/mend.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(file.data)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["Name", "Phone", "What is wrong"]
    assert rows[1][:2] == ["SAMPLE TWO", "12"]
    assert "telephone" in str(rows[1][2])
    assert sheet["B2"].fill.fgColor.rgb == "FFF9D7C8"
    assert sheet["A2"].fill.fgColor.rgb != "FFF9D7C8"


def test_mended_rows_come_in_from_the_file_of_rows_to_mend(client: FlaskClient, led: tuple[Cohort, Staff]) -> None:
    cohort, _trainer = led
    sent = send(client, cohort, PEOPLE)
    book = openpyxl.load_workbook(io.BytesIO(client.get(sent.location + "/mend.xlsx").data))
    left = client.post(sent.location).location
    assert client.get(left + "/mend.xlsx").status_code == 200
    book.worksheets[0]["B2"] = "010222333"
    target = io.BytesIO()
    book.save(target)
    for _ in range(2):
        client.post(send(client, cohort, target.getvalue(), "mended.xlsx").location)
    assert [member.learner.name for member in members_of(cohort)] == ["SAMPLE ONE", "SAMPLE TWO"]


def test_a_learner_of_elsewhere_who_is_shown_is_noted(client: FlaskClient, led: tuple[Cohort, Staff]) -> None:
    cohort, trainer = led
    elsewhere, _ = a_class(by=trainer)
    bring_in(elsewhere, as_csv([["Name"], ["SAMPLE ONE"]]), trainer)
    send(client, cohort, as_csv([["Name"], ["SAMPLE ONE"]]))
    assert "learner-compared" in db.session.scalars(select(AuditEvent.act)).all()


def test_the_preview_says_who_is_another_trainers_learner(client: FlaskClient, led: tuple[Cohort, Staff]) -> None:
    cohort, trainer = led
    file = as_csv([["Name", "Passport number"], ["SAMPLE ONE", "N1234567"]])
    own, _ = a_class(by=trainer)
    bring_in(own, file, trainer)
    said = "Learns in a class of another trainer already"
    assert said not in text_of(client.get(send(client, cohort, file).location))
    elsewhere, other = a_class()
    bring_in(elsewhere, as_csv([["Name", "Passport number"], ["SAMPLE TWO", "N7654321"]]), other)
    theirs = as_csv([["Name", "Passport number"], ["SAMPLE TWO", "N7654321"]])
    assert said in text_of(client.get(send(client, cohort, theirs).location))


def test_who_compares_too_many_rows_waits_and_a_large_class_does_not(
    client: FlaskClient, led: tuple[Cohort, Staff], monkeypatch: pytest.MonkeyPatch
) -> None:
    cohort, trainer = led
    monkeypatch.setattr(probing, "ROWS_A_TRAINER", parse("5 per hour"))
    assert [send(client, cohort, PEOPLE).status_code for _ in range(2)] == [303, 303]
    refused = send(client, cohort, PEOPLE)
    assert refused.status_code == 429
    assert "Send this file again in an hour" in text_of(refused)
    seen = db.session.scalars(select(AuditEvent).where(AuditEvent.act == "roster-compared")).all()
    assert [event.detail for event in seen] == [{"rows": 2, "known": 0}] * 2
    monkeypatch.undo()
    for _whole_class in range(6):
        probing.count_rows(500, trainer)


def test_a_file_can_be_thrown_away(client: FlaskClient, led: tuple[Cohort, Staff]) -> None:
    cohort, _trainer = led
    sent = send(client, cohort, PEOPLE)
    assert "thrown away" in text_of(client.post(sent.location + "/drop", follow_redirects=True))
    assert client.get(sent.location).status_code == 404


def test_the_page_of_a_class_offers_the_way(client: FlaskClient, led: tuple[Cohort, Staff]) -> None:
    cohort, _trainer = led
    assert at(cohort) in client.get(f"/en/staff/classes/{cohort.id}").get_data(as_text=True)


def test_words_of_a_file_are_never_markup(client: FlaskClient, led: tuple[Cohort, Staff]) -> None:
    cohort, _trainer = led
    content = xlsx({"<b>": [["Name", "<script>x</script>"], ["SAMPLE <i>ONE</i>", "x"]]})
    page = client.get(send(client, cohort, content, "a.xlsx").location).get_data(as_text=True)
    assert "<script>x" not in page
    assert "<i>ONE" not in page
