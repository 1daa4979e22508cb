"""Keeps the entries: one for each certificate, in the transaction in which the log learns of it.

The log is locked meanwhile, so that no two transactions make the same name at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import delete, insert, select, update

from app.certificates.entering import lock_log, on_entered
from app.certificates.life import TURNS, Act
from app.certificates.log_models import CertificateEvent
from app.certificates.models import Certificate
from app.certificates.queries import stands_of
from app.certificates.rules import Status
from app.core.database import db, dialect_insert, unit_of_work
from app.register.earning import NOWHERE, Place, place_of_new, places_of
from app.register.keys import near_marks, parts_of
from app.register.models import RegisterEntry, RegisterName, RegisterNamed, RegisterNear, RegisterPart
from app.register.typed import ending_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an entry must say."""

    values: dict[str, Any]
    names: dict[str, frozenset[str]]
    """The parts of each whole name by its key."""


def init_register(app: Flask) -> None:
    """Follow the log of the register."""
    on_entered(app, _follow)


def wanted_of(certificates: Sequence[Certificate]) -> list[Wanted]:
    """Tell what the entries of certificates must say."""
    stands, places = stands_of([one.number for one in certificates]), places_of(certificates)
    statuses = {number: stand.status for number, stand in stands.items()}
    return [
        wanted_entry(one, statuses.get(one.number, Status.ACTIVE), places.get(one.id, NOWHERE)) for one in certificates
    ]


def wanted_entry(certificate: Certificate, status: Status, place: Place) -> Wanted:
    """Tell what the entry of one certificate must say; ``place`` is its class and its centre."""
    said = {} if certificate.is_forgotten else json.loads(certificate.statement)
    native, latin = said.get("name_native"), said.get("name_latin")
    values = {
        "id": certificate.id,
        "number": certificate.number,
        "ending": ending_of(certificate.number),
        "counter_ending": f"{certificate.serial:07}"[::-1],
        "serial": certificate.serial,
        "kind": certificate.kind,
        "name_native": native,
        "name_latin": latin,
        "issued_on": certificate.issued_at.date(),
        "valid_until": certificate.valid_until,
        "status": status.value,
        "cohort_id": place[0],
        "centre_id": place[1],
    }
    return Wanted(values, names_in(native, latin))


def names_in(*names: str | None) -> dict[str, frozenset[str]]:
    """Give the whole keys of names, each with its parts; two that are written alike are one."""
    found: dict[str, frozenset[str]] = {}
    for name in filter(None, names):
        parts = parts_of(name)
        if parts:
            found[parts[0]] = found.get(parts[0], frozenset()) | frozenset(parts)
    return found


def enter_all(wanted: Sequence[Wanted], *, anew: bool = False) -> None:
    """Write entries that are not there yet, inside the present unit of work.

    ``anew`` adds what may be missing of names that are there already.
    """
    if not wanted:
        return
    db.session.execute(insert(RegisterEntry), [one.values for one in wanted])
    parts: dict[str, frozenset[str]] = {}
    for one in wanted:
        parts |= {key: parts.get(key, frozenset()) | some for key, some in one.names.items()}
    ids = _name_ids(parts, anew=anew)
    _add(RegisterPart, ({"part": part, "name_id": ids[key]} for key, some in parts.items() for part in some))
    _add(RegisterNamed, ({"name_id": ids[key], "entry_id": one.values["id"]} for one in wanted for key in one.names))


def leave_out(entry_ids: Sequence[int]) -> None:
    """Take entries out again, and the names that nobody else carries, inside the present unit of work."""
    drop_names(entry_ids)
    db.session.execute(delete(RegisterEntry).where(RegisterEntry.id.in_(entry_ids)))


def drop_names(entry_ids: Sequence[int]) -> None:
    """Let entries carry no name any more; a name that nobody carries then goes altogether."""
    mine = RegisterNamed.entry_id.in_(entry_ids)
    ids = set(db.session.scalars(select(RegisterNamed.name_id).where(mine)))
    db.session.execute(delete(RegisterNamed).where(mine))
    ids -= set(db.session.scalars(select(RegisterNamed.name_id).where(RegisterNamed.name_id.in_(ids))))
    for name in db.session.execute(select(RegisterName.id, RegisterName.key).where(RegisterName.id.in_(ids))).all():
        _forget_name(name.id, name.key)


def _forget_name(name_id: int, key: str) -> None:
    db.session.execute(
        delete(RegisterNear).where(RegisterNear.mark.in_(near_marks(key)), RegisterNear.name_id == name_id)
    )
    db.session.execute(delete(RegisterPart).where(RegisterPart.name_id == name_id))
    db.session.execute(delete(RegisterName).where(RegisterName.id == name_id))


def _name_ids(keys: Iterable[str], *, anew: bool) -> dict[str, int]:
    """Find the names by their keys; add those that nobody carried, with their marks."""
    wanted = set(keys)
    if not wanted:
        return {}
    query = select(RegisterName.key, RegisterName.id).where(RegisterName.key.in_(wanted))
    ids = {row.key: row.id for row in db.session.execute(query)}
    new = sorted(wanted - set(ids))
    if new:
        adding = insert(RegisterName).returning(RegisterName.key, RegisterName.id)
        ids |= {row.key: row.id for row in db.session.execute(adding, [{"key": key} for key in new])}
    marked = wanted if anew else new
    _add(RegisterNear, ({"mark": mark, "name_id": ids[key]} for key in marked for mark in near_marks(key)))
    return ids


def _add(table: type[RegisterPart] | type[RegisterNamed] | type[RegisterNear], rows: Iterator[dict[str, Any]]) -> None:
    every = list(rows)
    if every:
        db.session.execute(dialect_insert(table).on_conflict_do_nothing(), every)


def _follow(event: CertificateEvent) -> None:
    act = Act(event.act)
    if act is Act.ISSUED:
        issued = db.session.scalars(select(Certificate).where(Certificate.number == event.number)).one()
        enter_all([wanted_entry(issued, Status.ACTIVE, place_of_new(issued))])
    elif act in TURNS:
        _turn(event.number, TURNS[act])
    if event.replacement:
        _pass_on(event.number, event.replacement)


def _turn(number: str, status: Status) -> None:
    db.session.execute(
        update(RegisterEntry)
        .where(RegisterEntry.number == number)
        .values(status=status.value)
        .execution_options(synchronize_session=False)
    )


def _pass_on(old: str, new: str) -> None:
    """Put a new paper where the old one was earned."""
    query = select(RegisterEntry.cohort_id, RegisterEntry.centre_id).where(RegisterEntry.number == old)
    found = db.session.execute(query).one_or_none()
    if found is None:
        return
    db.session.execute(
        update(RegisterEntry)
        .where(RegisterEntry.number == new)
        .values(cohort_id=found.cohort_id, centre_id=found.centre_id)
        .execution_options(synchronize_session=False)
    )


@unit_of_work()
def forget_in_register(number: str) -> None:
    """Empty the names of an entry, so that nobody finds a person any more who was forgotten.

    The log is locked until the certificate is empty as well: nobody makes the entry anew from what it said before.
    """
    lock_log()
    entry_id = db.session.scalar(select(RegisterEntry.id).where(RegisterEntry.number == number))
    if entry_id is None:
        return
    drop_names([entry_id])
    db.session.execute(
        update(RegisterEntry)
        .where(RegisterEntry.id == entry_id)
        .values(name_native=None, name_latin=None)
        .execution_options(synchronize_session=False)
    )
