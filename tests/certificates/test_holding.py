"""What a holder can do with a certificate of their own: keep its files, show it, see who checked it, say less."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from sqlalchemy import func, select
from sqlalchemy.orm import scoped_session

from app.certificates.codes import shown_code
from app.certificates.life import Act
from app.certificates.models import Certificate
from app.certificates.queries import events_of
from app.certificates.rules import Wish
from app.certificates.services import issue_certificate
from app.core import clock
from app.core.database import db, unit_of_work
from app.learners.models import Learner
from app.programme.queries import current_programme
from app.programme.rules import Award
from app.signing.keyring import Keyring
from app.signing.present import PresentKeys, present_keys
from tests.certificates.people import a_programme, complete, core_modules, take_back
from tests.certificates.test_attachment import detached
from tests.learners.people import a_learner, sign_in, text_of
from tests.signing.people import passphrase_file
from tests.signing.test_seal import said_by_pdfsig

MINE = "/en/certificates"


@pytest.fixture
def holder(client: FlaskClient, session: scoped_session[Session]) -> Learner:
    """A learner on the way to Thailand, who is signed in."""
    a_programme()
    holder = a_learner()
    with unit_of_work():
        holder.origin, holder.destination = "KH", "TH"
    complete(holder, core_modules())
    sign_in(client, holder)
    return holder


@pytest.fixture
def paper(holder: Learner) -> Certificate:
    return issue_certificate(learner=holder, award=Award.CORE, wish=Wish("en"))


def acts(paper: Certificate) -> list[str]:
    db.session.expire_all()
    return [event.act for event in events_of(paper.number)]


def test_the_file_of_the_day_is_sealed_and_has_the_same_bytes_until_tomorrow(
    client: FlaskClient, holder: Learner, paper: Certificate, tmp_path: Path
) -> None:
    clock.move(timedelta(days=1) - (clock.now() - clock.now().replace(hour=1, minute=0)))
    sign_in(client, holder)
    first = client.get(f"{MINE}/{paper.number}.pdf")
    assert "Signature is Valid" in said_by_pdfsig(first.data, tmp_path)

    clock.move(timedelta(minutes=20))
    again = client.get(f"{MINE}/{paper.number}.pdf")
    assert (again.data, again.headers["ETag"]) == (first.data, first.headers["ETag"])
    kept = client.get(f"{MINE}/{paper.number}.pdf", headers={"If-None-Match": first.headers["ETag"]})
    assert (kept.status_code, kept.data) == (304, b"")

    clock.move(timedelta(days=1))
    sign_in(client, holder)
    later = client.get(f"{MINE}/{paper.number}.pdf", headers={"If-None-Match": first.headers["ETag"]})
    assert later.status_code == 200
    assert later.data != first.data


def test_a_download_that_was_cut_off_goes_on_where_it_stopped(client: FlaskClient, paper: Certificate) -> None:
    whole = client.get(f"{MINE}/{paper.number}.pdf")
    assert whole.headers["Accept-Ranges"] == "bytes"
    asked = {"Range": "bytes=20000-", "If-Range": whole.headers["ETag"]}
    rest = client.get(f"{MINE}/{paper.number}.pdf", headers=asked)

    assert rest.status_code == 206
    assert whole.data[:20000] + rest.data == whole.data
    changed = client.get(f"{MINE}/{paper.number}.pdf", headers=asked | {"If-Range": '"of yesterday"'})
    assert (changed.status_code, changed.data) == (200, whole.data)
    assert acts(paper) == ["issued", "downloaded"]


def test_a_programme_may_leave_its_files_unsealed(client: FlaskClient, paper: Certificate) -> None:
    with unit_of_work():
        current_programme().seal_files = False
    assert b"/ByteRange" not in client.get(f"{MINE}/{paper.number}.pdf").data


def test_where_no_list_of_keys_was_published_the_paper_goes_unsealed_and_there_is_no_file_for_computers(
    client: FlaskClient, paper: Certificate, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, "signing", PresentKeys(Keyring(tmp_path / "none"), passphrase_file()))
    bare = client.get(f"{MINE}/{paper.number}.pdf")

    assert bare.status_code == 200
    assert b"/ByteRange" not in bare.data
    assert "A file for computers" not in client.get(MINE).text
    assert client.get(f"{MINE}/{paper.number}.json").status_code == 503


def test_without_a_key_for_seals_the_paper_goes_unsealed(
    client: FlaskClient, paper: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust = present_keys().trust
    assert trust
    unsealing = replace(trust, keys=tuple(key for key in trust.keys if key.use != "pdf"))
    monkeypatch.setattr(present_keys(), "trust", unsealing)
    assert b"/ByteRange" not in client.get(f"{MINE}/{paper.number}.pdf").data


def test_the_credential_is_a_file_of_its_own_and_counts_as_a_download(client: FlaskClient, paper: Certificate) -> None:
    file = client.get(f"{MINE}/{paper.number}.json")

    assert (file.status_code, file.mimetype) == (200, "application/json")
    assert f'filename="{paper.number}.json"' in file.headers["Content-Disposition"]
    assert json.loads(file.data)["credentialSubject"]["licenseNumber"] == paper.number
    assert file.data == client.get(f"/credentials/{paper.number}/{paper.code}").data
    assert acts(paper) == ["issued", "downloaded"]


def test_a_copy_that_says_less_is_drawn_signed_and_named_as_one(
    client: FlaskClient, paper: Certificate, tmp_path: Path
) -> None:
    copy = client.get(f"{MINE}/{paper.number}.pdf?without=journey&without=days")

    assert copy.status_code == 200
    assert f'filename="{paper.number}-copy.pdf"' in copy.headers["Content-Disposition"]
    assert "Signature is Valid" in said_by_pdfsig(copy.data, tmp_path)
    credential = json.loads(detached(copy.data, tmp_path))
    assert "activityStartDate" not in credential["credentialSubject"]
    again = client.get(f"{MINE}/{paper.number}.pdf?without=days&without=journey")
    assert again.headers["ETag"] == copy.headers["ETag"] != client.get(f"{MINE}/{paper.number}.pdf").headers["ETag"]
    assert acts(paper) == ["issued", Act.COPIED, "downloaded"]


@pytest.mark.parametrize("query", ["without=name", "without=", "without=days&without=number"])
def test_nothing_else_can_be_left_out(client: FlaskClient, paper: Certificate, query: str) -> None:
    assert client.get(f"{MINE}/{paper.number}.pdf?{query}").status_code == 404
    assert acts(paper) == ["issued"]


def test_what_was_taken_back_gets_no_copy_with_another_square(client: FlaskClient, paper: Certificate) -> None:
    take_back(paper)

    assert client.get(f"{MINE}/{paper.number}.pdf?without=journey").status_code == 422
    assert client.get(f"{MINE}/{paper.number}.pdf").status_code == 200
    assert "A copy that says less" not in client.get(MINE).text


@pytest.mark.parametrize("path", [".json", ".pdf?without=days", ".pdf?without=journey"])
def test_no_file_is_given_to_somebody_else(client: FlaskClient, paper: Certificate, path: str) -> None:
    client.post("/en/sign-out")
    assert "/sign-in" in client.get(f"{MINE}/{paper.number}{path}").location
    sign_in(client, a_learner(native=None, latin="OTHER PERSON"))

    assert client.get(f"{MINE}/{paper.number}{path}").status_code == 404
    assert acts(paper) == ["issued"]


def test_the_page_says_how_to_show_it_and_that_nobody_checked_it_yet(client: FlaskClient, paper: Certificate) -> None:
    page = text_of(client.get(MINE))

    for words in (paper.number, shown_code(paper.code), "/c", "Nobody so far.", "Checks without internet"):
        assert words in page


def test_the_page_tells_who_checked_it(client: FlaskClient, paper: Certificate, app: Flask) -> None:
    stranger = app.test_client()
    app.config["COUNTRY_HEADER"] = "X-Country"
    try:
        for country in ("TH", "TH", "-"):
            stranger.get(f"/v/{paper.number}/{paper.code}", headers={"X-Country": country})
    finally:
        app.config["COUNTRY_HEADER"] = None
    page = text_of(client.get(MINE))

    assert "3 times" in page
    assert "Thailand · 2 times" in page
    assert "Country not known · 1 time" in page
    assert "ថៃ" in client.get("/km/certificates").text
    assert "Nobody so far." not in page


def test_the_page_offers_to_leave_out_only_what_is_there(client: FlaskClient, holder: Learner) -> None:
    issue_certificate(learner=holder, award=Award.CORE, wish=Wish("en", help_lines=False))
    with unit_of_work():
        holder.destination = None
    page = client.get(MINE).text

    assert 'name="without" value="days"' in page
    assert db.session.scalar(select(func.count()).select_from(Certificate)) == 1
