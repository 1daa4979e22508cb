"""From the forms of editors to what they decide, and from a fact to the form that changes it."""

from __future__ import annotations

from collections.abc import Mapping

from app.core import clock
from app.core.i18n import SOURCE
from app.course.fact_catalogue import Source
from app.course.facts import FactBook
from app.course.phones import Service, Way, Who
from app.editing.forms import OTHERS, ChangeForm, CheckForm, rows_of
from app.editing.rules import Act, FactState, NewWords
from app.editing.services import Decision
from app.web.localisation import current_locale


def check_of(form: CheckForm) -> Decision:
    """Read the decision of somebody who checked a fact."""
    return Decision(
        Act.CHECK,
        form.digest,
        checked_on=form.checked_on.data,
        manner=form.way,
        confidence=form.sureness,
        settles=bool(form.settles.data),
        note=form.note.data or None,
    )


def change_form(book: FactBook, state: FactState) -> ChangeForm:
    """Fill the form of a change with the fact as it stands, or with what was sent."""
    known = state.fact
    source = known.source or Source("", None)
    country = known.country if known.country in book.words[SOURCE.tag].sections["countries"] else None
    form = ChangeForm(
        seen=state.seen,
        checked_on=clock.today(),
        confidence=known.confidence.value,
        value=known.value,
        text=known.text,
        source_title=source.title,
        source_url=source.url,
        source_date=source.date,
        phones=rows_of(known.phones, country),
        texts=[{} for _locale in OTHERS],
    )
    form.offer(_phone_words(book))
    return form


def change_of(form: ChangeForm, state: FactState) -> Decision:
    """Read the decision of somebody who gives a fact other words."""
    phones = tuple(phone for row in form.phones if (phone := row.form.phone))
    is_new = (form.text.data, phones) != (state.fact.text, state.fact.phones)
    texts, still_right = form.texts_after(state, is_new=is_new)
    source = Source(form.source_title.data or "", form.source_url.data or None, form.source_date.data or None)
    return Decision(
        Act.CHANGE,
        form.digest,
        checked_on=form.checked_on.data,
        manner=form.way,
        confidence=form.sureness,
        settles=bool(form.settles.data),
        note=form.note.data or None,
        new=NewWords(form.value.data or "", form.text.data or "", source, phones, texts),
        still_right=still_right,
    )


def _phone_words(book: FactBook) -> dict[str, dict[str, str]]:
    tag = current_locale().tag
    keys: Mapping[str, tuple[str, ...]] = {
        "countries": tuple(book.words[SOURCE.tag].sections["countries"]),
        "who": tuple(Who),
        "ways": tuple(Way),
        "services": tuple(Service),
    }
    return {section: {key: book.word(section, key, tag).text for key in names} for section, names in keys.items()}
