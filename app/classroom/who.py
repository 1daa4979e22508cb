"""The tiles of a device that is handed over: who are you, PIN, learn, and the device forgets."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from app.accounts.errors import MustWait, NetworkMustWait
from app.accounts.guessing import check_network, count_network_failure
from app.accounts.models import Staff
from app.classroom.device import COOKIE, forget_person, note_person, present_hand_over
from app.classroom.errors import FirstPinElsewhere, HasPin, NotHandedOver, WrongPassword, WrongPinHere
from app.classroom.forms import PinForm, TakeBackForm
from app.classroom.handing import choose_first_pin, take_back_with_password
from app.classroom.models import HandOver
from app.classroom.tongues import tongues_of
from app.cohorts.errors import NoSuchMember
from app.cohorts.keys import may_give_pin
from app.cohorts.models import Cohort
from app.cohorts.queries import Member, members_of
from app.cohorts.seats import seat_picture
from app.core.database import db
from app.learners.card_views import FirstPinForm
from app.learners.errors import WrongNumberOrPin
from app.learners.models import Learner
from app.learners.services import prove_identity
from app.learners.session import LEARNER, sign_in, sign_out
from app.web.access import public

class_device = Blueprint("class_device", __name__, url_prefix="/<locale:locale>/class")
Page = Response | tuple[str, int]


@class_device.get("/who")
@public
def who() -> Response:
    """Show a tile for each member; whoever was signed in before is so no more."""
    given = _given()
    was_somebody = LEARNER in session
    sign_out()
    cohort = db.session.get_one(Cohort, given.cohort_id)
    page = render_template(
        "classroom/who.html",
        cohort=cohort,
        members=members_of(cohort),
        shows_names=given.shows_names,
        picture=seat_picture,
        tongues=tongues_of(cohort),
    )
    response = Response(page, mimetype="text/html")
    if was_somebody:
        forget_person(response)
    return response


@class_device.route("/who/<int:seat>", methods=["GET", "POST"])
@public
def tile(seat: int) -> Page:
    """Ask for the PIN of the person in a seat, or let them choose their first."""
    given = _given()
    member = _in_seat(given, seat)
    if member.learner.pin_hash:
        return _ask_pin(given, member)
    if not may_give_pin(db.session.get_one(Staff, given.staff_id), member.learner):
        raise FirstPinElsewhere
    return _first_pin(given, member)


@class_device.route("/end", methods=["GET", "POST"])
@public
def end() -> Page:
    """Let the trainer end the hand-over with the password."""
    given, form = _given(), TakeBackForm()
    if request.method == "GET":
        return _end_page(form, 200)
    try:
        take_back_with_password(given=given, password=form.password.data or "", address=_address())
    except (MustWait, WrongPassword) as problem:
        form.password.errors = [problem.message]
        return _end_page(form, 429 if isinstance(problem, MustWait) else 422)
    sign_out()
    response = redirect(url_for("security.login"), 303)
    response.delete_cookie(COOKIE)
    forget_person(response)
    return response


def _ask_pin(given: HandOver, member: Member) -> Page:
    form = PinForm()
    if request.method == "GET":
        return _tile_page("pin", form, given, member, 200)
    try:
        learner = _proven(member.learner, form.pin.data or "")
    except (MustWait, NetworkMustWait, WrongPinHere) as problem:
        form.pin.errors = [problem.message]
        return _tile_page("pin", form, given, member, 422 if isinstance(problem, WrongPinHere) else 429)
    return _welcome(learner)


def _proven(learner: Learner, pin: str) -> Learner:
    check_network(_address())
    try:
        return prove_identity(number=learner.number, pin=pin, address=_address())
    except WrongNumberOrPin:
        count_network_failure(_address())
        raise WrongPinHere from None


def _first_pin(given: HandOver, member: Member) -> Page:
    form = FirstPinForm()
    form.own_number = member.learner.number
    if request.method == "GET":
        return _tile_page("first-pin", form, given, member, 200)
    if not form.validate():
        return _tile_page("first-pin", form, given, member, 422)
    try:
        choose_first_pin(learner=member.learner, pin=form.new_pin.data or "", given=given)
    except HasPin as problem:
        form.new_pin.errors = [problem.message]
        return _tile_page("first-pin", form, given, member, 422)
    return _welcome(member.learner)


def _welcome(learner: Learner) -> Response:
    sign_in(learner)
    session.permanent = False
    note_person()
    way = "learners.change_pin" if learner.pin_is_given else "dashboard.course_page"
    return redirect(url_for(way), 303)


def _tile_page(name: str, form: PinForm | FirstPinForm, given: HandOver, member: Member, status: int) -> Page:
    page = render_template(
        f"classroom/{name}.html",
        form=form,
        member=member,
        shows_names=given.shows_names,
        picture=seat_picture(member.seat),
    )
    return page, status


def _end_page(form: TakeBackForm, status: int) -> Page:
    return render_template("classroom/take-back.html", form=form), status


def _given() -> HandOver:
    given = present_hand_over()
    if given is None:
        raise NotHandedOver
    return given


def _in_seat(given: HandOver, seat: int) -> Member:
    cohort = db.session.get_one(Cohort, given.cohort_id)
    found = next((member for member in members_of(cohort) if member.seat == seat), None)
    if found is None:
        raise NoSuchMember
    return found


def _address() -> str:
    return request.remote_addr or ""
