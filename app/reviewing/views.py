"""Where a reviewer finds what to read: the languages, the parts of one, the texts of a part, and whole sheets."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.accounts.session import signed_in_staff
from app.core.i18n import SOURCE
from app.core.permissions import Permission
from app.reviewing import services
from app.reviewing.errors import NoSuchText, WordsChanged
from app.reviewing.forms import read_ticked
from app.reviewing.listing import LanguageLine, listing, next_sheet, next_to_review, progress_of
from app.reviewing.queries import judgements, languages_of
from app.reviewing.rules import Filter, Standing
from app.reviewing.showing import kind_of, part_title, rows_of, sheet_title, slot_label, spoken
from app.reviewing.texts import TRANSLATED, Sheet, Texts, findings_in, reviewed_locale, texts_in, words_of
from app.web.access import requires

reviewing = Blueprint("reviewing", __name__, url_prefix="/<locale:locale>/staff/review")
Page = str | tuple[str, int]


@reviewing.context_processor
def words_for_templates() -> dict[str, object]:
    """Let the templates name parts, sheets and facts in any language."""
    return {
        "part_title": part_title,
        "sheet_title": sheet_title,
        "slot_label": slot_label,
        "spoken": spoken,
        "kind_of": kind_of,
        "SOURCE": SOURCE,
        "Standing": Standing,
        "Filter": Filter,
    }


@reviewing.get("/")
@requires(Permission.REVIEW_TEXTS)
def languages() -> str:
    """Show how far each language is; those this person may sign come first."""
    own = languages_of(signed_in_staff())
    lines = []
    for locale in TRANSLATED:
        texts = texts_in(locale)
        lines.append(LanguageLine(locale, progress_of(texts.units, judgements(texts)), locale.tag in own))
    return render_template("reviewing/languages.html", lines=sorted(lines, key=lambda line: not line.may_sign))


@reviewing.get("/<tag>")
@requires(Permission.REVIEW_TEXTS)
def parts(tag: str) -> str:
    """Show how far each part of a language is."""
    texts = texts_in(reviewed_locale(tag))
    judged, findings = judgements(texts), findings_in(texts)
    lines = {
        part: progress_of((path for sheet in sheets for path in sheet.paths), judged, findings)
        for part, sheets in texts.parts.items()
    }
    return render_template(
        "reviewing/parts.html",
        reviewed=texts.locale,
        lines=lines,
        total=progress_of(texts.units, judged),
        may_sign=_may_sign(texts),
        coming=next_to_review(texts, judged),
    )


@reviewing.get("/<tag>/<part>")
@requires(Permission.REVIEW_TEXTS)
def part(tag: str, part: str) -> str:
    """List the texts of a part by their sheets, all of them or those that need something."""
    texts = texts_in(reviewed_locale(tag))
    paths = [unit.path for unit in texts.in_part(part)]
    judged, findings, show = judgements(texts), findings_in(texts), _filter()
    return render_template(
        "reviewing/part.html",
        reviewed=texts.locale,
        texts=texts,
        part=part,
        show=show,
        judged=judged,
        findings=findings,
        listing=listing(texts, part, judged, findings, show=show, page=request.args.get("page", 1, type=int)),
        progress=progress_of(paths, judged, findings),
        coming=next_to_review(texts, judged, _before(texts, part)),
    )


@reviewing.get("/<tag>/<part>/<int(max=9999):number>")
@requires(Permission.REVIEW_TEXTS)
def sheet(tag: str, part: str, number: int) -> str:
    """Show a whole sheet, each text beside its English."""
    texts = texts_in(reviewed_locale(tag))
    return _sheet_page(texts, _sheet(texts, part, number))


@reviewing.post("/<tag>/<part>/<int(max=9999):number>")
@requires(Permission.REVIEW_TEXTS)
def accept_ticked(tag: str, part: str, number: int) -> Response | Page:
    """Sign the texts that were ticked; one that changed meanwhile stays ticked no longer, and the page says so."""
    texts = texts_in(reviewed_locale(tag))
    found, staff, signed, changed = _sheet(texts, part, number), signed_in_staff(), 0, []
    for path, seen in read_ticked(request.form):
        try:
            services.accept(locale=texts.locale, path=path, seen=seen, by=staff)
            signed += 1
        except WordsChanged:
            changed.append(path)
    if changed:
        return _sheet_page(texts, found, changed), 422
    if not signed:
        return redirect(url_for("reviewing.sheet", tag=tag, part=part, number=number), 303)
    flash(ngettext("%(num)s text is accepted.", "%(num)s texts are accepted.", signed))
    coming = next_sheet(texts, judgements(texts), found)
    if coming is None:
        return redirect(url_for("reviewing.parts", tag=tag), 303)
    return redirect(url_for("reviewing.sheet", tag=tag, part=coming.part, number=coming.number), 303)


def _sheet_page(texts: Texts, found: Sheet, changed: list[str] | None = None) -> str:
    judged = judgements(texts, found.part)
    return render_template(
        "reviewing/sheet.html",
        reviewed=texts.locale,
        sheet=found,
        units=[texts.units[path] for path in found.paths],
        rows={path: rows_of(texts, texts.units[path]) for path in found.paths},
        seen={path: words_of(texts.units[path]).seen for path in found.paths},
        judged=judged,
        findings=findings_in(texts),
        may_sign=_may_sign(texts),
        changed=changed or [],
        count=len(texts.sheets(found.part)),
    )


def _sheet(texts: Texts, part: str, number: int) -> Sheet:
    sheets = texts.sheets(part)
    if not 1 <= number <= len(sheets):
        raise NoSuchText
    return sheets[number - 1]


def _filter() -> Filter:
    try:
        return Filter(request.args.get("show", Filter.ALL))
    except ValueError:
        return Filter.ALL


def _may_sign(texts: Texts) -> bool:
    return texts.locale.tag in languages_of(signed_in_staff())


def _before(texts: Texts, part: str) -> str | None:
    """Give the unit before the first of a part."""
    paths = list(texts.units)
    place = paths.index(texts.sheets(part)[0].paths[0])
    return paths[place - 1] if place else None
