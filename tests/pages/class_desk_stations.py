"""The tools for a class: attendance, lessons, quizzes, papers, progress, rosters; and the officers' signals."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from io import BytesIO

from flask import Flask
from PIL import Image

from app.accounts.models import Staff
from app.answersheets.models import SheetReading
from app.answersheets.sending import keep_file
from app.answersheets.services import draw_of, print_sheets, wanted_of
from app.cohorts.enrolling import add_members
from app.cohorts.models import Cohort
from app.cohorts.queries import members_of
from app.core import clock
from app.core.database import db, unit_of_work
from app.course.queries import course
from app.integrity.happenings import Kind
from app.integrity.models import IntegritySignal
from tests.cohorts.people import a_cohort, a_member, a_trainer
from tests.learners.people import a_staff
from tests.pages.visitor import Answer, Visitor

FIGURES = {
    Kind.TOO_FAST: {"module": "M03", "seconds": 4, "needed": 33},
    Kind.SAME_MISTAKES: {"both_wrong": 8, "same": 8},
    Kind.ALL_ALIKE: {"people": 26, "modules": 3},
    Kind.OUTSIDE_SESSION: {"marks": 12},
    Kind.TWO_PLACES: {"sessions": 2},
    Kind.TRAINER_TWICE: {"sessions": 2},
    Kind.QUIZ_OUTSIDE: {"module": "M03", "taken": "paper", "day": "2026-03-09", "people": 30},
    Kind.QUIZ_TWO_PLACES: {"module": "M03"},
    Kind.ALL_AT_ONCE: {"people": 30, "modules": 12, "minutes": 59, "designed": 420},
    Kind.ROSTER_AFTER_EXAM: {"people": 8},
}


def desk_stations(
    app: Flask, locale: str, trainer: Visitor, page: str, officer: Visitor
) -> Iterator[tuple[str, Answer]]:
    """Go through all tools of a class that has people and a plan."""
    cohort_id = int(page.rsplit("/", 1)[1])
    for name in ("attendance", "attendance/2", "show", "quiz", "hand-over", "progress", "progress/questions", "roster"):
        yield name, trainer.goes_to(f"{page}/{name}")
    yield from _rosters(trainer, page)
    yield from _papers(app, trainer, page, cohort_id)
    yield from _strangers(app, trainer, page, cohort_id)
    yield from _signals(app, officer, cohort_id)


def _rosters(trainer: Visitor, page: str) -> Iterator[tuple[str, Answer]]:
    asked = trainer.goes_to(f"{page}/roster")
    yield "roster without a file", trainer.sends(asked, "/roster")


def _papers(app: Flask, trainer: Visitor, page: str, cohort_id: int) -> Iterator[tuple[str, Answer]]:
    yield "quiz on paper", trainer.goes_to(f"{page}/paper")
    with app.app_context():
        code = _read_sheet(db.session.get_one(Cohort, cohort_id), a_trainer())
    yield "sheets to decide", trainer.goes_to(f"{page}/paper")
    sheet = trainer.goes_to(f"{page}/paper/sheets/{code}")
    yield "sheet", sheet
    yield "sheet undecided", trainer.sends(sheet, f"/{code}")
    yield "photos being read", trainer.goes_to(f"{page}/paper/reading")
    yield "nothing sent", trainer.sends(trainer.goes_to(f"{page}/paper"), "/photos")


def _read_sheet(cohort: Cohort, by: Staff) -> str:
    """Print sheets, have one read whose first row is not clear, and leave a file that waits; the sheet's code."""
    printed = print_sheets(cohort=cohort, module=course().module_by_id("M03"), by=by)
    sheet, picture = printed[0].sheet, BytesIO()
    Image.new("L", (420, 60), 240).save(picture, "PNG")
    rows = [[list(range(wanted)), place > 0] for place, wanted in enumerate(wanted_of(sheet))]
    assert len(rows) == len(draw_of(sheet))
    with unit_of_work():
        pictures = {"0": b64encode(picture.getvalue()).decode()}
        reading = SheetReading(sheet_id=sheet.id, at=clock.now(), by_id=by.id, rows=rows, pictures=pictures)
        db.session.add(reading)
    keep_file(cohort=cohort, name="IMG_20260309_101530.jpg", stream=BytesIO(b"waits"), batch="b", by=by)
    code: str = sheet.code
    return code


def _strangers(app: Flask, trainer: Visitor, page: str, cohort_id: int) -> Iterator[tuple[str, Answer]]:
    """Meet somebody of another trainer's class, and a name that cannot be printed."""
    with app.app_context():
        cohort = db.session.get_one(Cohort, cohort_id)
        learner = a_member(a_cohort(a_trainer()))
        add_members(cohort=cohort, learner_ids=[learner.id], by=a_staff())
        a_member(cohort, native="\N{DESERET CAPITAL LETTER LONG I}", latin=None)
        learner_id = members_of(cohort)[-2].learner.id
    yield "person of another class", trainer.goes_to(f"{page}/people/{learner_id}")
    yield "cards with doubts", trainer.goes_to(f"{page}/cards")


def _signals(app: Flask, officer: Visitor, cohort_id: int) -> Iterator[tuple[str, Answer]]:
    yield "no signals", officer.goes_to("/staff/signals")
    with app.app_context(), unit_of_work():
        learners = [member.learner.id for member in members_of(db.session.get_one(Cohort, cohort_id))][:2]
        made = [
            IntegritySignal(
                cohort_id=cohort_id, kind=kind.value, key="a", learners=learners, figures=figures, raised_at=clock.now()
            )
            for kind, figures in FIGURES.items()
        ]
        db.session.add_all(made)
        db.session.flush()
        ids = {signal.kind: signal.id for signal in made}
    yield "signals", officer.goes_to("/staff/signals")
    for kind in (Kind.QUIZ_OUTSIDE, Kind.ALL_AT_ONCE):
        shown = officer.goes_to(f"/staff/signals/{ids[kind.value]}")
        yield f"signal {kind}", shown
    refused = officer.sends(shown, f"/{ids[kind.value]}", note="They told me.")
    yield "signal refused", refused
    officer.sends(refused, f"/{ids[kind.value]}", verdict="explained")
    yield "signal decided", officer.goes_to(f"/staff/signals/{ids[kind.value]}")
