"""Makes the entries anew from the register, and tells where they differ from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, tuple_

from app.certificates.entering import lock_log
from app.certificates.models import Certificate
from app.core.database import db, unit_of_work
from app.register.entering import Wanted, enter_all, leave_out, wanted_of
from app.register.keys import near_marks
from app.register.models import RegisterEntry, RegisterName, RegisterNamed, RegisterNear, RegisterPart

AT_ONCE = 1000
_MOST_A_RUN = 20_000


@dataclass(frozen=True, slots=True)
class Compared:
    """How many certificates were looked at, and which entries are missing or say something else."""

    certificates: int
    wrong: tuple[str, ...]


def compare_all() -> Compared:
    """Compare every entry with what the register says."""
    numbers, count = [], 0
    for some in _portions():
        count += len(some)
        numbers += [one.values["number"] for one in _differing(some)]
        db.session.expunge_all()
    return Compared(count, tuple(numbers))


def mend_all() -> Compared:
    """Write anew every entry that is missing or says something else."""
    numbers, count = [], 0
    for some in _portions():
        count += len(some)
        numbers += _mend(some)
        db.session.expunge_all()
    return Compared(count, tuple(numbers))


def enter_missing() -> int:
    """Make the entries of certificates that have none, as after an update that brought the search."""
    query = (
        select(Certificate)
        .outerjoin(RegisterEntry, RegisterEntry.id == Certificate.id)
        .where(RegisterEntry.id.is_(None))
        .order_by(Certificate.id)
        .limit(AT_ONCE)
    )
    made = 0
    while made < _MOST_A_RUN and (some := db.session.scalars(query).all()):
        made += len(_mend(some))
        db.session.expunge_all()
    return made


@unit_of_work()
def _mend(certificates: Sequence[Certificate]) -> list[str]:
    lock_log()
    now = _as_they_are(certificates)
    wrong = _differing(now)
    leave_out([one.values["id"] for one in wrong])
    enter_all(wrong, anew=True)
    return [one.values["number"] for one in wrong]


def _as_they_are(certificates: Sequence[Certificate]) -> Sequence[Certificate]:
    """Read again, now that the log is locked: somebody may have been forgotten since, and must not be found anew."""
    query = select(Certificate).where(Certificate.id.in_([one.id for one in certificates])).order_by(Certificate.id)
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


def _portions() -> Iterator[Sequence[Certificate]]:
    """Walk all certificates by their place, so that it costs the same at the end as at the beginning."""
    last = 0
    query = select(Certificate).order_by(Certificate.id).limit(AT_ONCE)
    while some := db.session.scalars(query.where(Certificate.id > last)).all():
        last = some[-1].id
        yield some


def _differing(certificates: Sequence[Certificate]) -> list[Wanted]:
    wanted = wanted_of(certificates)
    ids = [one.values["id"] for one in wanted]
    there = {entry.id: entry for entry in db.session.scalars(select(RegisterEntry).where(RegisterEntry.id.in_(ids)))}
    carried = _carried(ids)
    broken = _broken({name for some in carried.values() for name in some.items()}, wanted)
    return [
        one
        for one in wanted
        if not _is_right(one, there.get(one.values["id"]), carried.get(one.values["id"], {}).keys(), broken)
    ]


def _is_right(wanted: Wanted, entry: RegisterEntry | None, keys: Set[str], broken: Set[str]) -> bool:
    if entry is None or keys != wanted.names.keys() or keys & broken:
        return False
    return all(getattr(entry, name) == value for name, value in wanted.values.items())


def _carried(ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """Give the names that entries carry: their keys and places."""
    query = (
        select(RegisterNamed.entry_id, RegisterName.key, RegisterName.id)
        .join(RegisterName, RegisterName.id == RegisterNamed.name_id)
        .where(RegisterNamed.entry_id.in_(ids))
    )
    carried: dict[int, dict[str, int]] = {}
    for entry_id, key, name_id in db.session.execute(query):
        carried.setdefault(entry_id, {})[key] = name_id
    return carried


def _broken(names: Set[tuple[str, int]], wanted: Sequence[Wanted]) -> set[str]:
    """Tell which names lack a mark, or a part that one of these certificates gives them."""
    parts = {key: some for one in wanted for key, some in one.names.items()}
    key_of = {name_id: key for key, name_id in names}
    marks = {(mark, name_id) for key, name_id in names for mark in near_marks(key)}
    words = {(part, name_id) for key, name_id in names for part in parts.get(key, ())}
    lacking = marks - _there(marks, RegisterNear.mark, RegisterNear.name_id)
    missing = words - _there(words, RegisterPart.part, RegisterPart.name_id)
    return {key_of[name_id] for _mark, name_id in lacking} | {key_of[name_id] for _part, name_id in missing}


def _there(pairs: Set[tuple[Any, int]], *columns: Any) -> set[tuple[Any, int]]:
    every, found = list(pairs), set()
    for start in range(0, len(every), AT_ONCE):
        query = select(*columns).where(tuple_(*columns).in_(every[start : start + AT_ONCE]))
        found |= {(row[0], row[1]) for row in db.session.execute(query)}
    return found
