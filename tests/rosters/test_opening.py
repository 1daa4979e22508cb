"""What no roster is, is refused by its content before it can do harm."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from app.rosters.csv_files import read_csv
from app.rosters.errors import (
    Encrypted,
    HasMacros,
    NoRoster,
    NotASpreadsheet,
    OldExcel,
    OpenDocument,
    TakesFromElsewhere,
    TooBig,
    TooManyRows,
    Unpacked,
)
from app.rosters.opening import MOST_BYTES, open_roster
from app.rosters.tables import MOST_ROWS
from tests.rosters.making import as_csv, xlsx

ROWS = [["Name"], ["SAMPLE ONE"]]


def with_parts(content: bytes, parts: dict[str, bytes]) -> bytes:
    """Put other parts into a workbook, or in the place of its own."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return target.getvalue()


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ({"xl/vbaProject.bin": b"x"}, HasMacros),
        ({"xl/macrosheets/sheet1.xml": b"<x/>"}, HasMacros),
        ({"xl/externalLinks/externalLink1.xml": b"<x/>"}, TakesFromElsewhere),
        ({"xl/connections.xml": b"<x/>"}, TakesFromElsewhere),
        ({"xl/media/bomb.bin": b"\x00" * 50_000_000}, Unpacked),
        ({"xl/sharedStrings.xml": b"<sst>" + b" " * 3_000_000 + b"</sst>"}, Unpacked),
        ({"xl/sharedStrings.xml": b'<!DOCTYPE x [<!ENTITY a "aa">]><sst/>'}, NotASpreadsheet),
        ({"xl/workbook.xml": b"<broken"}, NotASpreadsheet),
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, OpenDocument),
    ],
)
def test_what_no_roster_needs_keeps_a_workbook_out(parts: dict[str, bytes], fault: type[Exception]) -> None:
    with pytest.raises(fault):
        open_roster(with_parts(xlsx({"Sheet1": ROWS}), parts), "en")


def test_a_workbook_that_says_it_has_macros_is_refused_whatever_its_name() -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx({"Sheet1": ROWS}))) as archive:
        types = archive.read("[Content_Types].xml")
    changed = types.replace(b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")
    with pytest.raises(HasMacros):
        open_roster(with_parts(xlsx({"Sheet1": ROWS}), {"[Content_Types].xml": changed}), "en")


def test_an_encrypted_archive_is_refused() -> None:
    content = bytearray(xlsx({"Sheet1": ROWS}))
    place = content.find(b"PK\x01\x02")
    content[place + 8] |= 1
    with pytest.raises(Encrypted):
        open_roster(bytes(content), "en")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OldExcel),
        (b"%PDF-1.7", NotASpreadsheet),
        (b"\x89PNG\r\n", NotASpreadsheet),
        (b"PK\x03\x04", NotASpreadsheet),
        (b"x" * (MOST_BYTES + 1), TooBig),
        (b"\xff" * 100, NoRoster),
        (b"\x00" * 100, NoRoster),
        (b'"Name\n', NoRoster),
        ("\n".join(["Name"] + ["SAMPLE"] * (MOST_ROWS + 1)).encode(), TooManyRows),
    ],
)
def test_what_is_no_roster_is_refused_in_words(content: bytes, fault: type[Exception]) -> None:
    with pytest.raises(fault):
        open_roster(content, "en")


def test_people_beyond_the_limit_are_never_lost_in_silence() -> None:
    rows = [["Name"], *([f"SAMPLE {place}"] for place in range(MOST_ROWS + 1))]
    with pytest.raises(TooManyRows):
        open_roster(xlsx({"Sheet1": rows}), "en")
    far_down = xlsx({"Sheet1": [*ROWS, *([[]] * 5000), ["SAMPLE FAR"]]})
    with pytest.raises(TooManyRows):
        open_roster(far_down, "en")


def test_people_on_all_sheets_count_together() -> None:
    rows = [["Name"], *([f"SAMPLE {place}"] for place in range(MOST_ROWS // 2 + 1))]
    with pytest.raises(TooManyRows):
        open_roster(xlsx({"One": rows, "Two": rows}), "en")
    with pytest.raises(Unpacked):
        open_roster(xlsx({f"Sheet{place}": rows for place in range(8)}), "en")


def test_two_thousand_rows_are_taken_and_empty_rows_do_not_count() -> None:
    rows = [["Name"], *([f"SAMPLE {'X' * (place % 40)}"] for place in range(MOST_ROWS))]
    (table,) = open_roster(xlsx({"Sheet1": rows}), "en")
    assert len(table.lines) == MOST_ROWS
    (table,) = open_roster(xlsx({"Sheet1": [*ROWS, *([[" "]] * 5000)]}), "en")
    assert len(table.lines) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_unicode_and_separator_is_read(encoding: str, delimiter: str) -> None:
    content = as_csv([["ឈ្មោះ", "ភេទ"], ["គំរូ, តេស្ត", "ស្រី"]], encoding, delimiter)
    assert read_csv(content, "", "km", 10).rows == (("ឈ្មោះ", "ភេទ"), ("គំរូ, តេស្ត", "ស្រី"))


@pytest.mark.parametrize("home", ["en", "th", "zh-Hans", "vi"])
@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp874", "ตัวอย่าง ทดสอบ"),
        ("gb18030", "样本测试"),
        ("cp1258", "Nguyễn Thị Mẫu"),
        ("cp874", "น้ำทิพย์ ตัวอย่าง ทดสอบรายชื่อ"),
    ],
)
def test_old_encodings_are_told_by_their_letters_whatever_the_class(home: str, encoding: str, name: str) -> None:
    content = as_csv([["No", "Name", "Sex"], ["1", name, "F"]], encoding)
    assert read_csv(content, "", home, 10).rows[1][1] == name


def test_heavy_libraries_stay_behind_the_door() -> None:
    rosters = Path(__file__).parents[2] / "app" / "rosters"
    guilty = [
        path.name
        for path in rosters.glob("*.py")
        if path.name not in ("xlsx_files.py", "writing.py")
        and any(word in path.read_text() for word in ("import openpyxl", "import xlsxwriter", "import xlsx_files"))
    ]
    assert not guilty
