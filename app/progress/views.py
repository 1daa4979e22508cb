"""The trainer's pages of how a class gets on."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from flask import Blueprint, Flask, render_template
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.cohorts.looking import seen_cohort
from app.cohorts.models import Cohort
from app.cohorts.ways import CohortWay, register_way
from app.core.permissions import Permission
from app.course.catalogue import Module, QuestionText
from app.course.queries import course
from app.printing.door import behind
from app.programme.queries import current_programme
from app.programme.rules import Award
from app.progress.queries import checks_of, matrix_of, misses_of
from app.progress.rules import FEWEST_PEOPLE, Missed
from app.progress.tables import Table, table_of
from app.rosters.exporting import defused
from app.web.access import requires
from app.web.files import handed
from app.web.localisation import current_locale

progress = Blueprint("progress", __name__, url_prefix="/<locale:locale>/staff/classes/<int:cohort_id>")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class ShownMiss:
    """A question that the class misses, with its words."""

    missed: Missed
    module: Module
    text: QuestionText


def init_progress(app: Flask) -> None:
    """Have each class offer its progress."""
    register_way(app, CohortWay("progress.matrix", _l("How the class gets on"), 60))


@progress.get("/progress")
@requires(Permission.LEAD_COHORTS)
def matrix(cohort_id: int) -> str:
    """Show learners by modules, and first of all who needs help."""
    cohort = seen_cohort(cohort_id)
    return render_template("progress/matrix.html", cohort=cohort, table=_table(cohort))


@progress.get("/progress.xlsx")
@requires(Permission.LEAD_COHORTS)
def as_xlsx(cohort_id: int) -> Response:
    """Give the table of the page as a workbook."""
    cohort = seen_cohort(cohort_id)
    table, writing = _table(cohort), behind("app.rosters.writing")
    page = writing.Page(
        title=cohort.code,
        headings=[heading.words for heading in table.headings],
        rows=[row.cells() for row in table.rows],
    )
    return handed(writing.write_xlsx(page), _XLSX, f"progress-{cohort.code}.xlsx")


@progress.get("/progress.csv")
@requires(Permission.LEAD_COHORTS)
def as_csv(cohort_id: int) -> Response:
    """Give the table of the page as CSV in UTF-8; nothing in it is a formula."""
    cohort = seen_cohort(cohort_id)
    table, target = _table(cohort), io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow([heading.words for heading in table.headings])
    writer.writerows([defused(cell) for cell in row.cells()] for row in table.rows)
    return handed(target.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", f"progress-{cohort.code}.csv")


@progress.get("/progress/questions")
@requires(Permission.LEAD_COHORTS)
def questions(cohort_id: int) -> str:
    """Show what the class misses, and what it knew before and after; never one person's answers."""
    cohort = seen_cohort(cohort_id)
    return render_template(
        "progress/questions.html",
        cohort=cohort,
        misses=[_shown(missed) for missed in misses_of(cohort)],
        checks=checks_of(cohort),
        fewest=FEWEST_PEOPLE,
    )


def _table(cohort: Cohort) -> Table:
    """Put a class into words, in the modules its award asks for."""
    rule, award = current_programme().completion, Award(cohort.award)
    asked = [module for module in course().modules if rule.asks_for(award, module.id, core=module.core)]
    return table_of(matrix_of(cohort, asked))


def _shown(missed: Missed) -> ShownMiss:
    question = course().question(missed.question)
    module = next(module for module in course().modules if question in module.questions)
    return ShownMiss(missed, module, course().question_text(question, current_locale().tag))
