"""One text before a reviewer: what it says, who did what, and what may be done with it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.session import signed_in_staff
from app.core.errors import Refused
from app.core.permissions import Permission
from app.reviewing import services
from app.reviewing.errors import WrongWords
from app.reviewing.forms import Typed, read_passages, read_seen
from app.reviewing.listing import next_to_review, place_of
from app.reviewing.queries import entries_on, judgement_of, judgements, languages_of, usernames
from app.reviewing.rules import Act, is_written
from app.reviewing.showing import read_back, sight_of
from app.reviewing.texts import Texts, reviewed_locale, texts_in, words_of
from app.reviewing.views import words_for_templates
from app.web.access import requires

review_desk = Blueprint("review_desk", __name__, url_prefix="/<locale:locale>/staff/review")
review_desk.context_processor(words_for_templates)
Answer = Response | tuple[str, int]


@review_desk.get("/<tag>/text/<path:path>")
@requires(Permission.REVIEW_TEXTS)
def unit(tag: str, path: str) -> str:
    """Show a text beside its English."""
    return _page(texts_in(reviewed_locale(tag)), path)


@review_desk.post("/<tag>/accept/<path:path>")
@requires(Permission.REVIEW_TEXTS)
def accept(tag: str, path: str) -> Answer:
    """Sign the words, and go on to the next text that waits."""
    texts = texts_in(reviewed_locale(tag))

    def act() -> None:
        services.accept(locale=texts.locale, path=path, seen=read_seen(request.form), by=signed_in_staff())

    if refused := _refused(texts, path, "accept", act):
        return refused
    flash(_("Accepted: %(text)s", text=path))
    return redirect(_next_address(texts, path), 303)


@review_desk.post("/<tag>/suggest/<path:path>")
@requires(Permission.REVIEW_TEXTS)
def suggest(tag: str, path: str) -> Answer:
    """Keep other words, or give them back with what is wrong in them."""
    texts = texts_in(reviewed_locale(tag))

    def act() -> None:
        services.suggest(
            locale=texts.locale,
            path=path,
            seen=read_seen(request.form),
            typed=read_passages(request.form),
            reason=request.form.get("words", ""),
            by=signed_in_staff(),
        )

    return _refused(texts, path, "suggest", act) or _back(
        tag, path, _("Your words are kept. Another reviewer decides.")
    )


@review_desk.post("/<tag>/comment/<path:path>")
@requires(Permission.REVIEW_TEXTS)
def comment(tag: str, path: str) -> Answer:
    """Keep a comment."""
    texts = texts_in(reviewed_locale(tag))

    def act() -> None:
        words, seen = request.form.get("words", ""), read_seen(request.form)
        services.comment(locale=texts.locale, path=path, seen=seen, words=words, by=signed_in_staff())

    return _refused(texts, path, "comment", act) or _back(tag, path, _("Your comment is kept."))


@review_desk.post("/<tag>/back-translate/<path:path>")
@requires(Permission.REVIEW_TEXTS)
def back_translate(tag: str, path: str) -> Answer:
    """Keep what a reviewer reads in the translation."""
    texts = texts_in(reviewed_locale(tag))

    def act() -> None:
        words, seen = request.form.get("words", ""), read_seen(request.form)
        services.back_translate(locale=texts.locale, path=path, seen=seen, words=words, by=signed_in_staff())

    return _refused(texts, path, "back-translate", act) or _back(tag, path, _("What you wrote is kept."))


@review_desk.post("/<tag>/<any(take, decline, withdraw):act>/<int:entry>/<path:path>")
@requires(Permission.REVIEW_TEXTS)
def end(tag: str, act: str, entry: int, path: str) -> Answer:
    """Decide on another's suggestion, or take one's own act back."""
    texts, staff = texts_in(reviewed_locale(tag)), signed_in_staff()

    def ended() -> None:
        if act == Act.WITHDRAW:
            services.withdraw(locale=texts.locale, path=path, entry=entry, by=staff)
        else:
            services.decide(locale=texts.locale, path=path, suggestion=entry, act=Act(act), by=staff)

    return _refused(texts, path, "decide", ended) or _back(tag, path, _("This is kept."))


def _refused(texts: Texts, path: str, form: str, act: Callable[[], None]) -> Answer | None:
    """Do something, or show the page again with everything that was typed and what is wrong."""
    try:
        act()
    except Refused as refused:
        faults = refused.faults if isinstance(refused, WrongWords) else {}
        typed = Typed(
            form=form,
            passages=read_passages(request.form),
            words=request.form.get("words", ""),
            message=refused.message,
            faults={name: [str(fault) for fault in said] for name, said in faults.items()},
        )
        return _page(texts, path, typed), 422
    return None


def _back(tag: str, path: str, words: str) -> Response:
    flash(words)
    return redirect(url_for("review_desk.unit", tag=tag, path=path, _anchor="words"), 303)


def _next_address(texts: Texts, path: str) -> str:
    """Give the address of the next text that waits; below its heading, so that the next key is near the button."""
    coming = next_to_review(texts, judgements(texts), path)
    if coming is None:
        return url_for("reviewing.parts", tag=texts.locale.tag)
    return url_for("review_desk.unit", tag=texts.locale.tag, path=coming, _anchor="words")


def _page(texts: Texts, path: str, typed: Typed | None = None) -> str:
    sight, staff = sight_of(texts, path), signed_in_staff()
    entries = entries_on(texts.locale, path)
    judgement, words = judgement_of(sight.unit, entries), words_of(sight.unit)
    return render_template(
        "reviewing/unit.html",
        reviewed=texts.locale,
        sight=sight,
        unit=sight.unit,
        seen=words.seen,
        judgement=judgement,
        entries=entries,
        ended={entry.ends: entry for entry in entries if entry.ends},
        written={entry.id for entry in entries if entry.passages and is_written(entry, words)},
        people=usernames(entry.staff_id for entry in entries),
        me=staff.id,
        may_sign=texts.locale.tag in languages_of(staff),
        note=read_back(texts, sight.unit, entries),
        typed=typed or Typed(),
        place=place_of(texts, path),
        coming=_next_address(texts, path),
    )
