"""Zawgyi: the font encoding of older Burmese phones, which uses the code points of Unicode in a way of its own.

The rules are those of ICU's transliterator ``Zawgyi-my`` (Unicode CLDR), unaltered in ``zawgyi_rules.txt`` under the
licence in ``LICENSE-unicode.txt``. The detector is Google's, in ``myanmartools``.
"""

from __future__ import annotations

import re
import warnings
from pathlib import Path

from myanmartools import ZawgyiDetector

from app.core.naming.burmese import tidy

# The detector takes some Unicode names for Zawgyi at 0.5 and none of ours at 0.99, where it still finds most Zawgyi.
_SURE = 0.99
_MAYBE = 0.5
# Zawgyi stores the vowel E where it is drawn, before its letter; no word of Unicode Burmese begins with it.
_E_FIRST = re.compile("(?<![\u1000-\u109f])\u1031")

_RULES = Path(__file__).with_name("zawgyi_rules.txt")


class _Pass:
    """The rules tried at each place of the text, of which the first that fits is applied.

    They become one regular expression with a group around each rule; its alternatives are tried in the file's order.
    """

    def __init__(self, rules: list[tuple[str, str]]) -> None:
        self.expression = re.compile("|".join(f"({pattern})" for pattern, _ in rules))
        self.replacements: dict[int, str] = {}
        group = 1
        for pattern, replacement in rules:
            self.replacements[group] = replacement
            group += 1 + re.compile(pattern).groups

    def apply(self, text: str) -> str:
        return self.expression.sub(self._replacement, text)

    def _replacement(self, found: re.Match[str]) -> str:
        rule = found.lastindex or 0  # the group around the rule is the last to close
        return re.sub(r"\$(\d)", lambda group: found[rule + int(group[1])] or "", self.replacements[rule])


def _passes(rules: str) -> list[_Pass]:
    return [_Pass([_rule(line) for line in _statements(part)]) for part in rules.split("::Null;")]


def _statements(rules: str) -> list[str]:
    return [statement for statement in map(str.strip, rules.split(";")) if statement]


def _rule(statement: str) -> tuple[str, str]:
    pattern, _, replacement = statement.partition(" >")
    replacement = re.sub(r"\\u([0-9A-F]{4})", lambda code: chr(int(code[1], 16)), replacement.replace(" ", ""))
    if replacement.startswith("|"):  # ICU's cursor: what the last group matched is given back and tried again
        pattern = re.sub(r"\((\[[^]]+\])\)$", r"(?=\1)", pattern)
        replacement = replacement[1:].removesuffix("$1")
    return pattern, replacement


def _detector() -> ZawgyiDetector:
    """Load the detector, which opens its figures in a way Python 3.11 and 3.12 call deprecated, and 3.13 does not."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return ZawgyiDetector()


_PASSES = _passes(_RULES.read_text(encoding="utf-8"))
_DETECTOR = _detector()


def guess(text: str) -> bool | None:
    """Tell whether a text is Zawgyi; None when it may be."""
    likelihood = _likelihood(text)
    converted = to_unicode(text) if likelihood > _MAYBE else text
    if tidy(converted) == tidy(text):
        return False
    looks_like_it = likelihood > _SURE or _E_FIRST.search(text)
    still_does = _likelihood(converted) > _SURE  # then it was neither, but a word that is not Burmese
    return True if looks_like_it and not still_does else None


def to_unicode(text: str) -> str:
    """Write in Unicode what was typed in Zawgyi."""
    for rules in _PASSES:
        text = rules.apply(text)
    return text


def _likelihood(text: str) -> float:
    likelihood: float = _DETECTOR.get_zawgyi_probability(text)
    return likelihood
