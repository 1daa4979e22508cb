"""The first page, the choice of language, and the health of the service."""

from __future__ import annotations

from flask import Blueprint, current_app, jsonify, redirect, render_template, session, url_for
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from app.core.database import db
from app.core.migrations import newest_revision, present_revision
from app.web.access import public
from app.web.localisation import chosen_locale, proposed_locale

web = Blueprint("web", __name__)


@web.get("/")
@public
def start() -> Response | str:
    """Go to the home page in the chosen language, or let a newcomer choose."""
    locale = chosen_locale()
    if locale:
        return redirect(url_for("dashboard.home", locale=locale))
    return languages()


@web.get("/languages")
@public
def languages() -> str:
    """Offer each language by its own name in its own script, the likely one first."""
    return render_template("web/languages.html", proposed=proposed_locale())


@web.get("/leave")
@public
def leave() -> Response:
    """Leave at once: sign out, forget what the browser lets us forget, show something else.

    A link and not a form, because it must work at the first touch, from any page, even one kept by the browser.
    """
    session.clear()
    response = redirect(current_app.config["EXIT_ADDRESS"], 303)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@web.get("/healthz")
@public
def healthz() -> tuple[Response, int]:
    """Tell operators whether database, migrations and curriculum are in order."""
    course = current_app.extensions["course"]
    state = {
        "database": "ok",
        "migration": "ok",
        "curriculum": {
            "version": course.version,
            "digest": course.digest[:12],
            "standing": str(current_app.extensions["release"]),
        },
    }
    try:
        with db.engine.connect() as connection:
            present = present_revision(connection)
        if present != newest_revision():
            state["migration"] = f"at {present}, not at {newest_revision()}: run 'flask db upgrade'"
    except SQLAlchemyError as error:
        state["database"] = type(error).__name__
    healthy = state["database"] == state["migration"] == "ok"
    answer = jsonify(status="ok" if healthy else "broken", **state)
    return answer, 200 if healthy else 503
