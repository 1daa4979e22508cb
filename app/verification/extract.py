"""The register as strangers may keep it: what happened to each certificate, by number and day, and no person.

A line of ``events.csv`` is an event of the log; its hash is a leaf of the tree whose root each checkpoint signs, so
nobody can take a line out, add one or move one without being found out. A hash also covers who did it, to whom, and a
digest of the row with its code; those are personal, or could be guessed at, and stay here. For an archive that may
have them, ``chain.jsonl`` holds all that is hashed, and the chain can be walked from its start.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy import select

from app.certificates.log import START, canonical, chained, content_of
from app.certificates.log_models import CertificateEvent
from app.certificates.merkle import root_of
from app.certificates.models import Certificate
from app.core.database import db

COLUMNS = ("event", "day", "number", "act", "kind", "course", "until", "replacement", "payload_sha256", "hash")
_AT_A_TIME = 1_000


def write_events(path: Path, size: int) -> list[bytes]:
    """Write the events of the log up to one, a line each; give their hashes."""
    hashes: list[bytes] = []
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(COLUMNS)
        for event, kind, course, until in db.session.execute(_events(size)):
            lines.writerow(_line(event, kind, course, until))
            hashes.append(bytes.fromhex(event.hash))
    return hashes


def write_chain(path: Path, size: int) -> None:
    """Write all that is hashed of each event up to one, without what staff noted in words."""
    query = select(CertificateEvent).where(CertificateEvent.id <= size).order_by(CertificateEvent.id)
    with path.open("w", encoding="utf-8", newline="") as file:
        for event in db.session.scalars(query.execution_options(yield_per=_AT_A_TIME)):
            file.write(canonical(content_of(event)) + "\n")


def read_hashes(path: Path) -> Iterator[bytes]:
    """Read the hashes of an extract; raise ValueError where an event is missing or a line is none."""
    with path.open(encoding="utf-8", newline="") as file:
        for place, line in enumerate(_lines(file), 1):
            if line["event"] != str(place):
                raise ValueError(f"the event {place} is missing")
            yield bytes.fromhex(line["hash"])


def walk_chain(path: Path, hashes: Iterable[bytes]) -> Iterator[str]:
    """Walk a chain from its start, and name each event whose hash is not the one in the extract."""
    before = START
    with path.open(encoding="utf-8") as file:
        for place, (line, kept) in enumerate(zip(file, hashes, strict=True), 1):
            before = chained(before, json.loads(line))
            if before != kept.hex():
                yield f"{path.name}: event {place} is not the one in the log"
                return


def root_up_to(hashes: list[bytes], size: int) -> bytes:
    """Give the root of the tree over so many events."""
    return root_of(hashes[:size])


def _lines(file: TextIO) -> Iterator[dict[str, str]]:
    lines = csv.DictReader(file)
    if tuple(lines.fieldnames or ()) != COLUMNS:
        raise ValueError("its first line is not ours")
    return lines


def _events(size: int) -> Any:
    columns = (Certificate.kind, Certificate.course_version, Certificate.valid_until)
    return (
        select(CertificateEvent, *columns)
        .outerjoin(Certificate, Certificate.number == CertificateEvent.number)
        .where(CertificateEvent.id <= size)
        .order_by(CertificateEvent.id)
        .execution_options(yield_per=_AT_A_TIME)
    )


def _line(event: CertificateEvent, kind: str, course: str, until: Any) -> tuple[object, ...]:
    """Write an event; what is said of a certificate stands with its papers alone."""
    of_paper = (kind, course, until or "") if event.payload_digest else ("", "", "")
    digest, replacement = event.payload_digest or "", event.replacement or ""
    return (event.id, event.at.date(), event.number, event.act, *of_paper, replacement, digest, event.hash)
