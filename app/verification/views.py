"""The public check of a certificate; no page here asks who the checker is, and no log names the certificate."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from app.certificates.checks_seen import note_check
from app.core.errors import Problem
from app.core.i18n import locale_by_tag
from app.verification.errors import ForgottenAndEnded, NameForgotten, NoSuchPaper, TooManyMisses
from app.verification.forms import CheckForm
from app.verification.guessing import check_network, count_miss
from app.verification.queries import Paper, paper_of
from app.verification.rules import Claim, Misread, read_claim
from app.web.access import public

verification = Blueprint("verification", __name__)


@verification.route("/<locale:locale>/verify", methods=["GET", "POST"])
@public
def check() -> Response:
    """Ask for number and code, and show what was printed."""
    form = CheckForm()
    return _asked(form, 200) if request.method == "GET" else _answer(form)


@verification.get("/v/<number>/<code>")
@verification.get("/V/<number>/<code>")
@public
def scanned(number: str, code: str) -> Response:
    """Answer the address in the square, in the checker's language."""
    return _answer(CheckForm(formdata=None, number=number, code=code))


def _answer(form: CheckForm) -> Response:
    claim = read_claim(form.number.data or "", form.code.data or "")
    if isinstance(claim, Misread):
        form.show_misread(claim)
        return _asked(form, 422)
    try:
        paper = _found(claim)
    except TooManyMisses as wait:
        page = _asked(form, 429, wait)
        page.headers["Retry-After"] = str(wait.minutes * 60)
        return page
    except (NameForgotten, ForgottenAndEnded) as forgotten:
        return _asked(form, 410, forgotten)
    except NoSuchPaper as nothing:
        return _asked(form, 404, nothing)
    note_check(paper.statement.number)
    return _shown(paper)


def _found(claim: Claim) -> Paper:
    address = request.remote_addr or ""
    check_network(address)
    try:
        return paper_of(claim)
    except (NameForgotten, ForgottenAndEnded):
        raise
    except NoSuchPaper:
        count_miss(address)
        raise


def _asked(form: CheckForm, status: int, problem: Problem | None = None) -> Response:
    return _page(render_template("verification/check.html", form=form, problem=problem), status)


def _shown(paper: Paper) -> Response:
    said = paper.statement
    language = locale_by_tag(said.locale)
    return _page(render_template("verification/paper.html", paper=paper, said=said, language=language), 200)


def _page(page: str, status: int) -> Response:
    """Answer with a page that neither the browser nor anybody between keeps: it may hold a name."""
    return Response(page, status, {"Cache-Control": "no-store"}, mimetype="text/html")
