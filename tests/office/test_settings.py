"""The programme's settings by page: looked at before they are kept, kept apart for two who write, never loosened."""

from __future__ import annotations

import re
import string
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from app.audit.models import AuditEvent
from app.certificates.rules import required_modules
from app.core.permissions import Role
from app.course.queries import course
from app.programme.errors import ChangedMeanwhile
from app.programme.models import Programme
from app.programme.queries import current_programme, programme_or_none
from app.programme.rules import Award
from app.programme.services import change_programme
from tests.certificates.people import ISSUER, a_programme
from tests.cohorts.people import a_centre
from tests.learners.people import text_of
from tests.office.desks import SETTINGS, an_administrator, change, form_of, keep, look, signed_in

Db = scoped_session[Session]


def now(session: Db) -> Programme:
    session.expire_all()
    return current_programme()


def test_a_programme_is_set_up_by_page(client: FlaskClient, session: Db) -> None:
    an_administrator(client)
    assert "not set up yet" in client.get(SETTINGS).text
    assert client.get(f"{SETTINGS}/issuer").location == f"{SETTINGS}/new"
    sent = {"issuer_code": "kh-mlvt", "understood": "y", "name_en": "Ministry", "name_km": "ក្រសួង", "contact": "Office"}
    assert client.post(f"{SETTINGS}/new", data=sent).location == SETTINGS
    kept = now(session).settings
    assert (kept.issuer_code, kept.demo) == ("KH-MLVT", False)
    assert kept.issuer_name == {"en": "Ministry", "km": "ក្រសួង"}
    assert client.get(f"{SETTINGS}/new").location == SETTINGS


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"issuer_code": "MINISTRY"}, "KH-MLVT"),
        ({"issuer_code": "XX-TEST"}, "needs these words"),
        ({"name_en": " "}, "Fill this in."),
        ({"contact": "😀"}, "cannot be printed"),
        ({"understood": ""}, "Tick this first."),
    ],
)
def test_a_bad_first_setting_up_is_said_and_nothing_is_lost(
    client: FlaskClient, session: Db, sent: dict[str, str], words: str
) -> None:
    an_administrator(client)
    good = {"issuer_code": "KH-MLVT", "understood": "y", "name_en": "Ministry", "contact": "Office", "name_my": "ရုံး"}
    page = client.post(f"{SETTINGS}/new", data=good | sent)
    assert page.status_code == 422
    assert words in text_of(page)
    assert "ရုံး" in page.text
    assert programme_or_none() is None


def test_nothing_is_changed_before_it_was_looked_at(client: FlaskClient, session: Db) -> None:
    a_programme()
    by = an_administrator(client)
    seen = look(client, "certificates", validity="months", validity_months="12", approval_needed="y")
    text = text_of(seen)
    assert seen.status_code == 200
    assert "24 months" in text
    assert "12 months" in text
    assert "Certificates already issued keep the day they state." in text
    assert "Make 2 changes" in text
    assert now(session).validity_months == 24
    kept = keep(client, "certificates", seen)
    assert (now(session).validity_months, now(session).approval_needed) == (12, True)
    assert "hold from now on" in text_of(client.get(kept.location))
    event = session.scalars(select(AuditEvent).where(AuditEvent.act == "programme-changed")).one()
    assert (event.actor_id, event.detail) == (by.id, {"validity_months": 12, "approval_needed": True})


def test_who_goes_back_to_writing_finds_all_they_wrote(client: FlaskClient, session: Db) -> None:
    a_programme()
    an_administrator(client)
    seen = look(client, "issuer", name_en="Other Office", contact="ភ្នំពេញ")
    page = client.post(f"{SETTINGS}/issuer", data=form_of(seen) | {"step": "back"})
    assert page.status_code == 200
    assert form_of(page)["name_en"] == ["Other Office"]
    assert form_of(page)["contact"] == ["ភ្នំពេញ"]
    assert "See what this will do" in page.text


@pytest.mark.parametrize(
    ("part", "sent", "words"),
    [
        ("issuer", {"watermark": ""}, "needs these words"),
        ("issuer", {"name_en": "Office 😀"}, "This cannot be printed: 😀."),
        ("certificates", {"validity": "months", "validity_months": "121"}, "Write a number from 1 to 120."),
        ("certificates", {"validity": "months", "validity_months": "soon"}, "Write a number."),
        ("certificates", {"approval_needed": [], "second_approval": "y"}, "no second approval without a first"),
        ("completion", {"attendance_share": "101"}, "Write a number from 0 to 100."),
        ("completion", {"also_core": ["M99"]}, "Choose one from the list."),
        ("offer", {"which": "some"}, "Choose one journey or more."),
        ("offer", {"which": "some", "corridors": ["KH-XX"]}, "Choose one from the list."),
    ],
)
def test_bad_settings_are_said_in_words(
    client: FlaskClient, session: Db, part: str, sent: dict[str, Any], words: str
) -> None:
    before = a_programme().settings
    an_administrator(client)
    page = look(client, part, **sent)
    assert page.status_code == 422
    assert words in text_of(page)
    assert now(session).settings == before


def test_numbers_are_read_in_the_digits_of_the_reader(client: FlaskClient, session: Db) -> None:
    a_programme()
    an_administrator(client)
    change(client, "certificates", validity="months", validity_months="៣៦")
    assert now(session).validity_months == 36
    change(client, "certificates", validity="never")
    assert now(session).validity_months is None


def test_the_second_of_two_is_told_what_changed_meanwhile(app: Flask, client: FlaskClient, session: Db) -> None:
    a_programme()
    an_administrator(client)
    other = app.test_client()
    an_administrator(other)
    opened = form_of(client.get(f"{SETTINGS}/issuer"))
    change(other, "issuer", contact="2 Other Road", name_th="สำนักงาน")
    told = client.post(f"{SETTINGS}/issuer", data=opened | {"name_km": "ការិយាល័យ", "name_en": "My Office"})
    assert told.status_code == 409
    assert "Somebody else changed these settings" in text_of(told)
    assert "2 Other Road" in text_of(told)
    fields = form_of(told)
    assert (fields["name_km"], fields["name_en"]) == (["ការិយាល័យ"], ["My Office"])
    assert (fields["name_th"], fields["contact"]) == (["สำนักงาน"], ["2 Other Road"])
    keep(client, "issuer", client.post(f"{SETTINGS}/issuer", data=fields))
    kept = now(session).settings
    assert kept.contact == "2 Other Road"
    assert kept.issuer_name == {"en": "My Office", "km": "ការិយាល័យ", "th": "สำนักงาน"}


def test_what_somebody_changed_on_another_page_stays(app: Flask, client: FlaskClient, session: Db) -> None:
    a_programme()
    an_administrator(client)
    other = app.test_client()
    an_administrator(other)
    seen = look(client, "certificates", seal_files=[])
    change(other, "completion", attendance_share="95")
    assert keep(client, "certificates", seen).status_code == 303
    assert (now(session).seal_files, now(session).attendance_share) == (False, 95)


def test_settings_that_changed_between_the_look_and_the_keeping_are_shown(
    app: Flask, client: FlaskClient, session: Db
) -> None:
    a_programme()
    an_administrator(client)
    other = app.test_client()
    an_administrator(other)
    seen = look(client, "completion", attendance_share="90")
    change(other, "completion", attendance_share="95")
    told = keep(client, "completion", seen)
    assert told.status_code == 409
    assert form_of(told)["attendance_share"] == ["90"]
    assert now(session).attendance_share == 95


def test_a_page_sent_without_a_change_changes_nothing(client: FlaskClient, session: Db) -> None:
    a_programme()
    an_administrator(client)
    assert "Nothing is different" in text_of(look(client, "staff"))
    assert not session.scalars(select(AuditEvent).where(AuditEvent.act == "programme-changed")).all()


def test_only_journeys_on_offer_can_be_chosen_and_an_older_choice_stays(
    app: Flask, client: FlaskClient, session: Db
) -> None:
    a_programme()
    an_administrator(client)
    client.post("/en/journey", data={"origin": "MM", "destination": "TH"})
    seen = look(client, "offer", which="some", corridors=["KH-TH", "KH-MY"])
    assert "keeps it" in text_of(seen)
    keep(client, "offer", seen)
    assert now(session).settings.corridors == {"KH-TH", "KH-MY"}
    page = client.get("/en/journey")
    assert set(_offered(page.text)) == {"KH", "MM", "TH", "MY"}
    assert client.post("/en/journey", data={"origin": "MM", "destination": "TH"}).status_code == 302
    newcomer = app.test_client()
    assert set(_offered(newcomer.get("/en/journey").text)) == {"KH", "TH", "MY"}
    assert newcomer.post("/en/journey", data={"origin": "MM", "destination": "TH"}).status_code == 200
    assert newcomer.post("/en/journey", data={"origin": "KH", "destination": "MY"}).status_code == 302


def test_a_class_is_opened_for_journeys_on_offer_only(client: FlaskClient, session: Db) -> None:
    a_programme(replace(ISSUER, corridors=frozenset({"KH-TH", "LA-MY"})))
    signed_in(client, Role.TRAINER)
    page = client.get("/en/staff/classes/new")
    assert 'value="MM"' not in page.text
    sent = {"title": "Group", "award": "core", "language": "en", "origin": "KH", "destination": "MY", "sector": ""}
    assert "not offered here" in client.post("/en/staff/classes/new", data=sent | form_days()).text


def form_days() -> dict[str, str]:
    return {"centre": str(a_centre().id), "starts_on": "2026-11-22", "ends_on": "2026-11-30"}


def _offered(page: str) -> list[str]:
    return re.findall(r'value="([A-Z]{2})"', page)


STANDARD = ("core", "modules", "must_know", "required", "demo", "issuer_code", "pass", "questions", "completion")
NAMES = st.sampled_from(
    ["also_core", "class_needed", "attendance_share", "watermark", "validity", "validity_months", *STANDARD]
)
VALUES = st.one_of(
    st.sampled_from(["", "0", "-1", "M03", "M09", "none", "never", "months", "y", "XX-TEST", "[]", "null"]),
    st.text(string.printable, max_size=12),
)
POSTS = st.dictionaries(NAMES, st.lists(VALUES, max_size=3), max_size=8)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(crafted=POSTS, part=st.sampled_from(["issuer", "certificates", "completion", "offer", "staff"]))
def test_no_crafted_form_makes_the_standard_looser(
    client: FlaskClient, session: Db, crafted: dict[str, list[str]], part: str
) -> None:
    if programme_or_none() is None:
        a_programme()
        an_administrator(client)
    client.post(f"{SETTINGS}/{part}", data=form_of(client.get(f"{SETTINGS}/{part}")) | crafted | {"step": "keep"})
    kept = now(session)
    asked = required_modules(course(), kept.completion, Award.CORE)
    assert {module for module in course().modules if module.core} <= set(asked)
    assert required_modules(course(), kept.completion, Award.FULL) == course().modules
    assert (kept.issuer_code, kept.demo) == ("XX-TEST", True)
    assert kept.watermark
    assert 0 <= kept.attendance_share <= 100
    assert kept.validity_months is None or 1 <= kept.validity_months <= 120


def test_settings_that_others_changed_in_the_same_moment_are_refused(client: FlaskClient, session: Db) -> None:
    seen = a_programme().settings
    modules = [module.id for module in course().modules]
    change_programme(settings=replace(seen, attendance_share=90), modules=modules, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        change_programme(settings=replace(seen, attendance_share=10), modules=modules, seen=seen)
    assert now(session).attendance_share == 90
