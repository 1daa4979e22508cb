"""Names of single files: the number first, so that two people of one name never share one; then a piece of the name."""

from __future__ import annotations

import re
import unicodedata

MOST_BYTES = 60
"""Of the piece of the name, in UTF-8: some systems stop at 255 for a whole path."""
_PLAIN = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "ß": "ss"})
_OTHER = re.compile(r"[^0-9A-Za-z]+")


def file_name(number: str, native: str | None, latin: str | None) -> str:
    """Name the file of a certificate; nothing in it means anything to a file system."""
    piece = latin_piece(latin or "") or latin_piece(native or "") or native_piece(native or latin or "")
    return f"{number}_{piece}.pdf" if piece else f"{number}.pdf"


def latin_piece(name: str) -> str:
    """Write a name in the letters that every system has; empty where it has other letters."""
    if any(unicodedata.category(sign)[0] == "L" and "LATIN" not in unicodedata.name(sign, "") for sign in name):
        return ""
    letters = unicodedata.normalize("NFKD", name.translate(_PLAIN)).encode("ascii", "ignore").decode()
    return _OTHER.sub("-", letters).strip("-")[:MOST_BYTES].strip("-")


def native_piece(name: str) -> str:
    """Keep the letters, marks and digits of a name, as many as have room; a letter keeps its marks or goes."""
    kept = "".join(
        sign if unicodedata.category(sign)[0] in "LMN" else "-" for sign in unicodedata.normalize("NFC", name)
    )
    while len(kept.encode()) > MOST_BYTES:
        kept = _without_last(kept)
    return re.sub("-+", "-", kept).strip("-")


def _without_last(text: str) -> str:
    text = text.rstrip("".join(sign for sign in set(text) if unicodedata.category(sign)[0] == "M"))
    return text[:-1]
