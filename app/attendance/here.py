"""Where a learner types the code on the board."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from app.accounts.errors import MustWait
from app.attendance.board import mark_here, own_sessions
from app.attendance.errors import NoSessionNow, WrongCode
from app.attendance.forms import BoardCodeForm
from app.core.errors import Refused
from app.core.permissions import Permission
from app.learners.models import Learner
from app.learners.session import current_learner
from app.web.access import requires

class_here = Blueprint("class_here", __name__, url_prefix="/<locale:locale>/class")
Page = str | tuple[str, int]


@class_here.route("/here", methods=["GET", "POST"])
@requires(Permission.HOLD_ACCOUNT)
def here() -> Page:
    """Take the code of a class that meets now; a wrong one is told apart from no class at all."""
    learner, form = _own(), BoardCodeForm()
    if request.method == "GET":
        return render_template("attendance/here.html", form=form, meets=bool(own_sessions(learner)))
    if not form.validate():
        return _page(form), 422
    try:
        mark_here(learner=learner, typed=form.code.data or "", address=request.remote_addr or "")
    except NoSessionNow:
        return render_template("attendance/here.html", form=form, meets=False), 422
    except MustWait as wait:
        form.code.errors = [wait.message]
        return _page(form), 429
    except (WrongCode, Refused) as wrong:
        form.code.errors = [wrong.message]
        return _page(form), 422
    return render_template("attendance/here.html", form=form, meets=True, is_marked=True)


def _page(form: BoardCodeForm) -> str:
    return render_template("attendance/here.html", form=form, meets=True)


def _own() -> Learner:
    learner = current_learner()
    if learner is None:
        raise RuntimeError("the door let somebody in who is no learner")
    return learner
