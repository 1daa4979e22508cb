"""What a reviewer typed, brought into the form of the text files, and what is wrong with it in the reader's words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping

from flask import current_app
from flask_babel import lazy_gettext as _l

from app.core.i18n import Locale
from app.core.naming import burmese, khmer, thai_lao
from app.course.queries import facts_in_files
from app.course.refusals import Reason
from app.course.units import Unit
from app.course.word_checks import Checking, is_card, refusals_of, tidied
from app.reviewing.errors import WrongWords

_SPELLING: Mapping[str, Callable[[str], str]] = {
    "km": khmer.tidy,
    "lo": thai_lao.tidy,
    "my": burmese.tidy,
    "th": thai_lao.tidy,
}
_SAID = {
    Reason.UNKNOWN: _l("This box does not belong to this text. Open the page again."),
    Reason.INCOMPLETE: _l("Write something here. No part of a text can be empty."),
    Reason.PLACEHOLDER: _l("Keep each line with {{ }} as it is in the English, on a line of its own. Add no other."),
    Reason.FIGURE: _l("Write the same numbers as the English."),
    Reason.COUNTRY: _l("Name the country of the phone number, as in the list of countries."),
    Reason.HTML: _l("Write no < before a letter. It looks like computer code."),
    Reason.MARKUP: _l(
        "This would look different to the learner. Begin no line with a sign like # and write a title on one line."
    ),
    Reason.FAULT: _l("The course cannot take these words. Write them more plainly."),
    Reason.CHARACTER: _l("There is a sign in it that nobody can see. Type the words again."),
    Reason.ORDER: _l("The signs of a word are in a wrong order. Type the word again."),
    Reason.ZAWGYI: _l("This is written in Zawgyi. Write it in Unicode."),
}


def as_written(unit: Unit, locale: Locale, typed: Mapping[str, str]) -> dict[str, str]:
    """Bring typed passages into the form of the text files.

    Marks for line breaks that nobody sees go, each syllable gets its one spelling, and only a card has paragraphs.
    """
    return {name: _form(words, locale, keeps_lines=is_card(unit) and name == "text") for name, words in typed.items()}


def check_typed(unit: Unit, locale: Locale, passages: Mapping[str, str]) -> None:
    """Raise WrongWords, saying of each passage what is wrong with it."""
    checking = Checking(current_app.config["CURRICULUM"], locale, facts_in_files())
    faults: defaultdict[str, list[str]] = defaultdict(list)
    for refusal in refusals_of(unit, passages, checking):
        said = str(_SAID[refusal.reason])
        if said not in faults[refusal.passage]:
            faults[refusal.passage].append(said)
    if faults:
        raise WrongWords(faults)


def _form(words: str, locale: Locale, *, keeps_lines: bool) -> str:
    words = tidied(words)
    spelling = _SPELLING.get(locale.tag)
    if spelling:
        words = re.sub(r"\S+", lambda word: spelling(word[0]), words)
    return words if keeps_lines else " ".join(words.split())
