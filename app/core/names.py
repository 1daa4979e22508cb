"""What people are called: stored in one spelling, questioned where it looks wrong, found however it is typed.

No name is refused for its script, its length of one letter or the lack of a family name. What looks wrong is a
*warning*, which the learner or the staff may overrule; only a *fault* keeps a text from being a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from app.core.naming import burmese, khmer, thai_lao, zawgyi
from app.core.naming.characters import (
    JOINERS,
    PRIVATE_USE,
    is_letter,
    is_mark,
    plain,
    plain_punctuation,
    script_of,
    single_spaced,
)

MAX_NAME = 100
"""The most letters a name may have, its marks not counted; nobody may have more than four times as many code points."""

_CODE_POINTS_A_LETTER = 4

# Keyboards and old code pages give the Icelandic or the African letter, whose capital is drawn alike.
_VIETNAMESE_D = str.maketrans("\u00d0\u0189\u00f0\u0256", "\u0110\u0110\u0111\u0111")

_LEGACY_FONT = re.compile("[\u00c0-\u00ff]{2}")
_LANGUAGES_OF_OWN_SCRIPT = {"km", "lo", "my", "th"}
_MARKUP = set('<>{}[]\\/|@#%*_&!?:;"')
# The enclosing keycap, arrows to dingbats, ornaments and seals among hanzi, the planes of emoji.
_PICTOGRAPH = re.compile("[\u20e3\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001fbff]")
_ACCENT = re.compile("[\u0300-\u036f]")
_DRAWN_ALIKE = str.maketrans("\u0111\u00f0\u0256", "ddd")
_SUBSCRIPT_DA, _SUBSCRIPT_TA = khmer.COENG + "\u178a", khmer.COENG + "\u178f"
_FILLING = re.compile(rf"[\s.\u00b7'\u2019{JOINERS}-]")


class NameWarning(StrEnum):
    """What a person should look at before the name is printed."""

    ZAWGYI_CONVERTED = "zawgyi-converted"
    MAYBE_ZAWGYI = "maybe-zawgyi"
    MIXED_SCRIPTS = "mixed-scripts"
    DIGIT = "digit"
    SYMBOL = "symbol"
    LEADING_MARK = "leading-mark"
    LEGACY_FONT = "legacy-font"


class NameFault(StrEnum):
    """Why a text cannot be a name."""

    EMPTY = "empty"
    NO_LETTER = "no-letter"
    TOO_LONG = "too-long"
    EMOJI = "emoji"


class NormalisedName(NamedTuple):
    """A name in its one spelling, and what to ask the person about it."""

    name: str
    warnings: tuple[NameWarning, ...]


def normalise_name(raw: str, lang: str | None = None, *, zawgyi: bool | None = None) -> NormalisedName:
    """Give a name the one spelling that is stored and printed; a name already in it stays.

    The language, when known, settles what letters alone cannot. Whether Burmese was typed in Zawgyi is a guess: where
    it is made or in doubt, show both readings, ``zawgyi=True`` and ``zawgyi=False``, and keep what the person chooses.
    """
    text, doubt = _in_unicode(plain(raw), zawgyi)
    text = _tidy(text)
    if lang == "vi":
        text = text.translate(_VIETNAMESE_D)
    name = single_spaced(plain_punctuation(unicodedata.normalize("NFC", text)))
    found = {doubt, *_warnings(name), *_signs_of_a_legacy_font(raw, name, lang)}
    return NormalisedName(name, tuple(warning for warning in NameWarning if warning in found))


def name_key(name: str) -> str:
    """Reduce a name to what search and the hunt for duplicates compare: Nguyễn and NGUYEN, Hoà and Hòa are the same.

    Never show it. NFKD also makes ຫນ of ໜ; a subscript DA is drawn like a subscript TA.
    """
    return key_of_normalised(normalise_name(name).name)


def key_of_normalised(name: str) -> str:
    """Give the key of a name, or of a word of one, that stands in its one spelling already."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    letters = _ACCENT.sub("", letters).translate(_DRAWN_ALIKE).replace(_SUBSCRIPT_DA, _SUBSCRIPT_TA)
    return unicodedata.normalize("NFC", _FILLING.sub("", letters))


def name_fault(name: str) -> NameFault | None:
    """Tell why a normalised text cannot be a name, or None when it can."""
    if not name.strip():
        return NameFault.EMPTY
    if not any(map(is_letter, name)):
        return NameFault.NO_LETTER
    if _letters(name) > MAX_NAME or len(name) > MAX_NAME * _CODE_POINTS_A_LETTER:
        return NameFault.TOO_LONG
    return NameFault.EMOJI if _PICTOGRAPH.search(name) else None


def is_latin(name: str) -> bool:
    """Tell whether a name can stand on the passport line: Latin letters with any accents, spaces and . ' - alone."""
    letters = [character for character in name if character not in " .'\u2019-" and not _ACCENT.match(character)]
    return bool(letters) and all(is_letter(letter) and script_of(letter) == "LATIN" for letter in letters)


def _in_unicode(text: str, typed_in_zawgyi: bool | None) -> tuple[str, NameWarning | None]:
    if not burmese.LETTERS.search(text):
        return text, None
    is_zawgyi = zawgyi.guess(text) if typed_in_zawgyi is None else typed_in_zawgyi
    if is_zawgyi:
        return zawgyi.to_unicode(text), NameWarning.ZAWGYI_CONVERTED
    return text, NameWarning.MAYBE_ZAWGYI if is_zawgyi is None else None


def _tidy(text: str) -> str:
    for script in (burmese, khmer, thai_lao):
        if script.LETTERS.search(text):
            text = script.tidy(text)
    return text


def _warnings(name: str) -> Iterator[NameWarning]:
    if len({script_of(letter) for letter in name if is_letter(letter)} - {"MODIFIER"}) > 1:
        yield NameWarning.MIXED_SCRIPTS
    categories = {unicodedata.category(character) for character in name}
    if categories & {"Nd", "No"}:
        yield NameWarning.DIGIT
    if categories & {"Sc", "Sk", "Sm", "So"} or _MARKUP.intersection(name):
        yield NameWarning.SYMBOL
    if name and is_mark(name[0]):
        yield NameWarning.LEADING_MARK


def _signs_of_a_legacy_font(raw: str, name: str, lang: str | None) -> Iterator[NameWarning]:
    """Find text for a font with letters of its own: private characters, or pairs of accents where Khmer is due.

    Such text cannot be converted without the font, and fonts of this kind differ; it must be typed again.
    """
    if PRIVATE_USE.search(raw) or (lang in _LANGUAGES_OF_OWN_SCRIPT and _LEGACY_FONT.search(name)):
        yield NameWarning.LEGACY_FONT


def _letters(name: str) -> int:
    return sum(not is_mark(character) and character not in JOINERS for character in name)
