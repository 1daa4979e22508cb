"""Every check of the words of a locale against the English, its script and the glossary, pure over what was loaded.

Such checks find damage and never tell whether a sentence means the same: that is for the person who reviews it. What
is certain damage is a fault; all else is a warning.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from statistics import median

from app.core.i18n import LOCALES, SOURCE, Locale
from app.core.naming.characters import is_letter, script_of
from app.course.answer_lengths import answer_lengths
from app.course.catalogue import Course
from app.course.character_checks import forbidden_characters, old_encoding, wrong_order
from app.course.glossary import Glossary
from app.course.glossary_checks import missing_terms
from app.course.number_checks import numbers
from app.course.pools import thin_pools
from app.course.wording import Finding, Kind, Pair, Severity, pairs

LEAST_SHARE = 0.9
"""So many of the letters of a text belong to its script; names, addresses and abbreviations are left out."""
LENGTHS = (0.6, 1.7)
"""A text may be so much shorter or longer than texts of its locale are."""
_LONG_ENOUGH = 40
_SENTENCE_LETTERS = 10

_SCRIPTS = {"Khmr": "KHMER", "Laoo": "LAO", "Mymr": "MYANMAR", "Thai": "THAI", "Latn": "LATIN", "Hans": "CJK"}
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|\b[\w-]+\.(?:org|com|net|gov|go|int)\S*", re.ASCII)
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_SENTENCE_END = re.compile("[.!?។៖။။。！？\n]+")
# Words that English is full of and Vietnamese, written in the same letters, has not.
_ENGLISH_WORDS = frozenset(
    [
        "the",
        "and",
        "you",
        "your",
        "is",
        "are",
        "of",
        "with",
        "not",
        "this",
        "that",
        "what",
        "from",
        "for",
        "have",
        "will",
        "must",
        "should",
        "they",
        "their",
        "when",
        "before",
        "after",
        "who",
        "how",
        "why",
        "work",
        "worker",
        "contract",
        "employer",
        "money",
        "paper",
        "help",
        "never",
        "always",
    ]
)


def findings_of(course: Course, glossary: Glossary, locale: Locale) -> list[Finding]:
    """Go through every text a locale has; the English has nothing to be held against but its characters and answers."""
    others = {} if locale is SOURCE else sentences_elsewhere(course, locale)
    found = findings_among(list(pairs(course, locale)), others, glossary, locale)
    return [*found, *answer_lengths(course, locale), *thin_pools(course, locale)]


def findings_among(
    own: Collection[Pair], others: Mapping[str, str], glossary: Glossary, locale: Locale
) -> list[Finding]:
    """Go through texts of one kind; others holds the locale of each sentence that another language has."""
    found = [finding for pair in own for finding in _alone(pair)]
    if locale is not SOURCE:
        found += [finding for pair in own for finding in _beside_english(pair, glossary)]
        found += [*odd_lengths(own), *same_sentences(own, others)]
    return found


def script_share(pair: Pair) -> Iterator[Finding]:
    """Find texts that are hardly written in the script of their language."""
    words = _without_names(pair.own_words)
    letters = Counter(script_of(one) for one in words if is_letter(one) and unicodedata.category(one) != "Lm")
    own = letters[_SCRIPTS[pair.locale.script]]
    if letters and (share := own / letters.total()) < LEAST_SHARE:
        yield pair.found(Kind.SCRIPT, f"only {share:.0%} of the letters are {pair.locale.english_name}")


def english_leftovers(pair: Pair) -> Iterator[Finding]:
    """Find English words; where the script is not Latin any word without a capital is one."""
    own = _ADDRESS.sub(" ", pair.own_words)
    if pair.locale.script == "Latn":
        left = [word for word in _whole_words(own) if word.lower() in _ENGLISH_WORDS]
    else:
        english = set(_LATIN_WORD.findall(pair.english_words))
        left = [
            word for word in _LATIN_WORD.findall(own) if len(word) > 1 and (word.islower() or word.lower() in english)
        ]
    if left:
        yield pair.found(Kind.ENGLISH, f"English is left: {', '.join(dict.fromkeys(left))}")


def odd_lengths(own: Collection[Pair]) -> Iterator[Finding]:
    """Find texts much shorter or longer, for their English, than the middle one of their locale."""
    ratios = {
        pair.unit: len(pair.own_words) / len(pair.english_words)
        for pair in own
        if len(pair.english_words) >= _LONG_ENOUGH
    }
    middle = median(ratios.values()) if ratios else 1.0
    for pair in own:
        relative = ratios.get(pair.unit, middle) / middle
        if not LENGTHS[0] <= relative <= LENGTHS[1]:
            yield pair.found(Kind.LENGTH, f"{relative:.2f} times as long as texts of this language are")


def same_sentences(own: Iterable[Pair], others: Mapping[str, str]) -> Iterator[Finding]:
    """Find sentences that another locale has too; others holds the locale of each sentence elsewhere."""
    for pair in own:
        for sentence in sentences_of(pair.own_words):
            if sentence in others:
                yield pair.found(Kind.SAME, f"`{sentence}` is also in {others[sentence]}")


def damage(pair: Pair) -> Iterator[Finding]:
    """Find what is certain damage, whatever the other texts of the language say."""
    beside = () if pair.locale is SOURCE else numbers(pair)
    return (one for one in (*_alone(pair), *beside) if one.severity is Severity.FAULT)


def _alone(pair: Pair) -> Iterator[Finding]:
    for check in (forbidden_characters, wrong_order, old_encoding):
        yield from check(pair)


def _beside_english(pair: Pair, glossary: Glossary) -> Iterator[Finding]:
    for check in (script_share, english_leftovers, numbers):
        yield from check(pair)
    yield from missing_terms(pair, glossary)


def sentences_elsewhere(
    course: Course, locale: Locale, beyond: Mapping[str, Iterable[Pair]] | None = None
) -> dict[str, str]:
    """Give the locale of each sentence that another one has, in the course and in what lies beyond it, by tag."""
    return {
        sentence: other.tag
        for other in LOCALES
        if other is not locale
        for pair in (*pairs(course, other), *(beyond or {}).get(other.tag, ()))
        for sentence in sentences_of(pair.own_words)
    }


def sentences_of(words: str) -> Iterator[str]:
    """Give the sentences that are long enough to tell one language from another."""
    for sentence in _SENTENCE_END.split(words):
        if sum(map(is_letter, sentence)) >= _SENTENCE_LETTERS:
            yield sentence.strip()


def _without_names(words: str) -> str:
    """Leave out addresses and Latin words with a capital, which are names and abbreviations in these scripts."""
    words = _ADDRESS.sub(" ", words)
    return _LATIN_WORD.sub(lambda found: found[0] if found[0].islower() else " ", words)


def _whole_words(words: str) -> list[str]:
    """Give the words that are wholly written in the plain letters of English."""
    return [word for word in re.findall(r"[^\W\d_]+", words) if word.isascii()]
