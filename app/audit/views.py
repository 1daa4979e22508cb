"""The audit's page, and the same as a file."""

from __future__ import annotations

from flask import Blueprint, render_template, request, stream_with_context
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.accounts.session import signed_in_staff
from app.audit.acts import named, words_for
from app.audit.forms import WantedForm
from app.audit.queries import EventPage, all_events, event_page
from app.audit.rules import Actor
from app.audit.services import record
from app.audit.sheet import lines_of
from app.audit.subjects import kinds
from app.core import clock
from app.core.permissions import Permission
from app.web.access import requires
from app.web.files import handed

audit = Blueprint("audit", __name__, url_prefix="/<locale:locale>/staff")
Page = str | tuple[str, int]
EXPORTED = named("audit-exported", _l("Took the audit as a file"))


@audit.get("/audit")
@requires(Permission.READ_AUDIT)
def events() -> Page:
    """Show what was done, the newest first, a page at a time, all or what is searched for."""
    form = WantedForm(request.args)
    if not form.validate():
        return _drawn(form, EventPage((), {}, None)), 422
    return _drawn(form, event_page(request.args.get("before", type=int), form.wanted))


@audit.get("/audit.csv")
@requires(Permission.READ_AUDIT)
def events_csv() -> Response | tuple[str, int]:
    """Give what is searched for as a file; that it was taken is in the audit too."""
    form = WantedForm(request.args)
    if not form.validate():
        return _drawn(form, EventPage((), {}, None)), 422
    wanted = form.wanted
    detail = {"act": wanted.act or None, "since": _day(wanted.since), "until": _day(wanted.until)}
    record(EXPORTED, actor=Actor.staff(signed_in_staff().id), detail=detail | {"filtered": bool(form.address)})
    answer = handed("", "text/csv; charset=utf-8", f"audit-{clock.today().isoformat()}.csv")
    answer.response = stream_with_context(lines_of(all_events(wanted)))
    answer.headers.pop("Content-Length", None)
    return answer


def _drawn(form: WantedForm, page: EventPage) -> str:
    return render_template("audit/events.html", form=form, page=page, words_for=words_for, kinds=kinds())


def _day(day: object) -> str | None:
    return str(day) if day else None
