"""Pages for what goes wrong: what the reader can do, in the reader's language; what happened goes to the log."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import cast

from flask import Flask, current_app, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from app.core.errors import NotAllowed, NotFound, Problem, Refused, Unavailable
from app.web.held import held_form, send_again_page
from app.web.logs import log

_OTHERWISE = "waymark-faults"
_OWN = Path(__file__).parents[1]
STATUS: dict[type[Problem], int] = {NotFound: 404, NotAllowed: 403, Refused: 422, Unavailable: 503}
TITLES = {
    400: _l("Please try again"),
    403: _l("Not open to you"),
    404: _l("Page not found"),
    422: _l("Not yet"),
    429: _l("Please wait a little"),
    500: _l("Something went wrong"),
    503: _l("Busy, nothing lost"),
}
TEXTS = {
    400: _l("We could not read what was sent. Go back and try again."),
    403: NotAllowed.message,
    404: NotFound.message,
    405: NotFound.message,
    413: _l("This is too big to send."),
    429: _l("There were too many tries. Please wait a few minutes and try again."),
    500: _l("This is our fault, not yours. Please go back and try again."),
    503: Unavailable.message,
}


def init_errors(app: Flask) -> None:
    """Give every fault its page."""
    app.register_error_handler(CSRFError, _token_ran_out)
    app.register_error_handler(Problem, _problem)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _database_gone)
    app.register_error_handler(PoolTimeout, _database_gone)
    app.register_error_handler(Exception, _fault)


def answer_otherwise(app: Flask, prefix: str, answer: Callable[[int], Response]) -> None:
    """Let a part of the site that people do not read say its faults in its own way."""
    app.extensions.setdefault(_OTHERWISE, {})[prefix] = answer


def problem_page(status: int, text: object = None) -> Response:
    """Draw the page of one fault; it asks nothing of the database."""
    for prefix, answer in current_app.extensions.get(_OTHERWISE, {}).items():
        if request.path.startswith(prefix):
            return cast("Response", answer(status))
    known = TEXTS.get(status, TEXTS[400 if status < 500 else 500])
    title = TITLES.get(status, TITLES[400 if status < 500 else 500])
    page = render_template("web/problem.html", title=title, text=text or known, status=status)
    return Response(page, status, mimetype="text/html")


def _token_ran_out(error: CSRFError) -> Response:
    log.warning("csrf", route=request.endpoint, reason=error.description)
    form = held_form()
    return send_again_page(form, 400) if form else problem_page(400)


def _problem(problem: Problem) -> Response:
    status = next((code for kind, code in STATUS.items() if isinstance(problem, kind)), 400)
    if status >= 500:
        log.error("unavailable", route=request.endpoint, kind=type(problem).__name__)
    return problem_page(status, problem.message)


def _http_error(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return error.get_response()
    page = problem_page(error.code)
    page.headers.extend({name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")})
    return page


def _database_gone(error: DBAPIError | PoolTimeout) -> Response:
    log.error("database", route=request.endpoint, reason=_reason(error))
    page = problem_page(503)
    page.headers["Retry-After"] = "5"
    form = held_form()
    if form:
        page = send_again_page(form, 503, _("Waymark is busy. Nothing is lost. Please send it again in a moment."))
    return page


def _reason(error: Exception) -> str:
    """Say why, without the statement and its parameters, which may hold names."""
    return str(getattr(error, "orig", None) or type(error).__name__)


def _fault(error: Exception) -> Response:
    # The message of an unknown fault may hold anything, a name included: only its type and places are logged.
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename.startswith(str(_OWN))]
    places = [f"{frame.filename}:{frame.lineno}" for frame in (*own[-2:], *frames[-1:])]
    log.error("fault", route=request.endpoint, kind=type(error).__name__, places=places)
    return problem_page(500)
