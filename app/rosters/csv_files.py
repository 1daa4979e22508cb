"""Reads CSV in the encodings offices use, and with any of their separators.

A file does not say how it is encoded. So it is read in each way that is possible, and the one is taken in which the
headings make sense; where they are the same in all, the letters of the people decide.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from app.rosters.cells import Sheet
from app.rosters.tables import heading_score

MOST_COLUMNS = 60
_SEPARATORS = (",", ";", "\t", "|")
_LEGACY = ("cp874", "gb18030", "cp1258", "cp1252")
_HOME = {"th": "cp874", "zh-Hans": "gb18030", "vi": "cp1258"}
_ROWS_TRIED = 40
_DEFUSED = re.compile(r"'+[=+\-@\t\r]")
_SEPARATOR_LINE = re.compile(r"\s*\"?sep=(.)\"?\s*(\r\n|\r|\n)", re.I)
_VIETNAMESE = set("ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")


@dataclass(frozen=True, slots=True)
class _Attempt:
    score: tuple[int, float, int]
    encoding: str
    separator: str
    text: str


def read_csv(content: bytes, name: str, locale_tag: str, most_rows: int) -> Sheet:
    """Read a file as the grid that makes the most sense; at most so many rows, and one more to show there are."""
    best = max(_attempts(content, locale_tag), key=lambda attempt: attempt.score)
    rows = tuple(_rows(best.text, best.separator, most_rows + 1))
    return Sheet(name, rows)


def _attempts(content: bytes, locale_tag: str) -> Iterator[_Attempt]:
    for place, (encoding, decoded) in enumerate(_texts(content, locale_tag)):
        told = _SEPARATOR_LINE.match(decoded)
        text = decoded[told.end() :] if told else decoded
        for separator in (told[1],) if told else _SEPARATORS:
            head = Sheet("", tuple(_rows(text, separator, _ROWS_TRIED)))
            score = (heading_score(head), _plausibility(text, encoding), -place)
            yield _Attempt(score, encoding, separator, text)


def _texts(content: bytes, locale_tag: str) -> Iterator[tuple[str, str]]:
    for encoding in _encodings(content, locale_tag):
        try:
            yield encoding, unicodedata.normalize("NFC", content.decode(encoding)).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue


def _encodings(content: bytes, locale_tag: str) -> tuple[str, ...]:
    """Name the encodings a file may have, by its first bytes; Latin-1 at last can always be read."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if content.startswith(b"\xef\xbb\xbf") or _is_utf8(content):
        return ("utf-8-sig",)
    if content.count(0) > len(content) // 8:
        return ("utf-16-le",) if content[1:200:2].count(0) >= content[:200:2].count(0) else ("utf-16-be",)
    home = _HOME.get(locale_tag)
    legacy = ((home,) if home else ()) + tuple(encoding for encoding in _LEGACY if encoding != home)
    return (*legacy, "latin-1")


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\x00" not in content


def _rows(text: str, separator: str, most: int) -> Iterator[tuple[str, ...]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for _, row in zip(range(most), reader, strict=False):
            yield tuple(map(_armed, row[:MOST_COLUMNS]))
    except csv.Error:
        return


def _armed(cell: str) -> str:
    """Take off the apostrophe that keeps a spreadsheet from reckoning with a cell."""
    return cell[1:] if _DEFUSED.match(cell) else cell


def _plausibility(text: str, encoding: str) -> float:
    """Tell how much of the text beyond ASCII is as this encoding's own language writes it, from 0 to 1."""
    strange = [sign for sign in text[:20_000] if ord(sign) > 127 and not sign.isspace()]
    if not strange:
        return 1.0
    return sum(_is_native(sign, encoding) for sign in strange) / len(strange) - _misplaced(text) / len(strange)


def _is_native(sign: str, encoding: str) -> bool:
    if encoding == "cp874":
        return "\u0e01" <= sign <= "\u0e5b"
    if encoding == "gb18030":
        return _is_common_hanzi(sign)
    if encoding in ("cp1258", "cp1252", "latin-1"):
        return sign.lower() in _VIETNAMESE
    return True


def _is_common_hanzi(sign: str) -> bool:
    """Tell whether a hanzi is of the first level of GB 2312, the 3,755 that are used most, or a sign of its rows."""
    try:
        lead = sign.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return 0xB0 <= lead <= 0xD7 or lead in (0xA1, 0xA3)


def _misplaced(text: str) -> int:
    """Count Thai marks that stand where no letter of theirs is."""
    return len(re.findall("(?<![\u0e01-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", text[:20_000]))
