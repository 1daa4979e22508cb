"""The single files of a run as one ZIP, written while it is sent: one file at a time is in memory.

The files are packed already, so the ZIP only holds them. Names beyond ASCII are marked as UTF-8.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from flask_babel import gettext as _

from app.printing.door import behind
from app.printroom.singles import Single
from app.rosters.exporting import defused

Read = Callable[[int], bytes]
_MAY_BE_READ = 0o100600 << 16


class _Pipe(io.RawIOBase):
    """Takes what is written and gives it away once."""

    def __init__(self) -> None:
        super().__init__()
        self._held: list[bytes] = []

    def writable(self) -> bool:
        """Tell that it takes bytes."""
        return True

    def write(self, content: bytes) -> int:  # type: ignore[override]
        """Take bytes."""
        self._held.append(bytes(content))
        return len(content)

    def given(self) -> bytes:
        """Give what was taken since the last time."""
        content = b"".join(self._held)
        self._held.clear()
        return content


def zipped(files: Iterable[Single], read: Read, at: datetime) -> Iterator[bytes]:
    """Write the ZIP piece by piece: each file, then the lists of all in CSV and XLSX."""
    pipe, rows = _Pipe(), []
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for single in files:
            archive.writestr(_info(single.name, at), read(single.place))
            rows.append(_row(single))
            yield pipe.given()
        archive.writestr(_info("index.csv", at), _csv(rows))
        archive.writestr(_info("index.xlsx", at), _xlsx(rows))
    yield pipe.given()


def _info(name: str, at: datetime) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
    info.external_attr = _MAY_BE_READ
    return info


def _headings() -> list[str]:
    return [
        _("Place in the run"),
        _("Number"),
        _("File"),
        _("Name"),
        _("Name in Latin letters"),
        _("Given on"),
        _("Valid until"),
    ]


def _row(one: Single) -> list[str]:
    return [str(one.place), one.number, one.name, one.native or "", one.latin or "", one.issued_on, one.valid_until]


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow(_headings())
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def _xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    writing = behind("app.rosters.writing")
    content: bytes = writing.write_xlsx(writing.Page("Waymark", _headings(), rows))
    return content
