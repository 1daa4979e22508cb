"""Joining a class by its code: scanned from the poster, or typed.

Who has no account makes one first; meanwhile the code waits in the session, for an hour, because phones are shared.
"""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from app.cohorts.errors import NoSuchClass, TooManyCodes
from app.cohorts.forms import CodeForm
from app.cohorts.guessing import check_guesser, count_miss
from app.cohorts.models import Cohort
from app.cohorts.queries import cohort_by_code
from app.cohorts.services import CODE_SIGNS, add_member, place_of
from app.core import clock
from app.core.codes import read_code
from app.learners.models import Learner
from app.learners.session import current_learner
from app.programme.centres import centre_by_id
from app.web.access import public
from app.web.forms import ButtonForm

joining = Blueprint("joining", __name__, url_prefix="/<locale:locale>/class")
WAITING = "class"
WAITS_SECONDS = 60 * 60
Page = Response | str | tuple[str, int]


@joining.get("")
@public
def by_code() -> Page:
    """Ask for the code."""
    form = CodeForm(request.args)
    if not form.code.data:
        return render_template("cohorts/by-code.html", form=form)
    cohort, status = _found(form.code.data, form)
    if cohort is None:
        return render_template("cohorts/by-code.html", form=form), status
    return redirect(url_for("joining.offer", code=cohort.code), 303)


@joining.route("/<code>", methods=["GET", "POST"])
@public
def offer(code: str) -> Page:
    """Show what one joins; take in who has an account, and keep the code for who makes one."""
    form = CodeForm(formdata=None, code=code)
    cohort, status = _found(code, form)
    if cohort is None:
        return render_template("cohorts/by-code.html", form=form), status
    learner = current_learner()
    if request.method == "GET":
        return _offer_page(cohort, learner)
    if learner is not None:
        add_member(cohort=cohort, learner=learner)
        return redirect(url_for("joining.offer", code=cohort.code), 303)
    session[WAITING] = [cohort.code, int(clock.now().timestamp())]
    return redirect(url_for("learners.join"), 303)


@joining.app_template_global()
def waiting_class() -> Cohort | None:
    """Find the class whose code waits for an account to be made, if it may still be joined."""
    code, since = session.get(WAITING) or ("", 0)
    if not code or clock.now().timestamp() - since > WAITS_SECONDS:
        return None
    cohort = cohort_by_code(code)
    return cohort if cohort is not None and cohort.is_open else None


def carry_class(learner: Learner) -> None:
    """Take who made an account into the class whose code waits."""
    cohort = waiting_class()
    if cohort is not None:
        add_member(cohort=cohort, learner=learner)
    session.pop(WAITING, None)


def _offer_page(cohort: Cohort, learner: Learner | None) -> str:
    return render_template(
        "cohorts/offer.html",
        cohort=cohort,
        centre=centre_by_id(cohort.centre_id),
        learner=learner,
        place=place_of(cohort, learner.id) if learner else None,
        form=ButtonForm(),
    )


def _found(typed: str, form: CodeForm) -> tuple[Cohort | None, int]:
    """Find a class by a code as people type it, or say beside the field why not, the same for any wrong code."""
    address, learner = request.remote_addr or "", current_learner()
    try:
        check_guesser(address, learner)
    except TooManyCodes as wait:
        form.code.errors = [wait.message]
        return None, 429
    code = read_code(typed, CODE_SIGNS)
    cohort = cohort_by_code(code) if code else None
    if cohort is None:
        count_miss(address, learner)
        form.code.errors = [NoSuchClass.message]
    return cohort, 200 if cohort else 404
