"""Editors see what to look at, decide, and learners see it."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.accounts.models import Staff
from app.audit.models import AuditEvent
from app.core import clock
from app.core.database import db
from app.core.permissions import Role
from app.editing.models import FactEdit
from tests.learners.people import a_staff, sign_in_staff, text_of
from tests.pages.markup import read, sent_by

MINISTRY = "sg.hotline.mom"
LINE = "/en/staff/facts/sg.hotline.mom"


def form_of(client: FlaskClient, address: str) -> dict[str, str]:
    """Open a page and take its form as a browser would send it."""
    page = read(client.get(address).text)
    form = next(form for form in page.every("form") if "seen" in sent_by(page, form))
    return {name: values[-1] for name, values in sent_by(page, form).items()}


def send(client: FlaskClient, act: str, fields: dict[str, str] | None = None, **changes: str) -> TestResponse:
    """Open the form of an act, fill it in and send it."""
    ready = fields if fields is not None else form_of(client, f"{LINE}/{act}")
    return client.post(f"{LINE}/{act}", data=ready | {key.replace("__", "-"): words for key, words in changes.items()})


def help_page(client: FlaskClient, locale: str = "en") -> TestResponse:
    """Open the help lines of the journey from Cambodia to Singapore."""
    client.post(f"/{locale}/journey", data={"origin": "KH", "destination": "SG", "sector": "farm"})
    return client.get(f"/{locale}/help")


def test_the_first_page_counts_and_filters(client: FlaskClient, editor: Staff) -> None:
    page = client.get("/en/staff/facts/")
    assert "Number never called" in page.text
    assert "By country" in page.text
    listed = client.get("/en/staff/facts/?country=SG&kind=hotline")
    assert MINISTRY in listed.text
    assert "th.hotline" not in listed.text
    assert client.get("/en/staff/facts/?country=XX&kind=nothing&show=what").status_code == 200


def test_what_grows_stale_is_listed(client: FlaskClient, editor: Staff) -> None:
    assert MINISTRY not in client.get("/en/staff/facts/?show=stale").text
    clock.move(timedelta(days=200))
    sign_in_staff(client, editor)
    assert MINISTRY in client.get("/en/staff/facts/?show=stale").text


def test_the_page_of_a_fact_tells_all(client: FlaskClient, editor: Staff) -> None:
    page = text_of(client.get(LINE))
    for words in ("6438 5122", "Singapore", "Last check", "ខ្មែរ", "Where it is shown", "dest.labour_hotline", "never"):
        assert words in page
    assert client.get("/en/staff/facts/no.such.fact").status_code == 404


def test_a_check_reaches_learners_at_once_and_the_audit(client: FlaskClient, editor: Staff) -> None:
    before = help_page(client)
    answer = send(client, "check", manner="called", confidence="high", note="Answered in English.")
    assert (answer.status_code, answer.location) == (303, LINE)
    after = help_page(client)
    assert after.headers["ETag"] != before.headers["ETag"]
    row = db.session.query(FactEdit).one()
    assert (row.act, row.manner, row.confidence, row.number) == ("check", "called", "high", 1)
    event = db.session.query(AuditEvent).filter_by(act="fact-checked").one()
    assert (event.subject_id, event.actor_id) == (MINISTRY, editor.id)
    assert "Answered in English." in client.get(LINE).text


def test_a_changed_number_reaches_learners_and_old_words_do_not(client: FlaskClient, editor: Staff) -> None:
    fields = form_of(client, f"{LINE}/change")
    fields |= {
        "text": "The labour ministry in Singapore answers at +65 6438 5123. This is the government.",
        "phones-0-number": "6438 5123",
        "phones-0-e164": "+6564385123",
        "manner": "called",
        "texts-0-text": "ក្រសួងការងារនៅសិង្ហបុរី លេខ +65 6438 5123។",
    }
    answer = send(client, "change", fields)
    assert answer.status_code == 303, text_of(answer)
    assert "6438 5123" in help_page(client).text
    assert "6438 5122" not in help_page(client, "km").text
    assert "ក្រសួងការងារ" in re.sub("\u200b", "", help_page(client, "km").text)
    vietnamese = help_page(client, "vi").text
    assert "6438 5123" in vietnamese
    assert "6438 5122" not in vietnamese
    row = db.session.query(FactEdit).one()
    assert row.old is not None and row.new is not None
    assert row.old["phones"][0]["number"] == "6438 5122"
    assert set(row.old["texts"]) == {"km", "lo", "my", "th", "vi", "zh-Hans"}
    assert set(row.new["texts"]) == {"km"}


def test_a_taken_fact_is_gone_and_comes_back(client: FlaskClient, editor: Staff) -> None:
    assert "6438 5122" in help_page(client).text
    assert send(client, "retire", note="Nobody answers.").status_code == 303
    assert "6438 5122" not in help_page(client).text
    assert send(client, "retire", note="Again.").status_code == 422
    assert send(client, "restore", note="They answer again.").status_code == 303
    assert "6438 5122" in help_page(client).text


def test_a_note_changes_nothing_for_learners(client: FlaskClient, editor: Staff) -> None:
    before = help_page(client).headers["ETag"]
    assert send(client, "note", note="Ask in Vientiane.").status_code == 303
    assert help_page(client).headers["ETag"] == before
    assert "Ask in Vientiane." in client.get(LINE).text


def test_the_second_of_two_editors_is_refused_and_loses_nothing(client: FlaskClient, editor: Staff) -> None:
    fields = form_of(client, f"{LINE}/change")
    assert send(client, "check", manner="read", confidence="medium").status_code == 303
    fields |= {"text": "Call +65 6438 5122 in Singapore.", "manner": "read", "note": "My own finding."}
    refused = send(client, "change", fields)
    assert refused.status_code == 422
    assert "Somebody else decided about this fact while you wrote" in refused.text
    assert "My own finding." in refused.text
    assert "Call +65 6438 5122 in Singapore." in refused.text
    again = dict(fields, seen=re.search(r'name="seen"[^>]*value="([^"]+)"', refused.text)[1])  # type: ignore[index]
    assert send(client, "change", again).status_code == 303


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"text": "Call +65 6438 5122."}, "name the country beside its number: Singapore"),
        ({"text": "In Singapore call 999."}, "The English words do not say the number 6438 5122"),
        ({"text": "In Singapore call <b>+65 6438 5122</b>."}, "without signs of code"),
        ({"source_url": ""}, "A fact needs the web address of its source"),
        ({"checked_on": "2027-12-31"}, "This day has not come yet"),
        ({"checked_on": "2026-01-01"}, "Somebody checked this later"),
        ({"checked_on": "soon"}, "Write a day as in"),
        ({"phones-0-e164": "+6629575851"}, "This is no number of this country"),
        ({"phones-0-hours": "all day"}, "Write always, or days and hours"),
        ({"phones-0-languages": "Khmer"}, "Write codes of two or three letters"),
        ({"phones-0-number": "nine"}, "Write digits, spaces"),
        ({"texts-0-text": "សូមទូរសព្ទ 6438 5122។"}, "name the country beside its number"),
        ({"texts-0-text": "នៅសិង្ហបុរី 6438។"}, "these figures of the English are missing"),
    ],
)
def test_what_breaks_a_rule_is_refused_in_words(
    client: FlaskClient, editor: Staff, change: dict[str, str], words: str
) -> None:
    fields = form_of(client, f"{LINE}/change") | {"manner": "read", "note": "Kept words."} | change
    refused = send(client, "change", fields)
    assert refused.status_code == 422
    assert words in re.sub("\u200b", "", unescape(refused.text))
    assert "Kept words." in refused.text
    assert db.session.query(FactEdit).count() == 0


def test_a_journey_shows_what_it_lacks_and_gives_a_sheet(client: FlaskClient, editor: Staff) -> None:
    page = client.get("/en/staff/facts/journey?origin=KH&destination=TH&sector=farm")
    text = text_of(page)
    assert text.index("crossings between Cambodia and Thailand are closed") < text.index("What this journey lacks")
    assert text.index("Risk A") < text.index("Risk B") < text.index("Every place")
    sheet = client.get("/en/staff/facts/journey.csv?origin=KH&destination=TH")
    assert sheet.mimetype == "text/csv"
    assert sheet.text.startswith("\ufeffrisk,placeholder")
    assert "dest.min_wage" in sheet.text
    assert client.get("/en/staff/facts/journey.csv?origin=KH&destination=KH").status_code == 404
    assert client.get("/en/staff/facts/journey").status_code == 200


ACTS = ("check", "change", "retire", "restore", "note")
HEAD = ("/", "/journey", "/journey.csv?origin=KH&destination=TH", f"/{MINISTRY}")
PAGES = (*HEAD, *(f"/{MINISTRY}/{act}" for act in ACTS))


@pytest.mark.parametrize("role", [None, *Role])
def test_only_editors_open_these_pages(client: FlaskClient, role: Role | None) -> None:
    if role:
        sign_in_staff(client, a_staff(role))
    expected = {None: 302, Role.EDITOR: 200}.get(role, 403)
    assert {client.get(f"/en/staff/facts{page}").status_code for page in PAGES} == {expected}
    if role is not Role.EDITOR:
        posted = {client.post(f"{LINE}/{act}", data={"note": "No."}).status_code for act in ("retire", "note", "check")}
        assert posted == {expected}
        assert db.session.query(FactEdit).count() == 0
