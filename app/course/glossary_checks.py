"""Checks that a text says the terms of the glossary where its English does."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from app.core.naming.khmer import COENG
from app.course.glossary import Glossary, Rendering, Term
from app.course.wording import Finding, Kind, Pair

# A subscript DA is drawn like a subscript TA, and spaces inside a term are free in most of our scripts.
_SUBSCRIPT_DA, _SUBSCRIPT_TA = COENG + "\u178a", COENG + "\u178f"


def missing_terms(pair: Pair, glossary: Glossary) -> Iterator[Finding]:
    """Find terms that the English has and the text says in none of the forms that count."""
    for term in terms_in(pair.english_words, glossary):
        rendering = term.renderings.get(pair.locale.tag)
        if rendering and not form_in(pair.own_words, rendering):
            yield pair.found(Kind.TERM, f"`{term.english}` is not said as `{rendering.use}`")


def form_in(words: str, rendering: Rendering) -> str | None:
    """Give the form by which a text says a term; None where it says none of them."""
    folded = _folded(words)
    return next((form for form in rendering.forms if _folded(form) in folded), None)


def terms_in(english: str, glossary: Glossary) -> list[Term]:
    """Give the terms that an English text speaks of; the longer one counts where it holds a shorter one."""
    found: dict[str, Term] = {}
    for words, term in sorted(_places(glossary), key=lambda place: -len(place[0])):
        english, count = _pattern(words).subn("\x00", english)
        if count:
            found[term.english] = term
    return [term for term in glossary if term.english in found]


def _places(glossary: Glossary) -> Iterator[tuple[str, Term]]:
    return ((words, term) for term in glossary for words in term.find)


@lru_cache(maxsize=512)
def _pattern(words: str) -> re.Pattern[str]:
    """Match words of a term in the singular or the plural; an abbreviation in its capitals alone."""
    stem = re.escape(words[:-1]) + "(?:y|ies)" if words.endswith("y") else re.escape(words) + "(?:e?s)?"
    return re.compile(rf"(?<![\w-]){stem}\b", 0 if words.isupper() else re.IGNORECASE)


def _folded(words: str) -> str:
    words = unicodedata.normalize("NFC", words).casefold().replace(_SUBSCRIPT_DA, _SUBSCRIPT_TA)
    return re.sub(r"\s", "", words)
