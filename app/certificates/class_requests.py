"""The trainer's page of a class's certificates: who has one, who is due, what the others lack, and asking for them."""

from __future__ import annotations

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.accounts.session import signed_in_staff
from app.certificates.class_asking import request_for_class
from app.certificates.class_standing import class_standing
from app.certificates.errors import NobodyChosen
from app.certificates.life_words import DECLINE_STEPS, DECLINE_WORDS
from app.certificates.missing_words import missing_words
from app.cohorts.models import Cohort
from app.cohorts.queries import own_cohort
from app.cohorts.services import note_look
from app.cohorts.ways import CohortWay, register_way
from app.core.permissions import Permission
from app.course.queries import course
from app.programme.queries import current_programme
from app.web.access import requires
from app.web.forms import ButtonForm
from app.web.localisation import current_locale

class_requests = Blueprint("class_requests", __name__, url_prefix="/<locale:locale>/staff/classes")
class_requests.add_app_template_filter(missing_words)
Page = Response | str | tuple[str, int]


def init_class_requests(app: Flask) -> None:
    """Have each class offer its certificates."""
    register_way(app, CohortWay("class_requests.page", _l("Certificates"), 70))


@class_requests.route("/<int:cohort_id>/certificates", methods=["GET", "POST"])
@requires(Permission.LEAD_COHORTS)
def page(cohort_id: int) -> Page:
    """Show how everybody stands, and ask for the certificates of those who are ticked."""
    staff = signed_in_staff()
    cohort = own_cohort(staff, cohort_id)
    if request.method == "GET":
        note_look(cohort=cohort, by=staff)
        return _page(cohort)
    try:
        request_for_class(cohort=cohort, learner_ids=set(request.form.getlist("learner", type=int)), by=staff)
    except NobodyChosen as problem:
        return _page(cohort, problem), 422
    return redirect(url_for("class_requests.page", cohort_id=cohort.id), 303)


def _page(cohort: Cohort, problem: NobodyChosen | None = None) -> str:
    return render_template(
        "certificates/class_requests.html",
        cohort=cohort,
        standing=class_standing(cohort),
        titles={module.id: course().module_text(module, current_locale().tag) for module in course().modules},
        declines=DECLINE_WORDS,
        steps=DECLINE_STEPS,
        form=ButtonForm(),
        problem=problem,
        alone=not current_programme().approval_needed,
    )
