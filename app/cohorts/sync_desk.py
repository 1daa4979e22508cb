"""The address to which a trainer's phone sends what it did without a network."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, request
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from app.accounts.session import signed_in_staff
from app.cohorts.queries import own_cohort
from app.cohorts.syncing import Json, Unreadable, read_moment, read_uuid, take_in
from app.core import clock
from app.core.permissions import Permission
from app.web.access import requires

sync_desk = Blueprint("sync_desk", __name__, url_prefix="/<locale:locale>/staff/classes/<int:cohort_id>")

MOST_AT_ONCE = 100
Answer = dict[str, Json]


@sync_desk.get("/sync")
@requires(Permission.LEAD_COHORTS)
def present(cohort_id: int) -> Answer:
    """Tell a phone that it may send, and with which token: the one on a page that was kept has run out."""
    staff = signed_in_staff()
    own_cohort(staff, cohort_id)
    return {"token": generate_csrf(), "staff": staff.id, "now": clock.now().isoformat()}


@sync_desk.post("/sync")
@requires(Permission.LEAD_COHORTS)
def sync(cohort_id: int) -> Answer | tuple[Answer, int]:
    """Take in entries, and tell which were taken and which refused, and why."""
    staff = signed_in_staff()
    cohort = own_cohort(staff, cohort_id)
    sent = request.get_json(silent=True)
    entries = sent.get("entries") if isinstance(sent, dict) else None
    if sent is None or not isinstance(entries, list) or len(entries) > MOST_AT_ONCE:
        return _unreadable()
    try:
        device, off = read_uuid(sent.get("device")), _clock_off(sent.get("now"))
    except Unreadable:
        return _unreadable()
    outcome = take_in(cohort=cohort, sent=entries, device=device, clock_off=off, by=staff)
    refused: list[Json] = [{"id": name, "why": str(why)} for name, why in outcome.refused]
    return {"taken": outcome.taken, "refused": refused}


def _clock_off(device_now: Json) -> timedelta:
    """Tell how far the clock of a device is ahead of ours."""
    return read_moment(device_now) - clock.now()


def _unreadable() -> tuple[Answer, int]:
    return {"error": _("We could not read what was sent. Go back and try again.")}, 400
