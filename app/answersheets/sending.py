"""Verbs about files on their way: keep one, let a worker have one, note a page, be done; each is one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import IO, TYPE_CHECKING

from sqlalchemy import delete, insert, or_, select

from app.accounts.models import Staff
from app.answersheets.errors import FAULTS, Unread
from app.answersheets.sent_models import SentFile, SentPart
from app.cohorts.models import Cohort
from app.core import clock
from app.core.database import db, unit_of_work

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

KEPT_FOR = timedelta(days=1)
_A_PART = 512 * 1024
_LEASE = timedelta(minutes=5)
_MOST_TRIES = 3
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class PageRead:
    """What became of one page: the code of its sheet, or what is wrong with it."""

    number: int
    code: str | None
    problem: LazyString | str | None
    was_in: bool
    """Whether the sheet had been taken in before."""


@unit_of_work()
def keep_file(*, cohort: Cohort, name: str, stream: IO[bytes], batch: str, by: Staff) -> int:
    """Keep a file until it is read, and give its id; it goes through the process in small parts."""
    file = SentFile(
        cohort_id=cohort.id, by_id=by.id, batch=batch, name=name[-_LONGEST_NAME:], sent_at=clock.now(), pages=[]
    )
    db.session.add(file)
    db.session.flush()
    number = 0
    while part := stream.read(_A_PART):
        db.session.execute(insert(SentPart), {"file_id": file.id, "number": number, "content": part})
        number += 1
    return file.id


@unit_of_work()
def claim(file_id: int) -> SentFile | None:
    """Let a worker have a file for a few minutes; None where it is read, another has it, or it was begun too often."""
    file = db.session.get(SentFile, file_id, with_for_update=True, populate_existing=True)
    if file is None or file.read_at is not None or (file.taken_until and file.taken_until > clock.now()):
        return None
    if file.tries >= _MOST_TRIES:
        _finish(file, (None, Unread.__name__, False))
        return None
    file.tries, file.taken_until = file.tries + 1, clock.now() + _LEASE
    return file


@unit_of_work()
def note_page(*, file: SentFile, code: str | None = None, fault: str | None = None, was_in: bool = False) -> None:
    """Note what became of the next page of a file."""
    file.pages = [*file.pages, [code, fault, was_in]]
    file.taken_until = clock.now() + _LEASE


@unit_of_work()
def finish(file: SentFile) -> None:
    """Note that a file is read to its end, and throw its content away."""
    _finish(file)


def _finish(file: SentFile, *more: tuple[str | None, str | None, bool]) -> None:
    file.pages = [*file.pages, *map(list, more)]
    file.read_at, file.taken_until = clock.now(), None
    db.session.execute(delete(SentPart).where(SentPart.file_id == file.id))


@unit_of_work()
def forget_files() -> None:
    """Throw away what was sent a day ago."""
    old = select(SentFile.id).where(SentFile.sent_at < clock.now() - KEPT_FOR)
    db.session.execute(delete(SentPart).where(SentPart.file_id.in_(old)))
    db.session.execute(delete(SentFile).where(SentFile.sent_at < clock.now() - KEPT_FOR))


def content_of(file: SentFile) -> bytes:
    """Put a file together again."""
    query = select(SentPart.content).where(SentPart.file_id == file.id).order_by(SentPart.number)
    return b"".join(db.session.scalars(query))


def waiting_files() -> Sequence[int]:
    """List the files that wait and that no worker has."""
    free = or_(SentFile.taken_until.is_(None), SentFile.taken_until < clock.now())
    return db.session.scalars(select(SentFile.id).where(SentFile.read_at.is_(None), free).order_by(SentFile.id)).all()


def shown_files(cohort: Cohort) -> list[SentFile]:
    """List what waits of a class's files, and all that was sent with the last of them."""
    query = select(SentFile).where(SentFile.cohort_id == cohort.id).order_by(SentFile.id)
    files = db.session.scalars(query.where(SentFile.sent_at > clock.now() - KEPT_FOR)).all()
    last = files[-1].batch if files else ""
    return [file for file in files if file.batch == last or file.read_at is None]


def pages_in(file: SentFile) -> list[PageRead]:
    """Tell what became of the pages of a file so far, in the reader's language."""
    return [
        PageRead(number, code, FAULTS[fault].message if fault else None, was_in)
        for number, (code, fault, was_in) in enumerate(file.pages, 1)
    ]
