"""The audit's page."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from app.audit.acts import words_for
from app.audit.queries import event_page
from app.core.permissions import Permission
from app.web.access import requires

audit = Blueprint("audit", __name__, url_prefix="/<locale:locale>/staff")


@audit.get("/audit")
@requires(Permission.READ_AUDIT)
def events() -> str:
    """Show what was done, the newest first, a page at a time."""
    page = event_page(request.args.get("before", type=int))
    return render_template("audit/events.html", page=page, words_for=words_for)
