"""What holds for every script: spaces, invisible characters, joiners, letters in fancy dress, punctuation."""

from __future__ import annotations

import re
import unicodedata

HAN = re.compile("[\u2f00-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002fffd\U00030000-\U0003fffd]")
PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
JOINERS = "\u200c\u200d"

# Other forms of ASCII, kana, Latin and hanzi, which come from wide keyboards, PDF files and "font" apps. NFKC is right
# for these alone: over the whole name it would take apart Thai SARA AM, Lao AM and Lao HO NO.
_DRESSED = re.compile("[\u2f00-\u2fdf\ufb00-\ufb06\uff01-\uff5e\uff65-\uff9f\U0001d400-\U0001d7ff]+")
_SPACES = re.compile(r"[\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(
    "["
    "\u00ad\u034f\u180b-\u180e"  # soft hyphen, grapheme joiner, Mongolian selectors
    "\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f"  # direction, word joiner, invisible operators
    "\u115f\u1160\u3164\uffa0"  # Hangul fillers
    "\u17b4\u17b5"  # Khmer inherent vowels, which no reader should see and no font draws
    "\u200b\ufeff"  # zero width space, byte order mark
    "\ufe00-\ufe0f\ufff9-\ufffb\U000e0000-\U000e0fff"  # variation selectors, annotations, tags
    "]"
)
# Control, surrogate, private use, unassigned. The two ideographic planes are spared: hanzi for names are still being
# added there (GB 18030-2022), and a Python may be older than someone's name.
_MEANINGLESS = {"Cc", "Cs", "Co", "Cn"}
# Joiners change the letters only of Arabic, Indic, Sinhala and Mongolian; between Khmer letters ZWNJ holds a sign up.
_JOINING = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\u0900-\u0dff\u1780-\u17ff\u1800-\u18af]")
_JOINED = re.compile(f"[{JOINERS}]+")
# Between the parts of a Uyghur or other long name in hanzi; the one standard sign is U+00B7 (GB/T 15834).
_MIDDLE_DOTS = re.compile("[\u2022\u2027\u2219\u22c5\u30fb\uff0e\uff65]")
_APOSTROPHES = re.compile("[\u2018\u02bc\u00b4`]")
_HYPHENS = re.compile("[\u2010-\u2013\u2212]")


def plain(text: str) -> str:
    """Compose the text, dress its letters plainly and drop what cannot be seen.

    NFC never changes how a text looks, but for compatibility ideographs, which it makes the ordinary ones.
    """
    text = unicodedata.normalize("NFC", text)
    if HAN.search(text):
        text = _MIDDLE_DOTS.sub("\u00b7", text)
    text = _DRESSED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = _INVISIBLE.sub("", single_spaced(text))
    text = "".join(character for character in text if _is_meant(character))
    return _JOINED.sub(_joiner, text)


def single_spaced(text: str) -> str:
    """Make one space of any white space, and none at the ends."""
    return _SPACES.sub(" ", text).strip()


def plain_punctuation(text: str) -> str:
    """Write every apostrophe as ’, but the typewriter's ', and every hyphen as -."""
    return _HYPHENS.sub("-", _APOSTROPHES.sub("\u2019", text))


def is_letter(character: str) -> bool:
    """Tell whether a character is a letter, a syllable or an ideograph."""
    return unicodedata.category(character).startswith("L") or bool(HAN.match(character))


def is_mark(character: str) -> bool:
    """Tell whether a character belongs to the one before it."""
    return unicodedata.category(character).startswith("M")


def script_of(letter: str) -> str:
    """Name the script of a letter by the first word of its Unicode name; hanzi and kana count as one.

    Python knows no script property. The first word is the script in all blocks our learners write with.
    """
    if HAN.match(letter):
        return "CJK"
    word = unicodedata.name(letter, "?").partition(" ")[0]
    return "CJK" if word in {"HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"} else word


def _is_meant(character: str) -> bool:
    return unicodedata.category(character) not in _MEANINGLESS or bool(HAN.match(character))


def _joiner(found: re.Match[str]) -> str:
    text, start, end = found.string, found.start(), found.end()
    between_letters = _JOINING.match(text[start - 1 : start]) and _JOINING.match(text[end : end + 1])
    return found[0][0] if between_letters else ""
