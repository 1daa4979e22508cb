"""A trainer opens a class, changes it, closes it, opens it again, and says who else may see it."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from app.cohorts.leading import agencies_of, trainers_of
from app.cohorts.models import Cohort, CohortEvent
from app.cohorts.queries import cohorts_of, own_cohort
from app.core.database import db
from app.core.permissions import Role
from tests.cohorts.people import a_centre, a_cohort, a_trainer
from tests.learners.people import a_staff, sign_in_staff, text_of


def _filled(**changes: Any) -> dict[str, Any]:
    return {
        "title": "  Monday   group ",
        "centre": str(a_centre().id),
        "room": "Room 2",
        "award": "core",
        "language": "km",
        "also": ["km", "en"],
        "origin": "KH",
        "destination": "TH",
        "sector": "",
        "starts_on": "2026-03-09",
        "ends_on": "2026-03-27",
    } | changes


def _events(cohort: Cohort) -> list[tuple[str, str | None]]:
    query = select(CohortEvent).where(CohortEvent.cohort_id == cohort.id).order_by(CohortEvent.id)
    return [(event.act, event.why) for event in db.session.scalars(query)]


def test_a_class_is_opened_with_all_that_was_decided(client: FlaskClient) -> None:
    trainer = a_trainer()
    sign_in_staff(client, trainer)
    assert client.post("/en/staff/classes/new", data=_filled()).status_code == 303
    cohort = cohorts_of(trainer)[0].cohort
    assert (cohort.title, cohort.locales, cohort.award) == ("Monday group", ["km", "en"], "core")
    assert (cohort.origin, cohort.destination, cohort.sector) == ("KH", "TH", None)


def test_what_is_wrong_is_said_and_what_was_typed_stays(client: FlaskClient) -> None:
    trainer = a_trainer()
    sign_in_staff(client, trainer)
    wrong = _filled(title="", starts_on="next week", ends_on="2026-03-01", destination="KH", award="", room="Room 9")
    page = client.post("/en/staff/classes/new", data=wrong)
    assert page.status_code == 422
    said = text_of(page)
    for words in ("Fill this in.", "Write a day as in 2026-11-22.", "Choose one from the list."):
        assert words in said
    for kept in ('value="next week"', 'value="2026-03-01"', 'value="Room 9"'):
        assert kept in page.text
    assert not cohorts_of(trainer)


def test_a_class_ends_after_it_begins_and_leads_abroad(client: FlaskClient) -> None:
    sign_in_staff(client, a_trainer())
    said = text_of(client.post("/en/staff/classes/new", data=_filled(ends_on="2026-03-01", origin="TH")))
    assert "The last day is before the first." in said
    assert "Please choose another country" in said
    said = text_of(client.post("/en/staff/classes/new", data=_filled(ends_on="2062-03-27")))
    assert "This is more than a year after the first day." in said


def test_a_class_that_is_changed_keeps_a_note_of_it(client: FlaskClient) -> None:
    trainer = a_trainer()
    cohort = a_cohort(trainer)
    sign_in_staff(client, trainer)
    page = client.get(f"/en/staff/classes/{cohort.id}/change")
    assert 'value="Monday group"' in page.text
    client.post(f"/en/staff/classes/{cohort.id}/change", data=_filled(title="Tuesday group"))
    assert own_cohort(trainer, cohort.id).title == "Tuesday group"
    assert [act for act, _ in _events(cohort)] == ["opened", "changed"]


def test_a_class_is_opened_again_only_with_a_reason(client: FlaskClient) -> None:
    trainer = a_trainer()
    cohort = a_cohort(trainer)
    sign_in_staff(client, trainer)
    address = f"/en/staff/classes/{cohort.id}"
    client.post(f"{address}/close")
    assert "This class is closed." in text_of(client.get(address))
    assert client.get(f"{address}/change").status_code == 303
    assert client.post(f"{address}/reopen", data={"why": " "}).status_code == 422
    assert client.post(f"{address}/reopen", data={"why": "Two came late"}).status_code == 303
    assert _events(cohort)[1:] == [("closed", None), ("reopened", "Two came late")]
    assert own_cohort(trainer, cohort.id).is_open


def test_a_trainer_who_is_let_in_sees_the_class_and_lets_nobody_in(client: FlaskClient) -> None:
    lead, helper = a_trainer(), a_trainer()
    cohort = a_cohort(lead)
    sign_in_staff(client, lead)
    address = f"/en/staff/classes/{cohort.id}"
    client.post(f"{address}/trainers", data={"username": helper.username})
    assert [(staff, is_lead) for staff, is_lead in trainers_of(cohort)] == [(lead, True), (helper, False)]
    client.post("/en/staff/sign-out")
    sign_in_staff(client, helper)
    assert client.get(address).status_code == 200
    page = client.post(f"{address}/trainers", data={"username": a_trainer().username})
    assert "Only the trainer who opened this class can change this." in text_of(page)
    assert client.post(f"{address}/trainers/{lead.id}/remove").status_code == 422
    assert client.post(f"{address}/trainers/{helper.id}/remove").status_code == 303
    assert client.get(address).status_code == 404


def test_only_trainers_lead_and_only_agencies_look_on(client: FlaskClient) -> None:
    lead, officer, agency = a_trainer(), a_staff(Role.OFFICER), a_staff(Role.AGENCY)
    cohort = a_cohort(lead)
    sign_in_staff(client, lead)
    address = f"/en/staff/classes/{cohort.id}"
    for stranger in (officer.username, agency.username, "nobody.at.all"):
        page = client.post(f"{address}/trainers", data={"username": stranger})
        assert "No trainer has this user name." in text_of(page)
        assert f'value="{stranger}"' in page.text
    page = client.post(f"{address}/agencies", data={"agency": officer.username})
    assert "No agency has this user name." in text_of(page)
    client.post(f"{address}/agencies", data={"agency": agency.username})
    assert agencies_of(cohort) == [agency]
    client.post(f"{address}/agencies/{agency.id}/remove")
    assert agencies_of(cohort) == []
