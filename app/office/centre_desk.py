"""Centres on pages: open one, change it, close it and open it again; what it means for its classes is said first."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.accounts.session import signed_in_staff
from app.core.permissions import Permission
from app.office.centre_forms import CentreForm, NewCentreForm
from app.office.changes import Change
from app.office.queries import Use, open_classes_by_centre, use_of
from app.programme.centre_models import Centre
from app.programme.centres import add_centre, all_centres, centre_by_code, change_centre, close_centre, reopen_centre
from app.programme.errors import NoSuchCentre
from app.web.access import requires
from app.web.forms import ButtonForm

office_centres = Blueprint("office_centres", __name__, url_prefix="/<locale:locale>/staff/settings/centres")
Page = Response | str | tuple[str, int]
LOOKED = {"name": _l("Name of the centre"), "province": _l("Province"), "time_zone": _l("Time zone")}


@office_centres.get("")
@requires(Permission.MANAGE_PROGRAMME)
def index() -> str:
    """List all centres, closed ones too, with how many open classes each has."""
    return render_template("office/centres.html", centres=all_centres(), classes=open_classes_by_centre())


@office_centres.route("/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_PROGRAMME)
def new() -> Page:
    """Open a centre."""
    form = NewCentreForm(time_zone=_zone_of_the_others())
    if request.method == "GET":
        return render_template("office/centre-new.html", form=form)
    good = form.validate()
    if not form.code.errors and _is_taken(form.code.data or ""):
        form.code.errors = [_l("Another centre has this code.")]
        good = False
    if not good:
        return render_template("office/centre-new.html", form=form), 422
    add_centre(
        code=form.code.data or "",
        name=form.name.data or "",
        province=form.province.data or None,
        time_zone=form.time_zone.data,
        by=signed_in_staff(),
    )
    return redirect(url_for("office_centres.index"), 303)


@office_centres.route("/<centre_code>", methods=["GET", "POST"])
@requires(Permission.MANAGE_PROGRAMME)
def centre(centre_code: str) -> Page:
    """Show a centre; a change is looked at before it is kept."""
    found = centre_by_code(centre_code)
    form = CentreForm(name=found.name, province=found.province, time_zone=found.time_zone)
    form.offer(found)
    step = request.form.get("step")
    if request.method == "POST" and not form.validate():
        return _page(found, form), 422
    changes = _changes(found, form)
    if request.method == "GET" or step == "back" or not changes:
        return _page(found, form)
    if step != "keep":
        return _look(found, changes)
    change_centre(
        centre=found,
        name=form.name.data or "",
        province=form.province.data or None,
        time_zone=form.time_zone.data,
        by=signed_in_staff(),
    )
    return redirect(url_for("office_centres.index"), 303)


@office_centres.post("/<centre_code>/<any(close, reopen):act>")
@requires(Permission.MANAGE_PROGRAMME)
def decide(centre_code: str, act: str) -> Response:
    """Close a centre, or open it again."""
    (close_centre if act == "close" else reopen_centre)(centre=centre_by_code(centre_code), by=signed_in_staff())
    return redirect(url_for("office_centres.index"), 303)


def _page(found: Centre, form: CentreForm) -> str:
    return render_template("office/centre.html", centre=found, form=form, use=use_of(found), token=ButtonForm())


def _look(found: Centre, changes: list[Change]) -> str:
    sent = [(name, value) for name, value in request.form.items(multi=True) if name not in ("csrf_token", "step")]
    address = url_for("office_centres.centre", centre_code=found.code)
    return render_template(
        "office/look.html", title=found.name, changes=changes, sent=sent, address=address, token=ButtonForm()
    )


def _changes(found: Centre, form: CentreForm) -> list[Change]:
    use = use_of(found)
    return [
        Change(name, words, getattr(found, name) or "", form[name].data or "", _effect(name, use))
        for name, words in LOOKED.items()
        if (getattr(found, name) or "") != (form[name].data or "")
    ]


def _effect(name: str, use: Use) -> str:
    if name == "name":
        return str(_("From now on classes at this centre show the new name, also those that are open."))
    if name == "province":
        return str(_("Figures by province count the classes of this centre there."))
    return str(
        ngettext(
            "%(num)s session still to come keeps its moment, so its hour on paper changes. Tell the trainers.",
            "%(num)s sessions still to come keep their moment, so their hours on paper change. Tell the trainers.",
            use.sessions_ahead,
        )
    )


def _is_taken(code: str) -> bool:
    try:
        centre_by_code(code)
    except NoSuchCentre:
        return False
    return True


def _zone_of_the_others() -> str | None:
    centres = all_centres()
    return centres[-1].time_zone if centres else None
