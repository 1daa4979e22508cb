"""The design of certificates: upload its pictures, write its words, look at it in each language, finish it."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.accounts.session import signed_in_staff
from app.core.errors import Refused
from app.core.i18n import LOCALES, locale_by_tag
from app.core.permissions import Permission
from app.office.design_forms import PictureForm, WordsForm, words_forms
from app.office.designing import languages_without_room, picture_of, sample_pdf, sample_png
from app.printing.errors import CannotPrint
from app.printing.pictures import MOST_BYTES, keepable
from app.programme.design import Design, Part
from app.programme.designs import (
    NoSuchDesign,
    begin_again,
    choose_design,
    current_design,
    current_design_row,
    design_by_id,
    draft_picture,
    draft_words,
    drafted_design,
    finish_draft,
    finished_design,
    finished_designs,
)
from app.web.access import may, requires
from app.web.files import handed_pdf

design_desk = Blueprint("design_desk", __name__, url_prefix="/<locale:locale>/staff/settings/designs")
Page = Response | str | tuple[str, int]
_FORM_AROUND = 64 * 1024
PARTS = {
    Part.LOGO: (_l("Logo"), _l("Above the issuer's name, in the place of the three stones.")),
    Part.SEAL: (_l("Seal"), _l("In the circle. Leave it out where an officer stamps each paper by hand.")),
    Part.SIGNATURE: (_l("Signature"), _l("Below the seal, above the name of who signs.")),
}


@design_desk.url_value_preprocessor
def _let_a_picture_in(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let who may change the programme send a picture; everything else keeps the common limit."""
    if endpoint == "design_desk.upload" and request.method == "POST" and may(Permission.MANAGE_PROGRAMME):
        request.max_content_length = MOST_BYTES + _FORM_AROUND


@design_desk.get("")
@requires(Permission.MANAGE_PROGRAMME)
def designs() -> str:
    """List the finished designs and say which one is in use."""
    return render_template(
        "office/designs.html",
        designs=finished_designs(),
        current=current_design_row(),
        draft_differs=drafted_design() not in (Design(), current_design()),
    )


@design_desk.get("/draft")
@requires(Permission.MANAGE_PROGRAMME)
def draft() -> str:
    """Show the design that is being made."""
    return _draft_page()


@design_desk.post("/draft/pictures/<part>")
@requires(Permission.MANAGE_PROGRAMME)
def upload(part: str) -> Page:
    """Put a picture into the draft, or say why it is not taken."""
    place, form = _part(part), PictureForm()
    sent = form.file.data
    try:
        kept = keepable(sent.read(MOST_BYTES + 1) if sent else b"")
    except Refused as fault:
        return _draft_page(problems={place: fault.message}), 422
    draft_picture(place, picture_of(kept))
    if kept.is_coarse:
        flash(_("The picture is taken. It has few points, so it will look coarse on paper."))
    else:
        flash(_("The picture is taken. Look at the certificate below."))
    return redirect(url_for("design_desk.draft", _anchor="look"), 303)


@design_desk.post("/draft/pictures/<part>/remove")
@requires(Permission.MANAGE_PROGRAMME)
def remove(part: str) -> Response:
    """Take a picture out of the draft."""
    draft_picture(_part(part), None)
    return redirect(url_for("design_desk.draft"), 303)


@design_desk.post("/draft/words")
@requires(Permission.MANAGE_PROGRAMME)
def words() -> Page:
    """Keep the words of the draft in all languages, or show again what was typed."""
    forms = words_forms({}, sent=request.form)
    faulty = [tag for tag, form in forms.items() if not form.validate()]
    if faulty:
        return _draft_page(forms), 422
    draft_words({tag: form.words for tag, form in forms.items()})
    flash(_("The words are kept. Look at the certificate below."))
    return redirect(url_for("design_desk.draft", _anchor="look"), 303)


@design_desk.post("/draft/finish")
@requires(Permission.MANAGE_PROGRAMME)
def finish() -> Page:
    """Give new certificates in this design from now on, if its words fit in every language."""
    crowded = list(languages_without_room(drafted_design()))
    if crowded:
        names = ", ".join(locale.own_name for locale in crowded)
        return _draft_page(problem=_("The words are too long for the paper in: %(languages)s", languages=names)), 422
    try:
        finish_draft(by=signed_in_staff())
    except Refused as fault:
        return _draft_page(problem=fault.message), 422
    flash(_("The design is finished. New certificates are given in it."))
    return redirect(url_for("design_desk.designs"), 303)


@design_desk.post("/<int:design_id>/<any(choose, copy):act>")
@requires(Permission.MANAGE_PROGRAMME)
def use(design_id: int, act: str) -> Response:
    """Choose a finished design for new certificates, or begin a draft from it; 0 is the standard."""
    row = design_by_id(design_id) if design_id else None
    if act == "choose":
        choose_design(row, by=signed_in_staff())
        return redirect(url_for("design_desk.designs"), 303)
    begin_again(_finished(design_id))
    return redirect(url_for("design_desk.draft"), 303)


@design_desk.get("/<any(draft, finished):which>/<int:design_id>/<tag>.<any(png, pdf):kind>")
@requires(Permission.MANAGE_PROGRAMME)
def look(which: str, design_id: int, tag: str, kind: str) -> Page:
    """Show a certificate of nobody in a design and a language, as a picture or as the file."""
    if locale_by_tag(tag) is None:
        raise NoSuchDesign
    design = drafted_design() if which == "draft" else _finished(design_id)
    try:
        if kind == "pdf":
            return handed_pdf(sample_pdf(design, tag), f"sample-{tag}")
        return Response(sample_png(design, tag), mimetype="image/png")
    except CannotPrint:
        return _("The words are too long for this paper."), 422


def _finished(design_id: int) -> Design:
    """Give a finished design; 0 is the standard."""
    return finished_design(design_by_id(design_id)) if design_id else Design()


def _part(name: str) -> Part:
    try:
        return Part(name)
    except ValueError:
        raise NoSuchDesign from None


def _draft_page(
    forms: dict[str, WordsForm] | None = None, *, problems: dict[Part, object] | None = None, problem: object = None
) -> str:
    design = drafted_design()
    return render_template(
        "office/design-draft.html",
        design=design,
        parts=PARTS,
        picture_form=PictureForm(formdata=None),
        forms=forms or words_forms(dict(design.words)),
        problems=problems or {},
        problem=problem,
        locales=LOCALES,
        wrong_words=any(form.errors for form in forms.values()) if forms else False,
        stamp=hashlib.sha256(repr(design).encode()).hexdigest()[:8],
    )
