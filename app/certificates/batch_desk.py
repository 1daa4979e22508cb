"""Many requests decided by one press, and the page that tells what became of each."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from hashlib import sha256

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.session import signed_in_staff
from app.certificates.batch_models import Decision, DecisionBatch
from app.certificates.batch_queries import batch_of, own_batch, results_of_batch
from app.certificates.batches import AT_ONCE, keep_batch, run_batch
from app.certificates.cases import Way, cases_in, cases_of
from app.certificates.desk import people_page
from app.certificates.errors import NobodyChosen
from app.certificates.jobs import decide_batch
from app.certificates.life_forms import DeclineForm
from app.certificates.life_words import DECLINE_WORDS
from app.core.jobs import enqueue
from app.core.permissions import Permission
from app.web.access import requires
from app.web.forms import ButtonForm

batch_desk = Blueprint("batch_desk", __name__, url_prefix="/<locale:locale>/staff/requests")
Page = Response | str | tuple[str, int]


@batch_desk.post("/approve/<any(all, ticked):which>")
@requires(Permission.DECIDE_CERTIFICATES)
def approve(which: str) -> Page:
    """Approve those who are ticked, or all of a page or class whom this officer can approve."""
    class_id = request.form.get("class", type=int)
    staff, ticked = signed_in_staff(), _ticked()
    key = _key(which, ticked)
    before = batch_of(key, staff)
    if before is not None:
        return _decide(before)
    chosen = ticked if which == "ticked" else _all_of(class_id)
    try:
        batch = keep_batch(token=key, act=Decision.APPROVE, request_ids=chosen, cohort_id=class_id, by=staff)
    except NobodyChosen as problem:
        return people_page(class_id, problem), 422
    return _decide(batch)


@batch_desk.post("/return")
@requires(Permission.DECIDE_CERTIFICATES)
def send_back() -> Page:
    """Return those who are ticked, all for one reason, which is asked for first."""
    class_id, staff = request.form.get("class", type=int), signed_in_staff()
    key = _key("return", _ticked())
    before = batch_of(key, staff)
    if before is not None:
        return _decide(before)
    cases = [case for case in cases_of(_ticked(), staff) if case.way is not Way.OWN]
    if not cases:
        return people_page(class_id, NobodyChosen()), 422
    is_answered = "reason" in request.form or "answered" in request.form
    form = DeclineForm(formdata=request.form if is_answered else None)
    if not is_answered or not form.validate():
        page = render_template(
            "certificates/return.html", cases=cases, form=form, class_id=class_id, token=secrets.token_hex(16)
        )
        return (page, 422) if is_answered else page
    batch = keep_batch(
        token=key,
        act=Decision.RETURN,
        request_ids=[case.request.id for case in cases],
        cohort_id=class_id,
        reason=form.chosen,
        note=form.note.data,
        by=staff,
    )
    return _decide(batch)


@batch_desk.get("/decided/<token>")
@requires(Permission.DECIDE_CERTIFICATES)
def decided(token: str) -> str:
    """Tell what became of each request: issued under which number, or not and why."""
    batch = own_batch(token, signed_in_staff())
    return render_template(
        "certificates/batch.html",
        batch=batch,
        results=results_of_batch(batch),
        declines=DECLINE_WORDS,
        at_once=AT_ONCE,
        form=ButtonForm(),
    )


@batch_desk.post("/decided/<token>")
@requires(Permission.DECIDE_CERTIFICATES)
def go_on(token: str) -> Response:
    """Decide about the next ones at once, where nobody wants to wait for the worker."""
    run_batch(own_batch(token, signed_in_staff()), most=AT_ONCE)
    return redirect(url_for("batch_desk.decided", token=token), 303)


def _decide(batch: DecisionBatch) -> Response:
    """Decide about a few at once and leave many to the worker; then tell what became of them."""
    if batch.ended_at is None:
        if len(results_of_batch(batch).lines) <= AT_ONCE:
            run_batch(batch)
        else:
            enqueue(decide_batch, batch.id)
    return redirect(url_for("batch_desk.decided", token=batch.token), 303)


def _ticked() -> list[int]:
    return [one for one in request.form.getlist("request", type=int) if 0 < one < 2**31]


def _all_of(class_id: int | None) -> Sequence[int]:
    """List those whom the button meant: who was there when the page was shown, and can be approved now."""
    after, upto, days = (request.form.get(name, 0, type=int) for name in ("after", "upto", "days"))
    cases = cases_in(class_id, signed_in_staff(), after=after, upto=upto, days=days)
    return [case.request.id for case in cases if case.may_be_approved]


def _key(what: str, ticked: Sequence[int]) -> str:
    """Name a press by its page, its button and who is ticked, so that who presses twice decides once."""
    token = request.form.get("token") or secrets.token_hex(16)
    return sha256(f"{token} {what} {sorted(ticked)}".encode()).hexdigest()[:32]
