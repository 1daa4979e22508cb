"""An officer makes a run, has it drawn, prints it on numbered sheets and says what became of them, on plain pages."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pikepdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Staff
from app.audit.models import AuditEvent
from app.certificates.models import CertificateRequest
from app.core import clock, jobs
from app.core.database import db, unit_of_work
from app.core.permissions import Role
from app.printroom.models import PrintRun
from app.printroom.queries import numbers_of
from tests.certificates.people import take_back
from tests.cohorts.people import a_cohort, a_member
from tests.learners.people import a_staff, sign_in_staff, text_of
from tests.printroom.people import certificates

ROOM = "/en/staff/print"
LIST = {"source": "numbers", "ordering": "name", "collated": "en", "layout": "plain", "printer": "0"}


@pytest.fixture
def desk(client: FlaskClient, officer: Staff) -> FlaskClient:
    sign_in_staff(client, officer)
    return client


def the_run() -> PrintRun:
    db.session.expire_all()
    found = db.session.scalars(select(PrintRun).order_by(PrintRun.id.desc()).limit(1)).one()
    assert isinstance(found, PrintRun)
    return found


def acts() -> list[str]:
    return list(db.session.scalars(select(AuditEvent.act).order_by(AuditEvent.id)))


def test_a_run_from_the_choice_to_the_last_sheet(desk: FlaskClient) -> None:
    papers = certificates(["Sok Dara", "An Bopha", "Sok Dara"])
    made = desk.post(f"{ROOM}/new", data=LIST | {"numbers": "\n".join(one.number for one in papers) + "\nhello"})
    assert made.status_code == 303
    run = the_run()
    page = desk.get(made.location)
    text = text_of(page)
    assert "These lines held no number and were passed over: hello" in text
    assert text.index("An Bopha") < text.index("Sok Dara")
    assert "Draw 3 certificates" in text
    assert desk.post(f"{ROOM}/runs/{run.id}/start").status_code == 303
    file = desk.get(f"{ROOM}/runs/{run.id}/files/1.pdf")
    assert file.content_type == "application/pdf"
    with pikepdf.open(BytesIO(file.data)) as pdf:
        assert len(pdf.pages) == 3
    desk.post(f"{ROOM}/stock", data={"prefix": "a", "first": "000236", "last": "000300", "centre": "0"})
    text = text_of(desk.get(f"{ROOM}/runs/{run.id}/"))
    assert "A000236 … A000300 (65)" in text
    desk.post(f"{ROOM}/runs/{run.id}/sheets", data={"box": "1"})
    on_it = text_of(desk.get(f"{ROOM}/runs/{run.id}/?sheet=237"))
    assert f"Place 2: Sok Dara {papers[0].number}" in on_it
    jam = {"sheet": "A000237", "count": "1", "why": "jam", "note": ""}
    assert "Printing goes on with place 2" in text_of(
        desk.post(f"{ROOM}/runs/{run.id}/spoiled", data=jam, follow_redirects=True)
    )
    assert len(pikepdf.open(BytesIO(desk.get(f"{ROOM}/runs/{run.id}/rest.pdf").data)).pages) == 2
    done = text_of(desk.post(f"{ROOM}/runs/{run.id}/fine", follow_redirects=True))
    assert "4 taken = 3 printed + 1 spoiled + 0 back" in done
    assert "Every sheet of this run is printed." in done
    assert "Everything balances" in text_of(desk.get(f"{ROOM}/ledger"))
    rows = list(csv.DictReader(StringIO(desk.get(f"{ROOM}/ledger.csv").get_data(as_text=True))))
    assert [(row["run"], row["taken"], row["balances"]) for row in rows] == [
        ("", "4", "yes"),
        (str(run.id), "4", "yes"),
    ]
    wanted = "print-run-made print-run-started print-run-downloaded sheet-box-registered sheets-taken sheets-spoiled"
    assert set(wanted.split()) | {"sheets-printed", "certificate-reprinted", "sheet-ledger-taken"} <= set(acts())


def test_nothing_typed_is_lost_where_a_number_is_unknown(desk: FlaskClient) -> None:
    [paper] = certificates(["An Bopha"])
    typed = f"{paper.number}\nXX-TEST-26-0000001-8"
    answer = desk.post(f"{ROOM}/new", data=LIST | {"numbers": typed})
    assert answer.status_code == 422
    assert "We know no certificate with these numbers: XX-TEST-26-0000001-8" in text_of(answer)
    assert paper.number in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("numbers", "Give at least one number"),
        ("class", "Choose one from the list."),
        ("centre", "Choose one from the list."),
        ("days", "Fill this in."),
        ("unprinted", "There is nothing to print"),
        ("", "Choose one from the list."),
    ],
)
def test_a_choice_that_lacks_something_says_what(desk: FlaskClient, source: str, said: str) -> None:
    answer = desk.post(f"{ROOM}/new", data=LIST | {"source": source})
    assert answer.status_code == 422
    assert said in text_of(answer)


def test_a_file_of_numbers_is_taken_in_its_own_order(desk: FlaskClient) -> None:
    papers = certificates(["An", "Bo", "Chan"])
    lines = "number,name\n" + "\n".join(f"{one.number},{place}" for place, one in enumerate(reversed(papers)))
    file = (BytesIO(lines.encode()), "list.csv")
    desk.post(f"{ROOM}/new", data=LIST | {"ordering": "given", "file": file}, content_type="multipart/form-data")
    assert list(numbers_of(the_run().id)) == [one.number for one in reversed(papers)]


def test_a_class_a_centre_and_days_are_chosen_and_single_people_ticked(desk: FlaskClient, officer: Staff) -> None:
    cohort = a_cohort(a_staff(Role.TRAINER))
    learners = [a_member(cohort) for _place in range(3)]
    here = certificates(["Zin", "An", "Bo"], learners=learners, kind="core")
    certificates(["Other"], first=50)
    asked_for(here[0].id, learners[0].id, cohort.id, officer)
    offered = desk.get(f"{ROOM}/new")
    assert f"/en/staff/print/new?class={cohort.id}" in offered.text
    more = LIST | {"cohort": str(cohort.id), "centre": str(cohort.centre_id)}
    desk.post(f"{ROOM}/new", data=more | {"source": "class"})
    assert list(numbers_of(the_run().id)) == [here[1].number, here[2].number, here[0].number]
    desk.post(f"{ROOM}/new", data=more | {"source": "centre", "ordering": "centre"})
    assert the_run().size == 3
    today = clock.today().isoformat()
    desk.post(f"{ROOM}/new", data=more | {"source": "days", "first_day": today, "last_day": today})
    assert the_run().size == 4
    ticks = text_of(desk.get(f"{ROOM}/new?class={cohort.id}"))
    assert "Zin" in ticks
    assert "Other" not in ticks
    nobody = desk.post(f"{ROOM}/new?class={cohort.id}", data=more | {"source": "class"})
    assert (nobody.status_code, "Tick at least one person." in text_of(nobody)) == (422, True)
    desk.post(f"{ROOM}/new?class={cohort.id}", data=more | {"source": "class", "number": [here[0].number]})
    assert list(numbers_of(the_run().id)) == [here[0].number]


@unit_of_work()
def asked_for(certificate_id: int, learner_id: int, cohort_id: int, by: Staff) -> None:
    """Write down that the class was why a certificate was given."""
    db.session.add(
        CertificateRequest(
            learner_id=learner_id,
            kind="core",
            locale="en",
            help_lines=False,
            status="approved",
            asked_at=clock.now(),
            decided_at=clock.now(),
            decided_by_id=by.id,
            certificate_id=certificate_id,
            cohort_id=cohort_id,
            asked_by_id=by.id,
        )
    )


def test_while_it_is_drawn_the_page_looks_again_by_itself_and_the_run_can_be_cancelled(
    desk: FlaskClient, app: Flask
) -> None:
    papers = certificates(["An"])
    desk.post(f"{ROOM}/new", data=LIST | {"numbers": papers[0].number})
    run = the_run()
    queue = jobs.queue_of(app)
    queue.immediate = False
    try:
        desk.post(f"{ROOM}/runs/{run.id}/start")
    finally:
        queue.flush()
        queue.immediate = True
    page = desk.get(f"{ROOM}/runs/{run.id}/")
    assert page.headers["Refresh"].startswith("5;")
    assert "0 of 1 certificates are drawn." in text_of(page)
    assert "Refresh" not in desk.get(f"{ROOM}/runs/{run.id}/?still=1").headers
    assert desk.get(f"{ROOM}/runs/{run.id}/files/1.pdf").status_code == 422
    assert "cancelled" in text_of(desk.post(f"{ROOM}/runs/{run.id}/cancel", follow_redirects=True))
    assert desk.post(f"{ROOM}/runs/{run.id}/cancel").status_code == 422


def test_a_drawn_run_warns_of_what_was_withdrawn_since(desk: FlaskClient) -> None:
    [paper] = certificates(["An"])
    desk.post(f"{ROOM}/new", data=LIST | {"numbers": paper.number})
    run = the_run()
    desk.post(f"{ROOM}/runs/{run.id}/start")
    take_back(paper)
    assert f"Do not hand their papers out: {paper.number}" in text_of(desk.get(f"{ROOM}/runs/{run.id}/"))


def test_what_cannot_be_drawn_names_the_certificate(desk: FlaskClient) -> None:
    papers = certificates(["An", "Bo \u10d0"])
    desk.post(f"{ROOM}/new", data=LIST | {"numbers": "\n".join(one.number for one in papers)})
    run = the_run()
    desk.post(f"{ROOM}/runs/{run.id}/start")
    text = text_of(desk.get(f"{ROOM}/runs/{run.id}/"))
    assert "could not be drawn" in text
    assert papers[1].number in text


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [("", "9", "Fill this in."), ("A1", "A9", "Write only the digits"), ("9", "1", "The last number is not right.")],
)
def test_a_box_that_is_no_row_of_numbers_is_refused(desk: FlaskClient, first: str, last: str, said: str) -> None:
    answer = desk.post(f"{ROOM}/stock", data={"prefix": "A", "first": first, "last": last, "centre": "0"})
    assert (answer.status_code, said in text_of(answer)) == (422, True)


def test_the_ledger_on_the_command_line_ends_with_one_where_it_does_not_balance(desk: FlaskClient, app: Flask) -> None:
    [paper] = certificates(["An"])
    desk.post(f"{ROOM}/new", data=LIST | {"numbers": paper.number})
    run = the_run()
    desk.post(f"{ROOM}/runs/{run.id}/start")
    desk.post(f"{ROOM}/stock", data={"prefix": "A", "first": "001", "last": "009", "centre": "0"})
    desk.post(f"{ROOM}/runs/{run.id}/sheets", data={"box": "1"})
    told = app.test_cli_runner().invoke(args=["printroom", "ledger"])
    assert told.exit_code == 1
    assert "nothing said of A001" in told.output
    desk.post(f"{ROOM}/runs/{run.id}/fine")
    told = app.test_cli_runner().invoke(args=["printroom", "ledger"])
    assert (told.exit_code, "balances, 8 blank of 9" in told.output) == (0, True)
    assert app.test_cli_runner().invoke(args=["printroom", "ledger", "--csv"]).output.startswith("what,run,sheets")
