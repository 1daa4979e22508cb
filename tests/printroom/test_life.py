"""The page of a certificate tells on which sheet it lies, and which sheet was spoiled under it."""

from __future__ import annotations

from flask.testing import FlaskClient

from app.accounts.models import Staff
from app.printroom import recording
from app.printroom.rules import Why
from app.printroom.stock import register_box, take_sheets
from tests.certificates.people import a_programme
from tests.learners.people import sign_in_staff, text_of
from tests.printroom.people import certificates
from tests.printroom.test_runs import a_run, start


def test_the_page_of_a_certificate_tells_of_its_runs_and_sheets(client: FlaskClient, officer: Staff) -> None:
    a_programme()
    papers = certificates(["Person 1", "Person 2"])
    run = a_run(officer, papers)
    start(run, officer)
    take_sheets(run=run, box=register_box(prefix="A", first=1, last=9, digits=6, by=officer), by=officer)
    recording.note_jam(run=run, first=2, count=1, why=Why.JAM, by=officer)
    recording.note_all_fine(run=run, by=officer)
    sign_in_staff(client, officer)

    first, second = (client.get(f"/en/staff/certificates/{paper.number}") for paper in papers)

    assert f"Put into a print run {run.id} {officer.username}" in text_of(first)
    assert f"Printed on a sheet A000001 {officer.username}" in text_of(first)
    assert f"Sheet spoiled A000002 {officer.username} Paper jam" in text_of(second)
    assert f"Printed on a sheet A000003 {officer.username}" in text_of(second)
    assert f'href="/en/staff/print/runs/{run.id}/"' in second.text
