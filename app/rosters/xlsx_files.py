"""Reads XLSX with openpyxl; only ever loaded through the door, for it is heavy.

A file is looked at as an archive first: what is too big, has macros or takes values from elsewhere is never opened.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.exceptions import InvalidFileException

from app.rosters.cells import Cell, Sheet, is_empty, plain_cell
from app.rosters.errors import Encrypted, HasMacros, NotASpreadsheet, TakesFromElsewhere, TooManyRows, Unpacked

MOST_COLUMNS = 60
MOST_SHEETS = 20
_MOST_PARTS = 2_000
_MOST_UNPACKED = 40 * 1024 * 1024
_MOST_RATIO = 400
_PACKED_FREELY = 1024 * 1024
"""A part no bigger than this when unpacked does no harm, however well it was packed."""
_LAST_ROW = 1_048_576
_FULL_SHEETS = 3
"""So many sheets may be as long as a roster can be, of which two may be no rosters."""
_MACROS = re.compile(r"vbaproject|macrosheets/|activex/|/embeddings/.*\.bin$", re.I)
_ELSEWHERE = re.compile(r"externallinks/|/connections\.xml$|querytables/", re.I)
_DECLARATION = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.I)
_HEAD = 4096
_BROKEN = (
    *(zipfile.BadZipFile, InvalidFileException, zlib.error, OSError, EOFError, RecursionError),
    *(SyntaxError, ValueError, KeyError, IndexError, TypeError, AttributeError),
)
"""What the library raises for content it did not foresee; a fault of the XML is a SyntaxError."""


def read_xlsx(content: bytes, most_rows: int) -> tuple[Sheet, ...]:
    """Read all sheets that can be seen; raise what keeps a file out."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_archive(archive)
        return tuple(_sheets(content, most_rows))
    except _BROKEN as fault:
        raise NotASpreadsheet from fault
    except NotImplementedError as fault:
        raise Encrypted from fault


def check_archive(archive: zipfile.ZipFile) -> None:
    """Refuse an archive that unpacks to too much, or holds what no roster needs."""
    parts = archive.infolist()
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise Unpacked
    for part in parts:
        if part.flag_bits & 0x1:
            raise Encrypted
        if part.file_size > max(_PACKED_FREELY, _MOST_RATIO * max(part.compress_size, 1)):
            raise Unpacked
        if _MACROS.search(part.filename):
            raise HasMacros
        if _ELSEWHERE.search(part.filename):
            raise TakesFromElsewhere
        if part.filename.lower().endswith((".xml", ".rels")):
            _check_xml(archive, part)
    if "xl/workbook.xml" not in {part.filename.lower() for part in parts}:
        raise NotASpreadsheet


def _check_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuse XML that declares entities, which could be made to grow without end, or that calls itself a macro."""
    with archive.open(part) as file:
        head = file.read(_HEAD).replace(b"\x00", b"")
        if part.filename.lower() == "[content_types].xml":
            head += file.read(_MOST_UNPACKED).replace(b"\x00", b"")
    if _DECLARATION.search(head):
        raise NotASpreadsheet
    if part.filename.lower() == "[content_types].xml" and b"macroenabled" in head.lower():
        raise HasMacros


def _sheets(content: bytes, most_rows: int) -> Iterator[Sheet]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # It warns of styles and validations it does not know, which we do not need.
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            from_1904 = book.epoch == CALENDAR_MAC_1904
            left = most_rows * _FULL_SHEETS
            for sheet in islice(book.worksheets, MOST_SHEETS):
                if sheet.sheet_state == "visible":
                    rows = _rows(sheet, most_rows)
                    left -= len(rows)
                    if left < 0:
                        raise Unpacked
                    yield Sheet(sheet.title, rows, from_1904)
        finally:
            book.close()


def _rows(sheet: Any, most_rows: int) -> tuple[tuple[Cell, ...], ...]:
    """Read rows to the last that is not empty; raise TooManyRows where people stand beyond the limit."""
    rows: list[tuple[Cell, ...]] = []
    last = 0
    for place, values in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, max_row=_LAST_ROW, values_only=True), 1):
        if not any(values):
            if place <= most_rows:
                rows.append(())
            continue
        row = tuple(map(plain_cell, values))
        if all(map(is_empty, row)):
            row = ()
        elif place > most_rows:
            raise TooManyRows
        else:
            last = place
        if place <= most_rows:
            rows.append(row)
    return tuple(rows[:last])
