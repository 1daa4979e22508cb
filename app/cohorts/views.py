"""The trainer's classes: the list, one class, and what is decided about it."""

from __future__ import annotations

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.accounts.session import signed_in_staff
from app.cohorts import leading
from app.cohorts.forms import AgencyForm, CohortForm, StaffForm, WhyForm, told
from app.cohorts.joining import carry_class
from app.cohorts.keys import may_give_pin
from app.cohorts.looking import seen_cohort
from app.cohorts.models import Cohort
from app.cohorts.queries import cohorts_of, members_of, own_cohort, sessions_of
from app.cohorts.services import open_cohort
from app.cohorts.times import class_day, class_hour, class_hours, today_at
from app.cohorts.ways import CohortWay, register_way, ways
from app.core import clock
from app.core.errors import Refused
from app.core.permissions import Permission
from app.course.corridor import Corridor
from app.course.offered import destinations_of, offered_pairs, origins_of
from app.course.queries import course
from app.course.sectors import sector_name
from app.learners.resetting import guard_resets
from app.learners.session import on_join
from app.learning.shown_facts import country_name
from app.programme.centres import centre_by_id, open_centres
from app.web.access import requires
from app.web.forms import ButtonForm

cohorts = Blueprint("cohorts", __name__, url_prefix="/<locale:locale>/staff/classes")
for _filter in (class_day, class_hour, class_hours):
    cohorts.add_app_template_filter(_filter)
Page = Response | str | tuple[str, int]


@cohorts.get("")
@requires(Permission.LEAD_COHORTS)
def index() -> str:
    """List the classes somebody leads."""
    return render_template("cohorts/index.html", listed=cohorts_of(signed_in_staff()), can_open=bool(open_centres()))


@cohorts.route("/new", methods=["GET", "POST"])
@requires(Permission.LEAD_COHORTS)
def new() -> Page:
    """Open a class."""
    form = _form(language=request.args.get("language", "en"), starts_on=clock.today())
    if request.method == "GET":
        return render_template("cohorts/form.html", form=form, cohort=None)
    if not form.validate():
        return render_template("cohorts/form.html", form=form, cohort=None), 422
    cohort = open_cohort(plan=form.plan, by=signed_in_staff())
    return redirect(url_for("cohorts.cohort", cohort_id=cohort.id), 303)


@cohorts.get("/<int:cohort_id>")
@requires(Permission.LEAD_COHORTS)
def cohort(cohort_id: int) -> str:
    """Show one class: who belongs to it, when it meets, and the ways on."""
    found = seen_cohort(cohort_id)
    centre = centre_by_id(found.centre_id)
    sessions = [session for session in sessions_of(found) if session.cancelled_at is None]
    return render_template(
        "cohorts/cohort.html",
        cohort=found,
        centre=centre,
        members=members_of(found),
        sessions=sessions,
        coming=next((session for session in sessions if session.ends_at > clock.now()), None),
        today=today_at(centre),
        ways=ways(),
    )


@cohorts.route("/<int:cohort_id>/change", methods=["GET", "POST"])
@requires(Permission.LEAD_COHORTS)
def change(cohort_id: int) -> Page:
    """Decide otherwise about a class, or close it."""
    staff = signed_in_staff()
    found = own_cohort(staff, cohort_id)
    if not found.is_open:
        return redirect(url_for("cohorts.reopen", cohort_id=found.id), 303)
    form = _form(found, **told(found))
    if request.method == "GET":
        return render_template("cohorts/form.html", form=form, cohort=found, close=ButtonForm())
    if not form.validate():
        return render_template("cohorts/form.html", form=form, cohort=found, close=ButtonForm()), 422
    leading.change_cohort(cohort=found, plan=form.plan, by=staff)
    return redirect(url_for("cohorts.cohort", cohort_id=found.id), 303)


@cohorts.post("/<int:cohort_id>/close")
@requires(Permission.LEAD_COHORTS)
def close(cohort_id: int) -> Response:
    """Close a class."""
    staff = signed_in_staff()
    found = own_cohort(staff, cohort_id)
    leading.close_cohort(cohort=found, by=staff)
    return redirect(url_for("cohorts.cohort", cohort_id=found.id), 303)


@cohorts.route("/<int:cohort_id>/reopen", methods=["GET", "POST"])
@requires(Permission.LEAD_COHORTS)
def reopen(cohort_id: int) -> Page:
    """Open a closed class again, and ask why."""
    staff = signed_in_staff()
    found, form = own_cohort(staff, cohort_id), WhyForm()
    if request.method == "GET":
        return render_template("cohorts/reopen.html", form=form, cohort=found)
    if not form.validate():
        return render_template("cohorts/reopen.html", form=form, cohort=found), 422
    leading.reopen_cohort(cohort=found, why=form.why.data or "", by=staff)
    return redirect(url_for("cohorts.cohort", cohort_id=found.id), 303)


@cohorts.route("/<int:cohort_id>/trainers", methods=["GET", "POST"])
@requires(Permission.LEAD_COHORTS)
def trainers(cohort_id: int) -> Page:
    """Show who leads a class and which agencies see of it; let another trainer in."""
    staff = signed_in_staff()
    found, form = own_cohort(staff, cohort_id), StaffForm()
    if request.method == "POST" and form.validate():
        try:
            leading.add_trainer(cohort=found, username=form.username.data or "", by=staff)
        except Refused as problem:
            form.username.errors = [problem.message]
        else:
            return redirect(url_for("cohorts.trainers", cohort_id=found.id), 303)
    return _people_of_staff(found, trainer_form=form)


@cohorts.post("/<int:cohort_id>/agencies")
@requires(Permission.LEAD_COHORTS)
def agencies(cohort_id: int) -> Page:
    """Let an agency see who of a class is certified."""
    staff = signed_in_staff()
    found, form = own_cohort(staff, cohort_id), AgencyForm()
    if form.validate():
        try:
            leading.link_agency(cohort=found, username=form.agency.data or "", by=staff)
        except Refused as problem:
            form.agency.errors = [problem.message]
        else:
            return redirect(url_for("cohorts.trainers", cohort_id=found.id), 303)
    return _people_of_staff(found, agency_form=form)


@cohorts.post("/<int:cohort_id>/<any(trainers, agencies):kind>/<int:staff_id>/remove")
@requires(Permission.LEAD_COHORTS)
def remove(cohort_id: int, kind: str, staff_id: int) -> Response:
    """Take a trainer or an agency out of a class; who goes by themselves sees it no more."""
    staff = signed_in_staff()
    found = own_cohort(staff, cohort_id)
    take_away = leading.remove_trainer if kind == "trainers" else leading.unlink_agency
    take_away(cohort=found, staff_id=staff_id, by=staff)
    if staff_id == staff.id:
        return redirect(url_for("cohorts.index"), 303)
    return redirect(url_for("cohorts.trainers", cohort_id=cohort_id), 303)


def _people_of_staff(
    cohort: Cohort, *, trainer_form: StaffForm | None = None, agency_form: AgencyForm | None = None
) -> Page:
    staff = signed_in_staff()
    page = render_template(
        "cohorts/trainers.html",
        cohort=cohort,
        me=staff,
        is_lead=leading.is_lead(cohort, staff),
        trainers=leading.trainers_of(cohort),
        agencies=leading.agencies_of(cohort),
        trainer_form=trainer_form or StaffForm(formdata=None),
        agency_form=agency_form or AgencyForm(formdata=None),
        token=ButtonForm(),
    )
    return page, 422 if request.method == "POST" else 200


def _form(cohort: Cohort | None = None, **values: object) -> CohortForm:
    """Give the form with its choices; a class stays at its centre even where that takes no new classes."""
    form = CohortForm(data=values)
    centres = {centre.id: centre for centre in open_centres()}
    if cohort is not None:
        centres.setdefault(cohort.centre_id, centre_by_id(cohort.centre_id))
    pairs, kept = offered_pairs(), Corridor(cohort.origin, cohort.destination) if cohort else None
    form.keep_to(pairs, kept)
    form.offer(
        centres=centres.values(),
        origins={code: country_name(code) for code in origins_of(pairs, cohort.origin if cohort else None)},
        destinations={
            code: country_name(code) for code in destinations_of(pairs, cohort.destination if cohort else None)
        },
        sectors={sector: sector_name(sector) for sector in course().sectors},
    )
    return form


def init_cohorts(app: Flask) -> None:
    """Offer on the page of every class what this package can do."""
    guard_resets(app, may_give_pin)
    on_join(app, carry_class)
    register_way(app, CohortWay("cohort_plan.plan", _l("Sessions"), 10))
    register_way(app, CohortWay("cohort_papers.poster", _l("How people join: poster and code"), 60))
    register_way(app, CohortWay("cohort_papers.cards", _l("Learner cards"), 65))
    register_way(app, CohortWay("cohorts.trainers", _l("Trainers and agencies"), 90))
    register_way(app, CohortWay("cohorts.change", _l("Change or close the class"), 95))
