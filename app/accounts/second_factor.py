"""A second factor that is demanded: who has none yet gets as far as the page where it is set up, and no further."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from flask import Flask, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.session import STAFF_PERMISSIONS, current_staff
from app.web.access import sign_of
from app.web.held import held_form

_DEMAND = "waymark-second-factor-demand"
_OPEN = frozenset({"security.two_factor_setup_validate", "security.verify"})
"""Pages of signed-in staff that lead to the set-up; its other pages and the way out carry no sign of the staff."""


def demand_second_factor(app: Flask, is_on: Callable[[], bool]) -> None:
    """Let somebody who knows decide whether a second factor is demanded; asked only about people who have none."""
    app.extensions[_DEMAND] = is_on


def is_demanded() -> bool:
    """Tell whether nobody of the staff may work here without a second factor."""
    is_on: Callable[[], bool] = current_app.extensions.get(_DEMAND, bool)
    return bool(current_app.config["STAFF_SECOND_FACTOR"]) or is_on()


def init_second_factor(app: Flask) -> None:
    """Hold who has none, before every page of the staff."""
    app.jinja_env.globals["is_second_factor_demanded"] = is_demanded
    app.before_request(_hold)


def _hold() -> Response | None:
    """Lead to the set-up; whoever was writing when the demand came keeps it on the page."""
    if request.endpoint is None or request.endpoint in _OPEN:
        return None
    if sign_of(current_app.view_functions[request.endpoint]) not in STAFF_PERMISSIONS:
        return None
    staff = current_staff()
    if staff is None or staff.tf_primary_method or not is_demanded():
        return None
    form = held_form()
    if form is None:
        return redirect(url_for("security.two_factor_setup"))
    page = render_template("security/code-first.html", form=form)
    return Response(page, HTTPStatus.FORBIDDEN, mimetype="text/html")
