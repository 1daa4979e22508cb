"""Seals anew, with the present key, whatever the key before it sealed, in every table that declares sealed columns.

It goes through a table in the order of its keys, some rows at a time. What is sealed with the present key already is
passed over, so a run that was cut off goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, and_, delete, or_, select, tuple_, update

from app.audit.rules import SYSTEM
from app.audit.services import record
from app.core.database import db, unit_of_work
from app.core.sealing import CannotUnseal, digest, is_under_present_key, seal, unseal
from app.learners.enrolling import DOCUMENT, PHONE, document_end_digest
from app.learners.record_models import LearnerRecord
from app.privacy.acts import RESEALED
from app.privacy.declared import TABLES
from app.privacy.finding import table_of
from app.privacy.rules import Sort, TableRule
from app.rosters.models import RosterLine

AT_ONCE = 200
Key = tuple[Any, ...]


@dataclass(slots=True)
class Resealed:
    """What a run did."""

    rows: int = 0
    """Rows with something sealed."""
    written: int = 0
    """Those of them that were written anew."""
    unreadable: list[str] = field(default_factory=list)
    """Rows of which something can be opened with neither key: the table and its key."""


def reseal_all() -> Resealed:
    """Write anew what the old key sealed.

    Lines of rosters are known by a digest under the key, which cannot be made again without the roster. They are let
    go: the next time a roster comes in, it asks about each person as if it were new.
    """
    done = Resealed()
    for rule in TABLES.values():
        if any(sort is Sort.SEALED for _name, sort in rule.columns()):
            _reseal_table(rule, done)
    if done.written:
        record(RESEALED, actor=SYSTEM, detail={"rows": done.written})
    return done


def _reseal_table(rule: TableRule, done: Resealed) -> None:
    last: Key | None = None
    while True:
        last = reseal_some(rule, last, done)
        if last is None:
            return


@unit_of_work()
def reseal_some(rule: TableRule, after: Key | None, done: Resealed) -> Key | None:
    """Do some rows after a key, and give the key of the last; None where there are no more."""
    table, sealed = table_of(rule.table), [name for name, sort in rule.columns() if sort is Sort.SEALED]
    key = list(table.primary_key)
    query = select(*key, *(table.c[name] for name in sealed)).with_for_update()
    query = query.where(or_(*(table.c[name].is_not(None) for name in sealed)))
    if after is not None:
        query = query.where(tuple_(*key) > tuple_(*after))
    rows = db.session.execute(query.order_by(*key).limit(AT_ONCE)).mappings().all()
    for row in rows:
        done.rows += 1
        _reseal_row(table, row, sealed, done)
    return tuple(rows[-1][column.name] for column in key) if rows else None


def _reseal_row(table: Table, row: Mapping[Any, Any], sealed: Sequence[str], done: Resealed) -> None:
    tokens = {name: row[name] for name in sealed if row[name]}
    if all(is_under_present_key(token) for token in tokens.values()):
        return
    key = {column: row[column.name] for column in table.primary_key}
    try:
        opened = {name: unseal(token) for name, token in tokens.items()}
    except CannotUnseal:
        done.unreadable.append(f"{table.name} {', '.join(str(value) for value in key.values())}")
        return
    values = {name: seal(text) for name, text in opened.items()}
    if table.name == LearnerRecord.__tablename__:
        values |= _digests(opened)
        db.session.execute(delete(RosterLine))
    db.session.execute(update(table).where(and_(*(column == value for column, value in key.items()))).values(values))
    done.written += 1


def _digests(opened: Mapping[str, str]) -> dict[str, str]:
    """Give what finds a learner's numbers again under the present key."""
    phone, document = opened.get("phone_sealed"), opened.get("document_sealed")
    found = {"phone_digest": digest(phone, purpose=PHONE)} if phone else {}
    if document:
        found |= {
            "document_digest": digest(document, purpose=DOCUMENT),
            "document_end_digest": document_end_digest(document),
        }
    return found
