"""Some hundred invented people in the database, made fast: who joined, passed, was checked and got certificates."""

from __future__ import annotations

import random
import secrets
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func, insert, select

from app.certificates.codes import new_code
from app.certificates.models import Certificate
from app.cohorts.models import Cohort, CohortMember
from app.core.database import db, unit_of_work
from app.course.queries import course
from app.learners.models import Learner
from app.learners.record_models import LearnerRecord
from app.programme.centre_models import Centre
from app.quizzes.models import Attempt

PROVINCES = ("Kandal", "Takeo", "Kampot", "Pailin", None)
SEXES = ("female", "male", "other", None)
JOURNEYS = (("KH", "TH"), ("KH", "MY"), ("KH", "KR"), (None, None))
SECTORS = ("home", "fishing", "factory", None)
LOCALES = ("km", "en", "my")
CENTRES = ("PNH-01", "SRP-01", "BTB-01")


def generate(people: int = 400, *, seed: int = 1, year: int = 2025) -> None:
    """Fill a database: people join over a year, and half of them finish."""
    chance = random.Random(seed)
    with unit_of_work():
        first = (db.session.scalar(select(func.max(Learner.id))) or 0) + 1
        cohorts = _classes()
        modules = [module.id for module in course().modules]
        made: dict[type[object], list[dict[str, object]]] = {
            Learner: [],
            LearnerRecord: [],
            CohortMember: [],
            Attempt: [],
            Certificate: [],
        }
        for number in range(first, first + people):
            joined = datetime(year, 1, 1, 6, tzinfo=UTC) + timedelta(days=int(360 * chance.random() ** 1.5))
            _person(made, chance, number, joined, cohorts, modules)
        for model, rows in made.items():
            if rows:
                db.session.execute(insert(model), rows)


def _classes() -> list[int]:
    ids = []
    for place, code in enumerate(CENTRES):
        centre = Centre(code=code, name=f"Centre {code}", province="Kandal", time_zone="Asia/Phnom_Penh", is_open=True)
        db.session.add(centre)
        db.session.flush()
        cohort = Cohort(
            code=f"ABCD{place}X",
            title=f"Group {place}",
            centre_id=centre.id,
            award="core",
            locales=["km"],
            origin="KH",
            destination=("TH", "MY", None)[place],
            sector="factory" if place else None,
            starts_on=date(2025, 1, 1),
            ends_on=date(2025, 12, 31),
            created_at=datetime(2025, 1, 1, tzinfo=UTC),
        )
        db.session.add(cohort)
        db.session.flush()
        ids.append(cohort.id)
    return ids


def _person(
    made: dict[type[object], list[dict[str, object]]],
    chance: random.Random,
    number: int,
    joined: datetime,
    cohorts: list[int],
    modules: list[str],
) -> None:
    origin, destination = chance.choices(JOURNEYS, (9, 5, 1, 4))[0]
    made[Learner].append(
        {
            "id": number,
            "number": f"{number:09}",
            "name_latin": "TESTPERSON",
            "name_key": "testperson",
            "locale": chance.choices(LOCALES, (20, 4, 1))[0],
            "origin": origin,
            "destination": destination,
            "sector": chance.choices(SECTORS, (4, 1, 8, 6))[0],
            "session_token": "x",
            "pin_is_given": False,
            "created_at": joined,
        }
    )
    if chance.random() < 0.8:
        province = chance.choices(PROVINCES, (20, 9, 3, 1, 4))[0]
        sex = chance.choices(SEXES, (30, 25, 1, 4))[0]
        made[LearnerRecord].append({"learner_id": number, "sex": sex, "province": province, "written_at": joined})
    if chance.random() < 0.7:
        made[CohortMember].append(
            {
                "cohort_id": chance.choices(cohorts, (9, 4, 1))[0],
                "learner_id": number,
                "seat": number,
                "joined_at": joined,
                "left_at": None,
            }
        )
    _learns(made, chance, number, joined, modules)


def _learns(
    made: dict[type[object], list[dict[str, object]]],
    chance: random.Random,
    number: int,
    joined: datetime,
    modules: list[str],
) -> None:
    at = joined + timedelta(days=chance.randint(0, 5))
    if chance.random() < 0.6:
        made[Attempt].append(_attempt(number, "before", "", at, chance.randint(3, 9), passed=False))
    for place, module in enumerate(modules):
        if chance.random() < 0.04:
            return
        for _tries in range(3):
            at += timedelta(hours=chance.randint(1, 60))
            passed = chance.random() < 0.7
            made[Attempt].append(_attempt(number, "quiz", module, at, 7 if passed else 4, passed=passed))
            if passed:
                break
        if place == 5:
            made[Certificate].append(_certificate(number, "core", at, 2 * number))
    if chance.random() < 0.7:
        made[Attempt].append(_attempt(number, "after", "", at, chance.randint(6, 12), passed=False))
    made[Certificate].append(_certificate(number, "full", at, 2 * number + 1))


def _attempt(number: int, purpose: str, module: str, at: datetime, right: int, *, passed: bool) -> dict[str, object]:
    return {
        "token": secrets.token_hex(16),
        "learner_id": number,
        "purpose": purpose,
        "taken": "own",
        "module": module,
        "course_version": "1",
        "course_digest": "",
        "locale": "km",
        "draw": [],
        "responses": {},
        "started_at": at,
        "submitted_at": at,
        "asked": 8 if module else 12,
        "right_count": right,
        "must_know_right": passed,
        "passed": passed,
    }


def _certificate(number: int, kind: str, at: datetime, serial: int) -> dict[str, object]:
    return {
        "number": f"XX-TEST-{at.year % 100}-{serial:06}",
        "issuer": "XX-TEST",
        "year": at.year % 100,
        "serial": serial,
        "code": f"{new_code()}",
        "learner_id": number,
        "kind": kind,
        "course_version": "1",
        "statement": "{}",
        "issued_at": at,
    }
