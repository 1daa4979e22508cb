"""Checks that a text gives the numbers of its English, whatever its digits and marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel.dates import get_month_names

from app.core.digits import latin_digits
from app.core.i18n import SOURCE
from app.course.wording import Finding, Kind, Pair, Severity

_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f]\d{3})*(?:[.,:]\d+)?")
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNTS = {word: str(number) for number, word in enumerate(_WORDS, 1)}


def numbers(pair: Pair) -> Iterator[Finding]:
    """Find numbers that a passage of the English has and the same passage of the text lacks, or the other way about."""
    for name in {**pair.english, **pair.own}:
        own, english = _numbers(pair.own.get(name, "")), _numbers(pair.english.get(name, ""))
        if lost := english - own:
            what = f"{name}: the text lost {', '.join(sorted(lost))} of the English"
            yield pair.found(Kind.NUMBER, what, Severity.FAULT)
        if added := own - english - _in_words(pair.english.get(name, "")):
            yield pair.found(Kind.NUMBER, f"{name}: the English has no {', '.join(sorted(added))}")


def _in_words(english: str) -> set[str]:
    """Give the numbers that English says in words, months among them, which most of our languages number."""
    known = _months()
    months = {known[word] for word in re.findall(r"\b[A-Z][a-z]+\b", english) if word in known}
    return months | {_COUNTS[word] for word in re.findall(r"[a-z]+", english.lower()) if word in _COUNTS}


@cache
def _months() -> dict[str, str]:
    return {name: str(number) for number, name in get_month_names("wide", locale=SOURCE.tag).items()}


def _numbers(words: str) -> set[str]:
    return {re.sub(r"\D", "", number).lstrip("0") or "0" for number in _NUMBER.findall(latin_digits(words))}
