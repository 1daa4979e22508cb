"""The print room on both databases: parts are taken by one worker only, and the sheets of a box by one run only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.exc import DatabaseError

from app.accounts.models import Staff
from app.core.database import db, unit_of_work
from app.core.permissions import Role
from app.printroom import claiming, recording
from app.printroom.ledger import ledger
from app.printroom.models import PrintPart, PrintPlace, PrintRun
from app.printroom.rules import PartState, State, Why
from app.printroom.stock import box_by_id, register_box, take_sheets
from app.printroom.stock_models import SheetOutcome
from tests.conftest import build_app
from tests.learners.people import a_staff
from tests.postgres import postgres, postgres_server
from tests.printroom.people import certificates
from tests.printroom.test_runs import a_run

__all__ = ["postgres", "postgres_server"]

PARTS = 12


@pytest.fixture(params=["sqlite", "postgresql"])
def own_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application with a database of its own, in which threads really meet."""
    more = {} if request.param == "sqlite" else {"DATABASE_URL": request.getfixturevalue("postgres")}
    app = build_app(tmp_path, **more)
    yield app
    with app.app_context():
        db.engine.dispose()


def test_two_workers_never_have_one_part_and_two_runs_never_one_sheet(own_app: Flask) -> None:
    with own_app.app_context():
        officer = a_staff(Role.OFFICER)
        papers = certificates([f"Person {place:02d}" for place in range(PARTS)])
        runs = [a_run(officer, papers).id for _run in range(3)]
        split(runs[0])
        box = register_box(prefix="A", first=1, last=100, digits=3, by=officer).id
        officer_id = officer.id
    with ThreadPoolExecutor(4) as pool:
        taken = [number for found in pool.map(lambda _lane: claims(own_app, runs[0]), range(4)) for number in found]
        list(pool.map(lambda run: takes(own_app, run, box, officer_id), runs[1:]))
    assert Counter(taken) == Counter(range(1, PARTS + 1))
    with own_app.app_context():
        first, second = (db.session.get_one(PrintRun, run) for run in runs[1:])
        by = db.session.get_one(Staff, officer_id)
        first_sheet = recording.laid(first)[1].serial
        assert recording.note_jam(run=first, first=first_sheet, count=1, why=Why.JAM, by=by) == 2
        recording.note_all_fine(run=first, by=by)
        recording.note_all_fine(run=second, by=by)
        assert ledger().balances
        assert [one.left for one in ledger().boxes] == [100 - 2 * PARTS - 1]


def test_the_tables_of_the_sheets_only_grow(own_app: Flask) -> None:
    with own_app.app_context():
        officer = a_staff(Role.OFFICER)
        run = a_run(officer, certificates(["An"]))
        drawn(run)
        take_sheets(run=run, box=register_box(prefix="A", first=1, last=9, digits=1, by=officer), by=officer)
        recording.note_all_fine(run=run, by=officer)
        for table in ("print_place", "sheet_box", "sheet_taking", "sheet_outcome"):
            with pytest.raises(DatabaseError):
                db.session.connection().exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - named here
            db.session.rollback()
        row = db.session.execute(select(SheetOutcome.__table__)).mappings().one()
        with pytest.raises(DatabaseError):
            db.session.execute(insert(SheetOutcome).values({**row, "id": None, "sheet": 2}))
        db.session.rollback()


@unit_of_work()
def split(run_id: int) -> None:
    """Give each certificate of a run a part of its own, and have it drawn."""
    db.session.get_one(PrintRun, run_id).state = State.DRAWING.value
    db.session.delete(db.session.get_one(PrintPart, (run_id, 1)))
    db.session.flush()
    places = db.session.scalars(select(PrintPlace.place).where(PrintPlace.run_id == run_id)).all()
    db.session.add_all(
        PrintPart(
            run_id=run_id,
            number=place,
            first_place=place,
            last_place=place,
            first_sheet=place,
            last_sheet=place,
            state=PartState.WAITING.value,
        )
        for place in places
    )


@unit_of_work()
def drawn(run: PrintRun) -> None:
    """Say that a run is drawn; what it looks like does not matter here."""
    run.state = State.DRAWN.value


def claims(app: Flask, run_id: int) -> list[int]:
    with app.app_context():
        found = []
        while task := claiming.claim(run_id):
            found.append(task.number)
        return found


def takes(app: Flask, run_id: int, box_id: int, officer_id: int) -> None:
    with app.app_context():
        run = db.session.get_one(PrintRun, run_id)
        drawn(run)
        take_sheets(run=run, box=box_by_id(box_id), by=db.session.get_one(Staff, officer_id))
