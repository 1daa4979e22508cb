"""A learner's own certificates: what is missing, asking for one, the files of one, and who checked it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.certificates.copying import copy_of
from app.certificates.credential import signed_credential
from app.certificates.errors import NoSuchCertificate, NotPrintable
from app.certificates.forms import AskForm
from app.certificates.holding import own_papers
from app.certificates.issued_file import issued_file
from app.certificates.life_words import DECLINE_WORDS
from app.certificates.missing_words import absence_told
from app.certificates.queries import own_certificate, prospects_of
from app.certificates.reprinting import note_download
from app.certificates.services import ask_for_certificate
from app.certificates.sparing import Part
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
from app.signing.keys import Use
from app.signing.present import present_keys
from app.web.access import requires
from app.web.files import handed
from app.web.localisation import current_locale
from app.web.logs import log

certificates = Blueprint("certificates", __name__, url_prefix="/<locale:locale>")
certificates.add_app_template_filter(absence_told)
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
    """Draw a certificate of this person's own, without what they leave out; somebody else's is not found."""
    certificate, without = own_certificate(_own(), number), _left_out()
    file = _with_keys(lambda: _drawn(copy_of(certificate=certificate, without=without)))
    note_download(certificate)
    return _given(file, "application/pdf", f"{number}-copy.pdf" if without else f"{number}.pdf")


@certificates.get("/certificates/<number>.json")
@requires(Permission.HOLD_ACCOUNT)
def credential(number: str) -> Response:
    """Give the credential of a certificate of this person's own, for programs."""
    certificate = own_certificate(_own(), number)
    statement = Statement.from_json(certificate.statement)
    file = _with_keys(lambda: signed_credential(statement, present_keys().signer(Use.VC)))
    note_download(certificate)
    return _given(file, "application/json", f"{number}.json")


def _left_out() -> frozenset[Part]:
    """Read what to leave out; an address that names something else is no address of ours."""
    try:
        return frozenset(map(Part, request.args.getlist("without")))
    except ValueError:
        raise NoSuchCertificate from None


def _drawn(statement: Statement) -> bytes:
    """Draw the file, sealed with the first moment of the day: until tomorrow it has the same bytes."""
    today = datetime.combine(clock.today(), time(), UTC)
    return issued_file(statement, present_keys(), seal=current_programme().seal_files, at=today)


def _with_keys(make: Callable[[], bytes]) -> bytes:
    """Make a file; what is wrong with the keys is the operator's to read, and not the learner's."""
    try:
        return make()
    except KeyProblem as problem:
        log.error("unsigned", why=str(problem.message))
        raise Unavailable from None


def _given(file: bytes, mimetype: str, name: str) -> Response:
    """Give a file to keep; a phone that has it already gets nothing, and one that was cut off gets the rest."""
    answer = handed(file, mimetype, name)
    answer.add_etag()
    return answer.make_conditional(request.environ, accept_ranges=True, complete_length=len(file))


def _page(learner: Learner, form: AskForm, fault: NotPrintable | None = None) -> str:
    return render_template(
        "certificates/mine.html",
        papers=own_papers(learner),
        is_signed=present_keys().trust is not None,
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
