"""The page of an office's printers: a test page for each layout, and what was measured on it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.session import signed_in_staff
from app.core.permissions import Permission
from app.printroom.alignment import draw_test_page, test_page
from app.printroom.layouts import CARD, layout_of, layouts
from app.printroom.printer_forms import MeasureForm
from app.printroom.printers import forget_printer, note_measured, printer_by_id, printers
from app.web.access import requires
from app.web.files import handed_pdf
from app.web.forms import ButtonForm
from app.web.localisation import current_locale

printers_desk = Blueprint("printers", __name__, url_prefix="/<locale:locale>/staff/print/printers")
Page = Response | str | tuple[str, int]


@printers_desk.get("/")
@requires(Permission.PRINT_CERTIFICATES)
def index() -> Page:
    """List the printers, with a form to measure one."""
    return _page(MeasureForm())


@printers_desk.post("/")
@requires(Permission.PRINT_CERTIFICATES)
def measure() -> Page:
    """Remember what was measured."""
    form = MeasureForm()
    if not form.validate():
        return _page(form), 422
    left, top = form.measured
    note_measured(name=form.called, for_cards=form.for_cards, left=left, top=top, by=signed_in_staff())
    return redirect(url_for("printers.index"), 303)


@printers_desk.post("/<int:printer_id>/forget")
@requires(Permission.PRINT_CERTIFICATES)
def forget(printer_id: int) -> Page:
    """Take a printer off the list."""
    forget_printer(printer=printer_by_id(printer_id), by=signed_in_staff())
    return redirect(url_for("printers.index"), 303)


@printers_desk.get("/test-<key>.pdf")
@requires(Permission.PRINT_CERTIFICATES)
def test_pdf(key: str) -> Response:
    """Give the test page of a layout, moved as a printer needs it where one is named."""
    if key not in {layout.key for layout in layouts()}:
        abort(404)
    printer_id = request.args.get("printer", type=int)
    printer = printer_by_id(printer_id) if printer_id is not None else None
    moved = {"dx": printer.dx, "dy": printer.dy} if printer else {}
    return handed_pdf(draw_test_page(test_page(layout_of(key), current_locale().tag, **moved)), f"test-{key}")


def _page(form: MeasureForm) -> str:
    values: dict[str, Any] = {"printers": printers(), "layouts": layouts(), "card": CARD.key, "remove": ButtonForm()}
    return render_template("printroom/printers.html", form=form, **values)
