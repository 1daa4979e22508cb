"""A learner's own certificates: what is missing, asking for one, and the paper itself."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.certificates.errors import NotPrintable
from app.certificates.forms import AskForm
from app.certificates.issued_file import issued_file
from app.certificates.life_words import DECLINE_WORDS
from app.certificates.models import Certificate
from app.certificates.queries import held_by, own_certificate, prospects_of
from app.certificates.reprinting import note_download
from app.certificates.services import ask_for_certificate
from app.certificates.statement import Statement
from app.core import clock
from app.core.errors import Unavailable
from app.core.permissions import Permission
from app.course.queries import course
from app.learners.models import Learner
from app.learners.session import current_learner
from app.programme.queries import current_programme
from app.programme.rules import Award
from app.signing.errors import KeyProblem
from app.signing.present import present_keys
from app.web.access import requires
from app.web.localisation import current_locale
from app.web.logs import log

certificates = Blueprint("certificates", __name__, url_prefix="/<locale:locale>")
Page = Response | str | tuple[str, int]


@certificates.get("/certificates")
@requires(Permission.HOLD_ACCOUNT)
def mine() -> str:
    """Show the certificates of this person, and what is still missing for the others."""
    learner = _own()
    form = AskForm(formdata=None, locale=learner.locale, help_lines=learner.destination is not None)
    return _page(learner, form)


@certificates.post("/certificates/<any(core, full):award>")
@requires(Permission.HOLD_ACCOUNT)
def ask(award: str) -> Page:
    """Issue the certificate that was earned, or hand the request to an officer."""
    learner, form = _own(), AskForm()
    if not form.validate():
        return _page(learner, form), 422
    try:
        ask_for_certificate(learner=learner, award=Award(award), wish=form.wish)
    except NotPrintable as fault:
        return _page(learner, form, fault), 422
    return redirect(url_for("certificates.mine"), 303)


@certificates.get("/certificates/<number>.pdf")
@requires(Permission.HOLD_ACCOUNT)
def download(number: str) -> Response:
    """Draw a certificate of this person's own; somebody else's is not found."""
    certificate = own_certificate(_own(), number)
    note_download(certificate)
    paper = Response(_file_of(certificate), mimetype="application/pdf")
    paper.headers["Content-Disposition"] = f'attachment; filename="{certificate.number}.pdf"'
    paper.add_etag()
    return paper.make_conditional(request.environ)


def _file_of(certificate: Certificate) -> bytes:
    """Draw the file; what is wrong with the keys is the operator's to read, and not the learner's."""
    try:
        return issued_file(Statement.from_json(certificate.statement), present_keys(), seal=False, at=clock.now())
    except KeyProblem as problem:
        log.error("unsigned", why=str(problem.message))
        raise Unavailable from None


def _page(learner: Learner, form: AskForm, fault: NotPrintable | None = None) -> str:
    return render_template(
        "certificates/mine.html",
        held=held_by(learner),
        prospects=prospects_of(learner),
        approval_needed=current_programme().approval_needed,
        titles={module.id: course().module_text(module, current_locale().tag) for module in course().modules},
        form=form,
        fault=fault,
        declines=DECLINE_WORDS,
    )


def _own() -> Learner:
    learner = current_learner()
    if learner is None:
        raise RuntimeError("the door let somebody in who is no learner")
    return learner
