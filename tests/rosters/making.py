"""Makes workbooks and CSV files as offices save them."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

Rows = Sequence[Any]
_TONES = set("\u0300\u0301\u0303\u0309\u0323")


def xlsx(
    sheets: Mapping[str, Rows], *, merged: Sequence[str] = (), hidden: Sequence[str] = (), from_1904: bool = False
) -> bytes:
    """Write a workbook; a cell's kind is that of its Python value, and ``merged`` are ranges of every sheet."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    if from_1904:
        book.epoch = CALENDAR_MAC_1904
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for place in merged:
            sheet.merge_cells(place)
        if name in hidden:
            sheet.sheet_state = "hidden"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def as_csv(rows: Rows, encoding: str = "utf-8", delimiter: str = ",", *, before: bytes = b"") -> bytes:
    """Write CSV in an encoding of offices."""
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=delimiter).writerows(rows)
    text = target.getvalue()
    return before + (in_1258(text) if encoding == "cp1258" else text.encode(encoding))


def in_1258(text: str) -> bytes:
    """Write Vietnamese as Windows does: a tone is a sign of its own where there is no letter for it and its vowel."""
    written = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        try:
            written += letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            vowel = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
            written += vowel.encode("cp1258") + "".join(part for part in parts if part in _TONES).encode("cp1258")
    return bytes(written)
