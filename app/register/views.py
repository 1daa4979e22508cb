"""The officer's page that searches the register.

What is searched for is sent and not written into the address: a name must not end in a server's or a browser's log.
"""

from __future__ import annotations

from flask import Blueprint, render_template, request

from app.accounts.session import signed_in_staff
from app.core.permissions import Permission
from app.programme.centres import all_centres
from app.register.forms import SearchForm
from app.register.queries import MOST, How, find
from app.register.services import note_search
from app.register.shown import PAGE, page_of
from app.register.typed import read
from app.web.access import may, requires
from app.web.localisation import current_locale

register = Blueprint("register", __name__, url_prefix="/<locale:locale>/staff")
Page = str | tuple[str, int]


@register.route("/register", methods=["GET", "POST"])
@requires(Permission.SEARCH_REGISTER)
def search() -> Page:
    """Find certificates by all that an officer may know of them."""
    form = SearchForm({centre.id: centre.name for centre in all_centres()})
    if request.method == "GET":
        return render_template("register/search.html", form=form)
    if not form.validate():
        return render_template("register/search.html", form=form), 422
    found = find(read(form.typed), form.narrowing, How(form.how.data))
    shown = page_of(found, request.form.get("after"), current_locale().tag)
    if shown.numbers:
        note_search(kind=found.kind, numbers=shown.numbers, by=signed_in_staff())
    return render_template(
        "register/search.html",
        form=form,
        found=found,
        shown=shown,
        most=MOST,
        page=PAGE,
        may_open=may(Permission.DECIDE_CERTIFICATES),
    )
