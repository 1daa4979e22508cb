"""The shelf: who may take from it, in which language a sheet speaks, and that a sheet is drawn once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from app.core.permissions import Role
from app.handouts import keeping
from tests.learners.people import a_staff, sign_in_staff

Db = scoped_session[Session]
SHELF = "/en/staff/handouts"
SOON = 1_000_000_000


@pytest.fixture
def trainer(client: FlaskClient, session: Db) -> FlaskClient:
    sign_in_staff(client, a_staff(Role.TRAINER))
    return client


def folder(app: Flask) -> Path:
    return Path(app.config["INSTANCE"]) / keeping.FOLDER


def test_a_stranger_and_a_reviewer_may_not_take_sheets(client: FlaskClient, session: Db) -> None:
    assert client.get(f"{SHELF}/km/money.pdf").status_code in (302, 403)
    sign_in_staff(client, a_staff(Role.REVIEWER))
    assert client.get(SHELF).status_code == 403
    assert client.get(f"{SHELF}/km/money.pdf").status_code == 403


def test_the_staff_page_leads_to_the_shelf_and_the_shelf_to_every_sheet(trainer: FlaskClient) -> None:
    assert SHELF in trainer.get("/en/staff/").get_data(as_text=True)
    page = trainer.get(SHELF).get_data(as_text=True)
    assert page.count(".pdf") == 84


def test_a_sheet_is_drawn_once_and_asked_for_again_by_its_tag(app: Flask, trainer: FlaskClient) -> None:
    first = trainer.get(f"{SHELF}/vi/money.pdf")
    assert first.status_code == 200
    assert first.mimetype == "application/pdf"
    assert 'filename="M08-money-vi.pdf"' in first.headers["Content-Disposition"]
    (kept,) = folder(app).glob("M08-money-vi-*.pdf")
    kept.write_bytes(b"%PDF-kept")
    again = trainer.get(f"{SHELF}/vi/money.pdf")
    assert again.data == b"%PDF-kept"
    assert trainer.get(f"{SHELF}/vi/money.pdf", headers={"If-None-Match": again.headers["ETag"]}).status_code == 304


def test_a_journey_adds_the_card_and_its_facts(trainer: FlaskClient) -> None:
    page = trainer.get(f"{SHELF}?origin=KH&destination=TH&sector=").get_data(as_text=True)
    assert "help-card-4.pdf?journey=KH-TH-" in page
    card = trainer.get(f"{SHELF}/km/help-card-1.pdf?journey=KH-TH-")
    assert card.status_code == 200 and card.data.startswith(b"%PDF")


def test_a_journey_to_nowhere_is_refused_and_what_was_chosen_stays(trainer: FlaskClient) -> None:
    page = trainer.get(f"{SHELF}?origin=TH&destination=TH&sector=farm")
    assert page.status_code == 422
    text = page.get_data(as_text=True)
    assert "Choose two different countries" in text
    assert '<option value="farm" selected>' in text
    assert trainer.get(f"{SHELF}/km/money.pdf?journey=XX-YY").status_code == 422
    assert trainer.get(f"{SHELF}/km/help-card-1.pdf").status_code == 422


def test_what_is_not_in_the_course_is_not_found(trainer: FlaskClient) -> None:
    assert trainer.get(f"{SHELF}/km/nothing.pdf").status_code == 404
    assert trainer.get(f"{SHELF}/xx/money.pdf").status_code == 404


def test_the_folder_never_grows_beyond_its_bound(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST", 3)
    with app.app_context():
        for old in folder(app).glob("*.pdf"):
            old.unlink()
        for number in range(6):
            keeping.kept(f"paper-{number}", number, lambda: b"%PDF")
            (path,) = folder(app).glob(f"paper-{number}-*.pdf")
            os.utime(path, (SOON + number, SOON + number))
        left = sorted(path.name[:7] for path in folder(app).glob("*.pdf"))
    assert left == ["paper-3", "paper-4", "paper-5"]
    assert not list(folder(app).glob("*.part"))
