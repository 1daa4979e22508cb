"""Opens a file that somebody sent: what it is, its content tells, never its name."""

from __future__ import annotations

import io
import zipfile

from app.printing.door import behind
from app.rosters.cells import Sheet
from app.rosters.csv_files import read_csv
from app.rosters.errors import NoFile, NoRoster, NotASpreadsheet, OldExcel, OpenDocument, TooBig, TooManyRows
from app.rosters.tables import MOST_ROWS, Table, heading_score, tables_of

MOST_BYTES = 5 * 1024 * 1024
_ROWS_BESIDE = 60
"""Titles above, totals below, empty rows between."""
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")


def open_roster(content: bytes, locale_tag: str) -> tuple[Table, ...]:
    """Find the tables in a file; raise a kind of UnreadableFile."""
    if not content:
        raise NoFile
    if len(content) > MOST_BYTES:
        raise TooBig
    tables = tables_of(_sheets(content, locale_tag))
    if not tables:
        raise NoRoster
    if sum(len(table.lines) for table in tables) > MOST_ROWS:
        raise TooManyRows
    return tables


def _sheets(content: bytes, locale_tag: str) -> tuple[Sheet, ...]:
    if content.startswith(_OLE):
        raise OldExcel
    if content.startswith((_PDF, *_PICTURES)):
        raise NotASpreadsheet
    most_rows = MOST_ROWS + _ROWS_BESIDE
    if not content.startswith(_ZIP):
        sheet = read_csv(content, "", locale_tag, most_rows)
        if len(sheet.rows) > most_rows and heading_score(sheet):
            raise TooManyRows
        return (sheet,)
    if _is_open_document(content):
        raise OpenDocument
    found: tuple[Sheet, ...] = behind("app.rosters.xlsx_files").read_xlsx(content, most_rows)
    return found


def _is_open_document(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "mimetype" in archive.namelist() and archive.read("mimetype").startswith(b"application/vnd.oasis")
    except (zipfile.BadZipFile, OSError, NotImplementedError):
        return False
