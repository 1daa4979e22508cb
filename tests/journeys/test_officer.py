"""An officer with a second factor: from five hundred requests to five hundred papers on numbered sheets.

The worker that draws is killed in the middle and another one comes; at sheet 237 the paper jams.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import func, select

from app.certificates.class_asking import request_for_class
from app.certificates.log_models import CertificateEvent
from app.core import clock, jobs
from app.core.collation import sort_key
from app.core.database import db, unit_of_work
from app.core.permissions import Role
from app.printroom.models import PrintPart, PrintRun
from app.printroom.queries import numbers_of, places_of
from app.printroom.rules import PartState, State
from tests.browser import Live, Visits, serve
from tests.certificates.classes import SESSIONS, a_class_that_met, were_at
from tests.certificates.people import complete, core_modules
from tests.cohorts.people import a_member, a_trainer
from tests.journeys.officer import Officer, Worker, is_running, leave_work_to_a_worker, until
from tests.learners.people import a_staff

EQUAL = "Sok Dara"
FAMILIES = ("Chea", "Kim", "Meas", "Ngin", "Prak", "Sok", "Yim", "Đỗ")


@dataclass(frozen=True)
class Size:
    """How large a journey is."""

    people: int
    equal: int
    drawn: int
    """Parts that are drawn when the worker is killed."""
    jam: int
    pages: int
    """The most pages of a file."""


SMALL, WHOLE = Size(30, 3, 0, 17, 40), Size(500, 12, 6, 237, 400)


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    """A server of its own, whose jobs are left to a worker."""
    live = serve(tmp_path / "officer")
    leave_work_to_a_worker(live)
    yield live
    jobs.queue_of(live.app).storage.close()
    live.stop()


@pytest.fixture
def worker(live: Live, tmp_path: Path) -> Iterator[Worker]:
    worker = Worker(live.app, tmp_path / "worker.log")
    yield worker
    worker.stop()


@pytest.mark.parametrize("size", [pytest.param(SMALL, id="30"), pytest.param(WHOLE, id="500", marks=pytest.mark.long)])
def test_an_officer_approves_a_class_and_prints_it(live: Live, visits: Visits, worker: Worker, size: Size) -> None:
    with live.app.app_context():
        a_class(names(size))
        officer = Officer(visits.desktop(), a_staff(Role.OFFICER).username)
    officer.signs_in_with(officer.sets_up_a_second_factor())
    worker.start()
    officer.approves_everybody()
    officer.registers_a_box("A", size.people + 100)
    run = officer.puts_in_order("Monday group", size.pages)

    officer.presses("start")
    until(lambda: part_states(live, run).get("drawn", 0) >= size.drawn and part_states(live, run).get("taken"))
    below = worker.is_killed()
    left = part_states(live, run)
    assert left.get("taken"), "killed in the middle of a part"
    assert left.get("waiting")
    until(lambda: not any(map(is_running, below)))
    worker.start()
    until(lambda: state_of(live, run) == State.DRAWN)

    officer.page.goto(f"/en/staff/print/runs/{run}/")
    expected = order_of(live, run, size)
    files = officer.page.locator("main a[href*='/files/']")
    assert files.count() == -(-size.people * 2 // size.pages)
    pages: list[str] = []
    for place in range(files.count()):
        pages += pages_of(officer.takes(f"main a[href$='/files/{place + 1}.pdf']"))
    assert_in_order(pages, expected)

    officer.page.select_option("#box", index=0)
    officer.presses("sheets")
    officer.tells_of_a_jam(f"A{size.jam:06}", 2)
    assert f"Printing goes on with place {size.jam}." in officer.page.inner_text("[role=status]")
    assert_in_order(pages_of(officer.takes("main a[href$='rest.pdf']")), expected[size.jam - 1 :])
    officer.presses("fine")
    assert "Every sheet of this run is printed." in officer.page.inner_text("main")
    officer.page.goto("/en/staff/print/ledger")
    assert "Everything balances" in officer.page.inner_text("main")
    told = live.app.test_cli_runner().invoke(args=["printroom", "ledger"])
    counts = f"taken {size.people + 2} = printed {size.people} + spoiled 2 + back 0, balances"
    assert (told.exit_code, counts in told.output) == (0, True)
    assert printed_again(live) == list(expected[size.jam - 1 : size.jam + 1])


def names(size: Size) -> list[str]:
    """As many names as people, some of them the same, in no order."""
    others = [f"{FAMILIES[place % len(FAMILIES)]} {place * 37 % 1000:03}" for place in range(size.people - size.equal)]
    step = len(others) // size.equal
    for place in range(size.equal):
        others.insert(place * (step + 1), EQUAL)
    return others


def a_class(people: Sequence[str]) -> None:
    """A class that met, whose trainer asked for everybody's certificate."""
    trainer = a_trainer()
    cohort = a_class_that_met(trainer)
    with unit_of_work():
        learners = [a_member(cohort, native=None, latin=name) for name in people]
        for learner in learners:
            complete(learner, core_modules())
    were_at(cohort, SESSIONS, learners, trainer)
    request_for_class(cohort=cohort, learner_ids=[one.id for one in learners], by=trainer)
    clock.reset()


def part_states(live: Live, run: int) -> dict[str, int]:
    """Count the parts of a run by their state."""
    with live.app.app_context():
        query = select(PrintPart.state, func.count()).where(PrintPart.run_id == run).group_by(PrintPart.state)
        return {PartState(state).value: count for state, count in db.session.execute(query)}


def state_of(live: Live, run: int) -> str:
    with live.app.app_context():
        return str(db.session.get_one(PrintRun, run).state)


def order_of(live: Live, run: int, size: Size) -> Sequence[str]:
    """Give the numbers of a run in its order, which is that of the names, and of the numbers where these are equal."""
    with live.app.app_context():
        places = places_of(run, limit=size.people)
        keys = [(sort_key(one.names[0], "en"), one.number) for one in places]
        assert keys == sorted(keys)
        assert sum(one.names == (EQUAL,) for one in places) == size.equal
        return list(numbers_of(run))


def pages_of(file: bytes) -> list[str]:
    """Read the front of each sheet; on the back are the numbers to call."""
    with pypdfium2.PdfDocument(file) as pdf:
        return [pdf[place].get_textpage().get_text_range() for place in range(0, len(pdf), 2)]


def assert_in_order(pages: Sequence[str], numbers: Sequence[str]) -> None:
    """Find each certificate once, where it belongs."""
    assert len(pages) == len(numbers) == len(set(numbers))
    assert all(number in page for number, page in zip(numbers, pages, strict=True))


def printed_again(live: Live) -> list[str]:
    with live.app.app_context():
        query = select(CertificateEvent.number).where(CertificateEvent.act == "reprinted").order_by(CertificateEvent.id)
        return list(db.session.scalars(query))
