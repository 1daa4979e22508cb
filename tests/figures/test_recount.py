"""Figures equal a recount by hand: raw SQL that shares no line with ours, on both databases (Show 4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from statistics import median_low
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from app.core.database import db
from app.course.queries import course
from app.figures.queries import all_sheets
from app.figures.rules import REST
from app.figures.services import count_figures
from app.figures.sheets import Sheet
from tests.certificates.people import a_programme
from tests.conftest import build_app
from tests.figures.generated import generate
from tests.postgres import postgres, postgres_server

__all__ = ["postgres", "postgres_server"]

PEOPLE = """
SELECT l.id, l.created_at, l.locale AS language,
  (SELECT trim(r.province) FROM learner_record r WHERE r.learner_id = l.id) AS province,
  (SELECT r.sex FROM learner_record r WHERE r.learner_id = l.id) AS sex,
  l.origin, l.destination, l.sector,
  c.origin AS class_origin, c.destination AS class_destination, c.sector AS class_sector, e.code AS centre
FROM learner l
LEFT JOIN cohort_member m ON m.learner_id = l.id
  AND NOT EXISTS (SELECT 1 FROM cohort_member n WHERE n.learner_id = l.id AND n.id > m.id)
LEFT JOIN cohort c ON c.id = m.cohort_id LEFT JOIN centre e ON e.id = c.centre_id
"""
TRIES = """
SELECT learner_id, module, passed, submitted_at FROM attempt
WHERE purpose = 'quiz' AND submitted_at IS NOT NULL AND learner_id IS NOT NULL ORDER BY submitted_at, id
"""
CHECKS = """
SELECT b.learner_id, b.right_count AS before_right, b.asked AS before_asked, a.right_count AS after_right,
  a.asked AS after_asked, a.submitted_at
FROM attempt b JOIN attempt a ON a.learner_id = b.learner_id AND a.purpose = 'after' WHERE b.purpose = 'before'
"""
PAPERS = "SELECT learner_id, kind, MIN(issued_at) AS at FROM certificate GROUP BY learner_id, kind"

Row = dict[str, Any]


@pytest.fixture(params=["sqlite", "postgresql"])
def installation(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application on a database of its own, with some hundred people and their figures."""
    env = {"DATABASE_URL": request.getfixturevalue("postgres")} if request.param == "postgresql" else {}
    app = build_app(tmp_path, **env)
    with app.app_context():
        a_programme()
        generate(240, seed=2)
        count_figures()
        yield app
        db.session.remove()
        db.engine.dispose()


def test_figures_equal_a_recount_by_hand(installation: Flask) -> None:
    people = {row["id"]: with_groups(row) for row in rows(PEOPLE)}
    sheets = all_sheets()
    of_year = {sheet.base: sheet for sheet in sheets if sheet.period == "2025"}
    assert {"joined", "core", "full", "checks", "quiz:M01", "quiz:M12"} <= set(of_year)

    tries = rows(TRIES)
    passed = {(one["learner_id"], one["module"]) for one in tries if one["passed"]}
    first: dict[tuple[int, str], Row] = {}
    for one in tries:
        first.setdefault((one["learner_id"], one["module"]), one)
    modules = [module.id for module in course().modules]

    for sheet in sheets:
        if sheet.base == "joined":
            mine = [person for person in people.values() if within(sheet, person["created_at"])]
            assert sheet.everybody.values == tuple(
                sum((person["id"], module) in passed for person in mine) for module in modules
            )
        elif sheet.base.startswith("quiz:"):
            tried = [
                one
                for (_, module), one in first.items()
                if f"quiz:{module}" == sheet.base and within(sheet, one["submitted_at"])
            ]
            mine = [people[one["learner_id"]] for one in tried]
            at_once = sum(bool(one["passed"]) for one in tried)
            assert sheet.everybody.values == (
                at_once,
                sum((one["learner_id"], one["module"]) in passed for one in tried),
            )
        elif sheet.base == "checks":
            both = [one for one in rows(CHECKS) if within(sheet, one["submitted_at"])]
            mine = [people[one["learner_id"]] for one in both]
            sums = [sum(one[name] for one in both) for name in ("before_right", "before_asked", "after_right")]
            assert sheet.everybody.values[:3] == tuple(sums)
        else:
            papers = [one for one in rows(PAPERS) if one["kind"] == sheet.base and within(sheet, one["at"])]
            mine = [people[one["learner_id"]] for one in papers]
            days = [(day(one["at"]) - day(people[one["learner_id"]]["created_at"])).days for one in papers]
            if len(days) >= 10:
                assert sheet.everybody.quartiles is not None
                assert sheet.everybody.quartiles[1] == median_low(days)
        same(sheet, mine)


def same(sheet: Sheet, mine: list[Row]) -> None:
    """Every figure of a sheet that is told is the true one."""
    assert sheet.everybody.people == len(mine)
    for dimension, groups in sheet.groups.items():
        true = Counter(person[dimension] for person in mine)
        told = {group: one.people for group, one in groups.items()}
        together = told.pop(REST, 0)
        assert told == {group: true[group] for group in told}
        assert together == sum(people for group, people in true.items() if group not in told)
    for (first, second), table in sheet.tables.items():
        true_cells = Counter((person[first], person[second]) for person in mine)
        for (one, other), people in table.people.items():
            if REST not in (one, other):
                assert people == true_cells[one, other]
        for cell, people in true_cells.items():
            if cell not in table.hidden and REST not in (
                groups_name(sheet, first, cell[0]),
                groups_name(sheet, second, cell[1]),
            ):
                assert table.at(cell) == people


def groups_name(sheet: Sheet, dimension: str, group: str) -> str:
    return group if group in sheet.groups[dimension] else REST


def with_groups(row: Row) -> Row:
    origin = row["origin"] or row["class_origin"] or ""
    destination = row["destination"] or row["class_destination"] or ""
    return row | {
        "province": row["province"] or "",
        "sex": row["sex"] or "",
        "centre": row["centre"] or "",
        "corridor": f"{origin}-{destination}" if origin or destination else "",
        "sector": row["sector"] or row["class_sector"] or "",
    }


def rows(statement: str) -> list[Row]:
    return [dict(row) for row in db.session.execute(text(statement)).mappings()]


def day(moment: str | datetime) -> datetime:
    return datetime.fromisoformat(str(moment)[:10])


def within(sheet: Sheet, moment: str | datetime) -> bool:
    months = (sheet.period, *sheet.with_months)
    return any(str(moment).startswith(one) for one in months)
