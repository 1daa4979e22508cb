"""The class page that works without a network, and the worker that keeps it on the trainer's phone."""

from __future__ import annotations

from hashlib import sha256
from http import HTTPStatus

from flask import Blueprint, Response, render_template, request, url_for

from app.accounts.session import signed_in_staff
from app.attendance.carried import carried, carried_sessions, session_about_now
from app.attendance.kept import kept_key, may_stay
from app.attendance.parts import OfflinePart, offline_parts
from app.cohorts.clearing import clear_phone
from app.cohorts.looking import seen_cohort
from app.cohorts.models import Cohort
from app.cohorts.queries import members_of
from app.core import clock
from app.core.permissions import Permission
from app.programme.centres import centre_by_id
from app.web.access import public, requires
from app.web.assets import asset
from app.web.headers import may_run_wasm

class_offline = Blueprint("class_offline", __name__, url_prefix="/<locale:locale>/staff/classes")

SCRIPTS = ("js/class/outbox.js", "js/class/page.js", "js/class/attendance.js", "js/class/cards.js")
STYLES = ("css/waymark.css", "css/class.css")
PICTURES = ("img/mark.svg", "img/icons.svg")
ENGINE, READER = "js/zxing/zxing.js", "js/zxing/reader.wasm"
_NOT_KEPT = {"Cache-Control": "no-store"}
_LETTERS = ("khmer", "lao", "myanmar", "thai")


@class_offline.get("/<int:cohort_id>/offline")
@requires(Permission.LEAD_COHORTS)
@may_run_wasm
def offline(cohort_id: int) -> str:
    """Show a class as its trainer's phone keeps it."""
    cohort = seen_cohort(cohort_id)
    staff = signed_in_staff()
    centre, parts, sessions = centre_by_id(cohort.centre_id), offline_parts(), carried_sessions(cohort)
    return render_template(
        "attendance/offline.html",
        cohort=cohort,
        centre=centre,
        members=members_of(cohort),
        sessions=sessions,
        session_now=session_about_now(sessions),
        data=carried(cohort, centre, staff),
        now=clock.now(),
        kept_key=kept_key(cohort, staff),
        parts=[(part, part.data(cohort)) for part in parts],
        scripts=(*SCRIPTS, *(name for part in parts for name in part.scripts)),
        styles=(*STYLES, *(name for part in parts for name in part.styles)),
        files=_files(cohort, parts),
        engine=asset(ENGINE),
        reader=asset(READER),
    )


@class_offline.get("/kept/<key>")
@public
def kept(key: str) -> Response:
    """Tell a phone whether it may go on keeping a class; 410 says no. It is asked only where the sign-in has ended."""
    return Response(status=HTTPStatus.NO_CONTENT if may_stay(key) else HTTPStatus.GONE, headers=_NOT_KEPT)


@class_offline.get("/worker.js")
@public
def worker() -> Response:
    """Give the worker that keeps pages of classes; it changes when any file that it keeps does."""
    files, extras = _common_files(offline_parts()), [asset(ENGINE), asset(READER)]
    version = sha256("\0".join([*files, *extras]).encode()).hexdigest()[:16]
    home = url_for("cohorts.index")
    code = render_template("attendance/worker.js", version=version, files=files, extras=extras, home=home)
    return Response(code, mimetype="text/javascript", headers={"Cache-Control": "no-cache"})


def _common_files(parts: list[OfflinePart]) -> list[str]:
    """List what the page of every class needs."""
    fonts = [f"fonts/{kind}-{letters}.woff2" for kind in ("noto-sans", "name") for letters in _LETTERS]
    added = [name for part in parts for name in (*part.scripts, *part.styles)]
    names = (*STYLES, *PICTURES, *SCRIPTS, *fonts, "fonts/noto-sans-mono.woff2", *added)
    return [asset(name) for name in dict.fromkeys(names)]


def _files(cohort: Cohort, parts: list[OfflinePart]) -> list[str]:
    """List what the page of this class needs besides."""
    return list(dict.fromkeys(address for part in parts for address in part.files(cohort)))


def forget_classes(response: Response) -> Response:
    """Clear the phone when staff sign out; a page that was kept must not outlive the session on a shared phone."""
    if request.endpoint == "security.logout":
        clear_phone(response)
    return response
