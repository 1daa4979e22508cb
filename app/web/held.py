"""A form that could not be taken is held, so that nothing a person wrote is lost.

When the token of a page has run out, or somebody was signed out while filling in, the fields come back on a page
with one button: *Send again*. Secrets are never sent back. A form is held only when it was sent from our own page,
so that no other site can put words into somebody's mouth.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, render_template, request
from flask_babel import gettext as _
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response

HELD_FOR_SECONDS = 2 * 60 * 60
FIELD = "held"
_SECRET_FIELDS = frozenset(
    {
        "csrf_token",
        FIELD,
        "pin",
        "new_pin",
        "pin_again",
        "password",
        "new_password",
        "new_password_confirm",
        "code",
        "submit",
    }
)


@dataclass(frozen=True, slots=True)
class HeldForm:
    """Where a form was going, and what was written in it."""

    address: str
    fields: tuple[tuple[str, str], ...]


def held_form() -> HeldForm | None:
    """Take the form of the present request, if it came from one of our own pages."""
    if request.method != "POST" or not _from_own_page():
        return None
    fields = tuple((name, value) for name, value in request.form.items(multi=True) if name not in _SECRET_FIELDS)
    return HeldForm(request.path, fields)


def sealed(form: HeldForm | None, writer: int | None = None) -> str:
    """Write a held form so that it can travel through the sign-in page; empty when there is none.

    Where it is known who wrote it, nobody else gets it back: a phone may go from hand to hand.
    """
    return _sealer().dumps([form.address, form.fields, writer]) if form else ""


def unsealed(text: str, reader: int | None = None) -> HeldForm | None:
    """Read a held form back; None when it is empty, too old, not ours or another person's."""
    try:
        address, fields, writer = _sealer().loads(text, max_age=HELD_FOR_SECONDS)
    except BadData:
        return None
    if writer not in (None, reader):
        return None
    return HeldForm(address, tuple((name, value) for name, value in fields))


def send_again_page(form: HeldForm, status: int, message: str | None = None) -> Response:
    """Show the page with the one button."""
    text = message or _("This page was open for a long time. What you wrote is still here. Please send it again.")
    return Response(render_template("web/send-again.html", form=form, message=text), status, mimetype="text/html")


def _from_own_page() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return f"{origin}/".startswith(request.host_url)  # With the slash: our name may be the beginning of another's.


def _sealer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="held-form-of")
