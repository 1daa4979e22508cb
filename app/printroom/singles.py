"""Verbs and questions about single files: ask for them, draw them one after the other, forget them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, and_, delete, func, select

from app.accounts.models import Staff
from app.audit.acts import named
from app.audit.rules import Actor
from app.audit.services import record
from app.certificates.issued_file import issued_file
from app.certificates.models import Certificate
from app.certificates.statement import Statement
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.errors import NotAllowed
from app.core.permissions import Permission
from app.printing.errors import CannotPrint
from app.printroom.models import PrintPlace, PrintRun
from app.printroom.rules import KEPT_DAYS
from app.printroom.services import subject_of
from app.printroom.single_models import SingleFile, SingleFiles
from app.printroom.single_names import file_name
from app.programme.queries import current_programme
from app.signing.errors import KeyProblem
from app.signing.present import present_keys

ASKED = named("print-singles-asked", _l("Had the certificates of a print run drawn as single files"))
TAKEN = named("print-singles-taken", _l("Took the certificates of a print run as single files"))
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Single:
    """What the list of the files says of one."""

    place: int
    number: str
    name: str
    """Of the file."""
    native: str | None
    latin: str | None
    issued_on: str
    valid_until: str


@dataclass(frozen=True, slots=True)
class SinglesState:
    """How far the single files of a run are."""

    drawn: int
    size: int
    fault: str | None = None
    is_asked: bool = False

    @property
    def is_ready(self) -> bool:
        """Tell whether all are drawn."""
        return self.is_asked and self.drawn == self.size


def state_of(run: PrintRun) -> SinglesState:
    """Tell how far the single files of a run are."""
    asked = db.session.get(SingleFiles, run.id, populate_existing=True)
    drawn = db.session.scalar(select(func.count()).select_from(SingleFile).where(SingleFile.run_id == run.id)) or 0
    size = db.session.scalar(select(func.count()).select_from(_places(run.id).order_by(None).subquery())) or 0
    return SinglesState(drawn, size, asked.fault if asked else None, is_asked=asked is not None)


@unit_of_work()
def ask_for_singles(*, run: PrintRun, by: Staff) -> None:
    """Note that somebody wants the single files of a run, also again where it did not go on."""
    _check(by)
    asked = db.session.get(SingleFiles, run.id)
    if asked is None:
        asked = SingleFiles(run_id=run.id)
        db.session.add(asked)
    asked.asked_at, asked.asked_by_id, asked.fault = clock.now(), by.id, None
    record(ASKED, actor=Actor.staff(by.id), subject=subject_of(run), detail={"size": run.size})


@unit_of_work()
def note_taken(*, run: PrintRun, by: Staff) -> None:
    """Note that somebody takes the files."""
    _check(by)
    record(TAKEN, actor=Actor.staff(by.id), subject=subject_of(run), detail={"size": run.size})


def draw_some(run_id: int, seconds: float) -> bool:
    """Draw files that are missing for so long; tell whether some are still missing and can be drawn."""
    asked = db.session.get(SingleFiles, run_id, populate_existing=True)
    if asked is None or asked.fault:
        return False
    until = clock.now() + timedelta(seconds=seconds)
    keys, seal = present_keys(), current_programme().seal_files
    for place, number, statement in _missing(run_id):
        try:
            content = issued_file(Statement.from_json(statement), keys, seal=seal, at=_first_moment())
        except (CannotPrint, KeyProblem) as problem:
            _give_up(run_id, f"{number}: {problem}")
            return False
        _keep(run_id, place, number, content)
        if clock.now() >= until:
            return True
    return False


@unit_of_work()
def _keep(run_id: int, place: int, number: str, content: bytes) -> None:
    """Keep a file, unless its holder was forgotten while it was drawn."""
    query = select(Certificate.statement).where(Certificate.number == number).with_for_update()
    if db.session.scalar(query) is None:
        return
    kept = db.session.merge(SingleFile(run_id=run_id, place=place, content=content))
    db.session.flush()
    db.session.expunge(kept)  # So that one file at a time is in memory.


def unfinished() -> Sequence[int]:
    """List the runs whose single files are asked for and not all drawn."""
    missing = (
        select(PrintPlace.place)
        .join(Certificate, Certificate.number == PrintPlace.number)
        .outerjoin(SingleFile, and_(SingleFile.run_id == PrintPlace.run_id, SingleFile.place == PrintPlace.place))
        .where(PrintPlace.run_id == SingleFiles.run_id, Certificate.statement.is_not(None), SingleFile.place.is_(None))
    )
    return db.session.scalars(select(SingleFiles.run_id).where(SingleFiles.fault.is_(None), missing.exists())).all()


def singles_of(run: PrintRun) -> Iterator[Single]:
    """List the files of a run in its order, some at a time."""
    after = 0
    while rows := db.session.execute(_places(run.id, after).limit(_AT_ONCE)).all():
        yield from (_single(place, number, statement) for place, number, statement in rows)
        after = rows[-1][0]


def content_of_single(run_id: int, place: int) -> bytes:
    """Read one file."""
    query = select(SingleFile.content).where(SingleFile.run_id == run_id, SingleFile.place == place)
    return db.session.execute(query).scalar_one()


@unit_of_work()
def forget_old_singles() -> None:
    """Forget the files that were asked for long enough ago."""
    old = select(SingleFiles.run_id).where(SingleFiles.asked_at < clock.now() - timedelta(days=KEPT_DAYS))
    runs = db.session.scalars(old).all()
    db.session.execute(delete(SingleFile).where(SingleFile.run_id.in_(runs)))
    db.session.execute(delete(SingleFiles).where(SingleFiles.run_id.in_(runs)))


def _places(run_id: int, after: int = 0) -> Select[int, str, str]:
    return (
        select(PrintPlace.place, PrintPlace.number, Certificate.statement)
        .join(Certificate, Certificate.number == PrintPlace.number)
        .where(PrintPlace.run_id == run_id, PrintPlace.place > after, Certificate.statement.is_not(None))
        .order_by(PrintPlace.place)
    )


def _missing(run_id: int) -> Iterator[tuple[int, str, str]]:
    """List the places that have no file yet, each looked up when it is its turn."""
    there = select(SingleFile.place).where(SingleFile.run_id == run_id)
    after = 0
    while row := db.session.execute(_places(run_id, after).where(PrintPlace.place.not_in(there)).limit(1)).first():
        after = row[0]
        yield row[0], row[1], row[2]


def _single(place: int, number: str, statement: str) -> Single:
    said = Statement.from_json(statement)
    return Single(
        place=place,
        number=number,
        name=file_name(number, said.name_native, said.name_latin),
        native=said.name_native,
        latin=said.name_latin,
        issued_on=said.issued_on.isoformat(),
        valid_until=said.valid_until.isoformat() if said.valid_until else "",
    )


@unit_of_work()
def _give_up(run_id: int, why: str) -> None:
    asked = db.session.get(SingleFiles, run_id)
    if asked is not None:
        asked.fault = why[:200]


def _first_moment() -> datetime:
    """Give the first moment of the day, with which files are sealed that people download."""
    return datetime.combine(clock.today(), time(), UTC)


def _check(by: Staff) -> None:
    if Permission.PRINT_CERTIFICATES not in by.permissions:
        raise NotAllowed
