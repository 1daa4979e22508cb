"""Joining, signing in and out, and the learner's own pages."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.errors import MustWait, NetworkMustWait
from app.accounts.guessing import check_network, count_network_failure
from app.core.permissions import Permission
from app.learners import services, session
from app.learners.errors import WrongNumberOrPin, WrongPin
from app.learners.forms import ChangePinForm, JoinForm, NamesForm, SignInForm
from app.learners.joining import check_joins, count_join
from app.learners.models import Learner
from app.learners.rules import is_own_page
from app.web.access import public, requires
from app.web.forms import ButtonForm
from app.web.held import send_again_page, unsealed
from app.web.localisation import current_locale

learners = Blueprint("learners", __name__, url_prefix="/<locale:locale>")
Page = Response | str | tuple[str, int]


@learners.route("/join", methods=["GET", "POST"])
@public
def join() -> Page:
    """Ask for the names, then for a PIN; then make the account and show its number."""
    if session.current_learner():
        return redirect(url_for("learners.me"))
    if "new_pin" not in request.form:
        return _names_page()
    form = JoinForm()
    if not form.names_are_settled():
        return render_template("learners/join.html", form=form), 422
    if not form.validate():
        return render_template("learners/join-pin.html", form=form), 422
    return _join(form)


def _names_page() -> Page:
    form = NamesForm()
    if request.method == "GET":
        return render_template("learners/join.html", form=form)
    if not form.validate():
        return render_template("learners/join.html", form=form), 422
    return render_template("learners/join-pin.html", form=JoinForm.after(form))


def _join(form: JoinForm) -> Page:
    try:
        check_joins(_address())
    except NetworkMustWait as wait:
        form.new_pin.errors = [wait.message]
        return render_template("learners/join-pin.html", form=form), 429
    try:
        learner = services.join(
            native=form.native,
            latin=form.latin,
            pin=form.new_pin.data or "",
            locale=current_locale().tag,
            once=form.once.data or "",
            carry_over=session.carry_over,
        )
    except WrongPin as wrong:
        form.new_pin.errors = [wrong.message]
        return render_template("learners/join-pin.html", form=form), 422
    count_join(_address())
    session.sign_in(learner)
    return redirect(url_for("learners.number"), 303)


@learners.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Response:
    """Take number and PIN, and go on where the person wanted to go."""
    form = SignInForm()
    if request.method == "GET":
        wanted = request.args.get("next", "")
        form.next.data = wanted if is_own_page(wanted) else ""
        return session.sign_in_page(form)
    if not form.validate():
        return session.sign_in_page(form, 422)
    try:
        learner = _proven(form)
    except (MustWait, NetworkMustWait) as wait:
        return session.sign_in_page(form.saying(wait.message), 429)
    except WrongNumberOrPin as wrong:
        return session.sign_in_page(form.saying(wrong.message), 422)
    return _signed_in(learner, form)


def _proven(form: SignInForm) -> Learner:
    check_network(_address())
    try:
        return services.prove_identity(number=form.number.number or "", pin=form.pin.data or "", address=_address())
    except (MustWait, WrongNumberOrPin):
        count_network_failure(_address())
        raise


def _signed_in(learner: Learner, form: SignInForm) -> Response:
    if form.add_unsaved.data:
        services.take_in(learner=learner, carry_over=session.carry_over)
    session.sign_in(learner)
    held = unsealed(form.held.data or "", reader=learner.id)
    if held:
        return send_again_page(held, 200)
    if learner.pin_is_given:
        return redirect(url_for("learners.change_pin"), 303)
    wanted = form.next.data or ""
    return redirect(wanted if is_own_page(wanted) else url_for("dashboard.course_page"), 303)


@learners.post("/sign-out")
@public
def sign_out() -> Response:
    """Leave nothing of the person on this phone; whoever is signed out already is so again."""
    session.sign_out()
    response = redirect(url_for("dashboard.home"), 303)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@learners.get("/me/number")
@requires(Permission.HOLD_ACCOUNT)
def number() -> str:
    """Show the number big, to be written down or photographed."""
    return render_template("learners/number.html", learner=_own())


@learners.get("/me")
@requires(Permission.HOLD_ACCOUNT)
def me() -> str:
    """Show what is kept of the person, and the ways to change it."""
    has_certificates = "certificates.mine" in current_app.view_functions
    return render_template("learners/me.html", learner=_own(), has_certificates=has_certificates, sign_out=ButtonForm())


@learners.route("/me/names", methods=["GET", "POST"])
@requires(Permission.HOLD_ACCOUNT)
def change_names() -> Page:
    """Correct the names."""
    learner = _own()
    form = NamesForm(name_native=learner.name_native, name_latin=learner.name_latin)
    if request.method == "GET":
        return render_template("learners/names.html", form=form)
    if not form.validate():
        return render_template("learners/names.html", form=form), 422
    services.change_names(learner=learner, native=form.native, latin=form.latin)
    return redirect(url_for("learners.me"), 303)


@learners.route("/me/pin", methods=["GET", "POST"])
@requires(Permission.HOLD_ACCOUNT)
def change_pin() -> Page:
    """Take a new PIN; every other phone is signed out."""
    learner = _own()
    form = ChangePinForm()
    form.own_number = learner.number
    if request.method == "POST" and form.validate():
        try:
            old, new = form.pin.data or "", form.new_pin.data or ""
            services.change_pin(learner=learner, old=old, new=new, address=_address())
        except (MustWait, WrongPin) as problem:
            form.pin.errors = [problem.message]
        else:
            session.sign_in(learner)
            return redirect(url_for("learners.me"), 303)
    status = 422 if request.method == "POST" else 200
    return render_template("learners/pin.html", form=form, is_given=learner.pin_is_given), status


def _own() -> Learner:
    learner = session.current_learner()
    if learner is None:
        raise RuntimeError("the door let somebody in who is no learner")
    return learner


def _address() -> str:
    return request.remote_addr or ""
