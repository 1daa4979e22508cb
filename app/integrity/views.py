"""The officers' pages of signals; no trainer and no agency comes here."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.accounts.session import signed_in_staff
from app.audit.rules import Actor, Subject
from app.audit.services import record
from app.core.errors import Refused
from app.core.permissions import Permission
from app.integrity.acts import SIGNAL_SEEN
from app.integrity.forms import VerdictForm
from app.integrity.happenings import Kind
from app.integrity.models import Verdict
from app.integrity.queries import shown_signal, signals
from app.integrity.services import decide
from app.integrity.wording import MAY_BE, TITLES, VERDICTS, raised_by
from app.web.access import requires

integrity = Blueprint("integrity", __name__, url_prefix="/<locale:locale>/staff/signals")
integrity.add_app_template_filter(raised_by)
Page = Response | str | tuple[str, int]


@integrity.get("")
@requires(Permission.SEE_SIGNALS)
def index() -> str:
    """List what waits for a decision, and what was decided."""
    return render_template(
        "integrity/index.html",
        waiting=signals(decided=False),
        decided=signals(decided=True, limit=50),
        titles=_titles(),
        verdicts={verdict.value: words for verdict, words in VERDICTS.items()},
    )


@integrity.get("/<int:signal_id>")
@requires(Permission.SEE_SIGNALS)
def signal(signal_id: int) -> str:
    """Show a signal with everybody it names; the look is noted."""
    page = _page(signal_id, VerdictForm(formdata=None))
    record(SIGNAL_SEEN, actor=Actor.staff(signed_in_staff().id), subject=Subject("signal", signal_id))
    return page


@integrity.post("/<int:signal_id>")
@requires(Permission.SEE_SIGNALS)
def decided(signal_id: int) -> Page:
    """Take a decision."""
    form = VerdictForm()
    if not form.validate():
        return _page(signal_id, form), 422
    try:
        decide(signal_id=signal_id, verdict=form.chosen, note=form.note.data or "", by=signed_in_staff())
    except Refused as problem:
        return _page(signal_id, form, problem), 422
    return redirect(url_for("integrity.index"), 303)


def _page(signal_id: int, form: VerdictForm, problem: Refused | None = None) -> str:
    shown = shown_signal(signal_id)
    return render_template(
        "integrity/signal.html",
        shown=shown,
        title=TITLES[Kind(shown.raised.signal.kind)],
        may_be=MAY_BE[Kind(shown.raised.signal.kind)],
        verdict=VERDICTS[Verdict(shown.raised.signal.verdict)] if shown.raised.signal.verdict else None,
        form=form,
        problem=problem,
    )


def _titles() -> dict[str, object]:
    return {kind.value: words for kind, words in TITLES.items()}
