"""A device that is handed over: it knows its class by a cookie of its own, and forgets each person who used it.

Flask's session is emptied between two people, so the key of the hand-over lies beside it. While it holds, no page may
be kept by the browser, and after five quiet minutes the device goes back to the tiles by itself, without a script.
"""

from __future__ import annotations

from datetime import timedelta

from flask import Flask, current_app, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from app.classroom.handing import digest_of
from app.classroom.models import HandOver
from app.classroom.queries import open_hand_over
from app.cohorts.models import Cohort
from app.core import clock
from app.core.database import db
from app.learners.session import LEARNER, sign_out
from app.web.presence import arrive, is_back_in_time

COOKIE = "waymark-class"
HERE = "class_here"
QUIET = timedelta(minutes=5)
WHO = "class_device.who"


def init_device(app: Flask) -> None:
    """Watch over requests from devices that are handed over, and let pages know of it."""
    app.before_request(_watch)
    app.after_request(_keep_nothing)
    app.jinja_env.globals["handed_over"] = present_hand_over


def present_hand_over() -> HandOver | None:
    """Give the hand-over that this device is under, as it was looked up at the beginning of the request."""
    found: HandOver | None = g.get("hand_over")
    return found


def keep_key(response: Response, given: HandOver, key: str) -> None:
    """Leave the key of a hand-over on the device."""
    response.set_cookie(
        COOKIE,
        key,
        max_age=int((given.until - clock.now()).total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )


def forget_person(response: Response) -> None:
    """Have the browser forget the pages of the person before."""
    response.headers["Clear-Site-Data"] = '"cache"'


def note_person() -> None:
    """Begin the five minutes of somebody who has just signed in."""
    arrive(HERE)


def who_address(given: HandOver) -> str:
    """Give the address of the tiles, in the language of the class."""
    return url_for(WHO, locale=db.session.get_one(Cohort, given.cohort_id).locale)


def _watch() -> Response | None:
    key = request.cookies.get(COOKIE)
    if not key or request.endpoint is None:
        return None
    given = open_hand_over(digest_of(key))
    if given is None:
        # It ended meanwhile; nobody stays signed in on a device that is nobody's.
        g.hand_over_ended = True
        if LEARNER in session:
            sign_out()
        return None
    g.hand_over, g.page_dress = given, "handed-over"
    if LEARNER in session and not is_back_in_time(HERE, QUIET):
        sign_out()
        return redirect(who_address(given), 303)
    return None


def _keep_nothing(response: Response) -> Response:
    if g.get("hand_over_ended"):
        response.delete_cookie(COOKIE)
    given = present_hand_over()
    if given is None:
        return response
    response.headers["Cache-Control"] = "no-store"
    if request.endpoint == "learners.sign_out":
        response.headers["Location"] = who_address(given)
    elif request.endpoint != WHO and response.mimetype == "text/html" and "_user_id" not in session:
        response.headers["Refresh"] = f"{int(QUIET.total_seconds())};url={who_address(given)}"
    return response
