"""The pages of the paper: boxes of numbered sheets, and the ledger."""

from __future__ import annotations

import csv
from io import StringIO

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.accounts.session import signed_in_staff
from app.audit.rules import Actor
from app.audit.services import record
from app.core.errors import Refused
from app.core.permissions import Permission
from app.printroom import acts
from app.printroom.forms import BoxForm
from app.printroom.ledger import Account, Ledger, ledger
from app.printroom.rules import Range
from app.printroom.stock import register_box
from app.printroom.stock_models import SheetBox
from app.printroom.words import ranges_told
from app.programme.centres import all_centres
from app.rosters.exporting import defused
from app.web.access import requires
from app.web.files import handed

print_stock = Blueprint("print_stock", __name__, url_prefix="/<locale:locale>/staff/print")
Page = Response | str | tuple[str, int]
COLUMNS = ("what", "run", "sheets", "taken", "printed", "spoiled", "returned", "open", "twice", "balances")


@print_stock.route("/stock", methods=["GET", "POST"])
@requires(Permission.PRINT_CERTIFICATES)
def stock() -> Page:
    """List the boxes, and register another."""
    form = BoxForm()
    if not form.is_submitted():
        return _stock_page(form)
    if not form.validate():
        return _stock_page(form), 422
    first, last = form.numbers
    try:
        register_box(
            prefix=str(form.prefix.data or ""),
            first=first,
            last=last,
            digits=form.digits,
            centre_id=form.centre.data or None,
            by=signed_in_staff(),
        )
    except Refused as problem:
        return _stock_page(form, problem), 422
    return redirect(url_for("print_stock.stock"), 303)


@print_stock.get("/ledger")
@requires(Permission.PRINT_CERTIFICATES)
def account() -> str:
    """Show what became of every sheet, and where it does not balance."""
    return render_template("printroom/ledger.html", ledger=ledger())


@print_stock.get("/ledger.csv")
@requires(Permission.PRINT_CERTIFICATES)
def account_csv() -> Response:
    """Give the ledger as a table."""
    record(acts.LEDGER_TAKEN, actor=Actor.staff(signed_in_staff().id))
    return handed(ledger_csv(ledger()), "text/csv; charset=utf-8", "sheets.csv")


def ledger_csv(whole: Ledger) -> str:
    """Write the ledger as a table, a line for each box and for each run."""
    written = StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for one in whole.boxes:
        table.writerow([_named(one.box), "", one.sheets, *_counts(one.account, one.box)])
    for each in whole.runs:
        table.writerow([_named(each.box), each.run.id, each.run.sheets, *_counts(each.account, each.box)])
    return written.getvalue()


def _named(box: SheetBox | None) -> str:
    return defused(ranges_told((Range(box.first, box.last),), box)) if box else "-"


def _counts(counted: Account, box: SheetBox | None) -> list[object]:
    return [
        counted.taken,
        counted.printed,
        counted.spoiled,
        counted.returned,
        defused(ranges_told(counted.open, box)),
        defused(ranges_told(counted.twice, box)),
        "yes" if counted.balances else "no",
    ]


def _stock_page(form: BoxForm, problem: Refused | None = None) -> str:
    places = {one.id: f"{one.code} · {one.name}" for one in all_centres()}
    return render_template("printroom/stock.html", form=form, problem=problem, boxes=ledger().boxes, places=places)
