"""The officer's desk: requests that wait, class by class, with the evidence about each person."""

from __future__ import annotations

import secrets

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.session import signed_in_staff
from app.audit.rules import Actor, Subject
from app.audit.services import record_look
from app.certificates.acts import EVIDENCE_SEEN, REQUESTS_SEEN
from app.certificates.approving import decline_request, withdraw_approval
from app.certificates.cases import CasePage, case_page
from app.certificates.evidence import classes_of, open_signals_about, tries_of_many
from app.certificates.evidence_rules import summed
from app.certificates.life_forms import DeclineForm
from app.certificates.missing_words import missing_words
from app.certificates.queries import learner_of, request_by_id
from app.certificates.queue import AGES, QueueFilter, count_waiting, group_of, queue_page
from app.core.errors import Refused
from app.core.permissions import Permission
from app.course.queries import course
from app.integrity.wording import TITLES
from app.learners.models import Learner
from app.programme.centres import all_centres
from app.programme.queries import current_programme
from app.web.access import requires
from app.web.forms import ButtonForm
from app.web.localisation import current_locale
from app.web.waiting import register_waiting

certificate_desk = Blueprint("certificate_desk", __name__, url_prefix="/<locale:locale>/staff")
Page = Response | str | tuple[str, int]
_LARGEST_ID = 2**31 - 1


def init_certificate_desk(app: Flask) -> None:
    """Have the staff's first page say how many requests wait."""
    register_waiting(app, "certificate_desk.requests", count_waiting)


@certificate_desk.get("/requests")
@requires(Permission.DECIDE_CERTIFICATES)
def requests() -> str:
    """List the classes for which requests wait, that with the oldest first."""
    chosen = _chosen()
    return render_template(
        "certificates/requests.html",
        queue=queue_page(chosen, request.args.get("page", 1, type=int)),
        chosen=chosen,
        centres=all_centres(),
        ages=AGES,
        me=signed_in_staff(),
        second_approval=current_programme().second_approval,
    )


@certificate_desk.get("/requests/class/<int:class_id>")
@certificate_desk.get("/requests/alone", defaults={"class_id": None})
@requires(Permission.DECIDE_CERTIFICATES)
def people(class_id: int | None) -> str:
    """Show who of a class waits, or who asked without one, and what speaks for each."""
    subject = Subject("request") if class_id is None else Subject("cohort", class_id)
    page = people_page(class_id)
    record_look(REQUESTS_SEEN, actor=Actor.staff(signed_in_staff().id), subject=subject)
    return page


def people_page(class_id: int | None, problem: Refused | None = None) -> str:
    """Draw the page of a group."""
    staff, after, days = signed_in_staff(), _number("after"), _number("days")
    return render_template(
        "certificates/request_group.html",
        class_id=class_id,
        group=group_of(class_id),
        page=_cases(class_id, after, days),
        days=days,
        me=staff,
        second_approval=current_programme().second_approval,
        modules=len(course().modules),
        missing_words=missing_words,
        token=secrets.token_hex(16),
        form=ButtonForm(),
        problem=problem,
    )


@certificate_desk.route("/requests/<int:request_id>/decline", methods=["GET", "POST"])
@requires(Permission.DECIDE_CERTIFICATES)
def decline(request_id: int) -> Page:
    """Return one request, with a reason that the learner and the trainer read."""
    waiting, form = request_by_id(request_id), DeclineForm()
    problem: Refused | None = None
    if request.method == "POST" and form.validate():
        try:
            decline_request(request=waiting, reason=form.chosen, note=form.note.data, by=signed_in_staff())
        except Refused as refused:
            problem = refused
        else:
            return redirect(_group_address(waiting.cohort_id), 303)
    page = render_template(
        "certificates/decline.html", waiting=waiting, learner=learner_of(waiting), form=form, problem=problem
    )
    return page if request.method == "GET" else (page, 422)


@certificate_desk.post("/requests/<int:request_id>/withdraw")
@requires(Permission.DECIDE_CERTIFICATES)
def withdraw(request_id: int) -> Page:
    """Take a first approval back."""
    waiting = request_by_id(request_id)
    try:
        withdraw_approval(request=waiting, by=signed_in_staff())
    except Refused as problem:
        return people_page(waiting.cohort_id, problem), 422
    return redirect(_group_address(waiting.cohort_id), 303)


@certificate_desk.get("/requests/<int:request_id>/evidence")
@requires(Permission.DECIDE_CERTIFICATES)
def evidence(request_id: int) -> str:
    """Show how somebody earned what is asked for: every try and every session."""
    waiting = request_by_id(request_id)
    return evidence_page(learner_of(waiting), _group_address(waiting.cohort_id))


def evidence_page(learner: Learner, back: str) -> str:
    """Draw the page of the evidence about somebody; the look is noted."""
    record_look(EVIDENCE_SEEN, actor=Actor.staff(signed_in_staff().id), subject=Subject("learner", learner.id))
    tries, locale = tries_of_many([learner.id]).get(learner.id, []), current_locale().tag
    return render_template(
        "certificates/evidence.html",
        learner=learner,
        tries=tries,
        sums=summed(tries),
        classes=classes_of(learner),
        signals=open_signals_about([learner.id]).get(learner.id, []),
        signal_titles={kind.value: words for kind, words in TITLES.items()},
        titles={module.id: course().module_text(module, locale) for module in course().modules},
        back=back,
    )


def _group_address(cohort_id: int | None) -> str:
    return url_for("certificate_desk.people", class_id=cohort_id)


def _cases(class_id: int | None, after: int, days: int) -> CasePage:
    return case_page(class_id, signed_in_staff(), after=after, days=days)


def _chosen() -> QueueFilter:
    """Read the filter from the address; nonsense is nothing."""
    words = request.args.get("class", "").strip()[:80]
    return QueueFilter(_number("centre") or None, words, _number("days"))


def _number(name: str) -> int:
    return min(max(request.args.get(name, 0, type=int), 0), _LARGEST_ID)
