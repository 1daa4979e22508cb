"""A register of any size, loaded fast into the real tables: people, classes, certificates, their log, and the entries.

What is loaded is made as the application makes it, but for three things that no search reads: a statement says only
the names, the log's hashes are counted and not chained, and nobody did the course.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Table, delete, insert, select, text

from app.certificates.codes import ALPHABET
from app.certificates.log_models import CertificateEvent
from app.certificates.models import Certificate, CertificateCounter, CertificateCurrent
from app.certificates.numbering import Number
from app.cohorts.models import Cohort, CohortMember
from app.core.database import Model, db, unit_of_work
from app.learners.enrolling import document_end_digest
from app.learners.models import Learner
from app.learners.record_models import LearnerRecord
from app.programme.centre_models import Centre
from app.register.entering import names_in
from app.register.keys import near_marks
from app.register.models import RegisterEntry, RegisterName, RegisterNamed, RegisterNear, RegisterPart
from app.register.typed import ending_of
from tests.bench.invented_names import a_name

ISSUER = "XX-TEST"
FIRST_DAY = datetime(2023, 1, 2, 3, 0, tzinfo=UTC)
LAST_DAY = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
CENTRES = 60
A_CLASS = 30
AT_ONCE = 20_000
GAP = 3_000
LONGEST_NUMBER = 9_000_000
"""No year gives more certificates than its counter holds."""
Rows = dict[type[Model], list[dict[str, Any]]]


@dataclass
class Loaded:
    """What stands in the database so far."""

    size: int = 0
    last: int = 0
    """The id of the last one; between two sizes some ids are left for those that are given one by one."""
    names: dict[str, int] = field(default_factory=dict)
    next_name: int = 1
    cohorts: int = 0
    serials: dict[int, int] = field(default_factory=dict)


def begin() -> None:
    """Make the centres."""
    values = [
        {"id": place, "code": f"BEN-{place:02}", "name": f"Invented Centre {place}", "time_zone": "Asia/Phnom_Penh"}
        for place in range(1, CENTRES + 1)
    ]
    with unit_of_work():
        db.session.execute(insert(Centre), values)


def grow(loaded: Loaded, size: int) -> None:
    """Load as many more as are lacking, some at a time; the days follow one another to the last."""
    chance = Random(loaded.size + 1)
    _catch_up(loaded)
    span = (LAST_DAY - FIRST_DAY) / LONGEST_NUMBER
    while loaded.size < size:
        count = min(AT_ONCE, size - loaded.size)
        places = range(loaded.last + 1, loaded.last + count + 1)
        rows: Rows = {}
        for place in places:
            # Every size has certificates of all days, so that a range of days holds its share of each.
            at = FIRST_DAY + span * ((place * 7_919_993) % LONGEST_NUMBER)
            _one(rows, loaded, place, at, chance)
        _classes(rows, loaded, places)
        _write(rows)
        loaded.size += count
        loaded.last = places[-1]
    _finish(loaded)
    loaded.last += GAP


def _catch_up(loaded: Loaded) -> None:
    """Learn of the names and numbers that were taken one by one since."""
    for name in db.session.execute(select(RegisterName.key, RegisterName.id)):
        loaded.names[name.key] = name.id
    for counter in db.session.scalars(select(CertificateCounter)):
        loaded.serials[counter.year] = counter.taken
    loaded.next_name = max(loaded.names.values(), default=0) + 1
    db.session.rollback()


def _one(rows: Rows, loaded: Loaded, place: int, at: datetime, chance: Random) -> None:
    native, latin = a_name(chance)
    year = at.year % 100
    serial = loaded.serials[year] = loaded.serials.get(year, 0) + 1
    number = str(Number(ISSUER, year, serial))
    ends = (at + timedelta(days=730)).date()
    drawn = chance.random()
    status = "revoked" if drawn < 0.005 else "superseded" if drawn < 0.025 else "active"
    cohort = (place - 1) // A_CLASS + 1
    _put(rows, Learner, **_learner(place, native, latin, at))
    if chance.random() < 0.5:
        end = f"{chance.randrange(10_000):04}"
        _put(rows, LearnerRecord, learner_id=place, document_end_digest=_digests(end), written_at=at)
    _put(rows, CohortMember, id=place, cohort_id=cohort, learner_id=place, seat=(place - 1) % A_CLASS + 1, joined_at=at)
    issued = {"issuer": ISSUER, "year": year, "serial": serial, "kind": "core", "valid_until": ends}
    _put(
        rows,
        Certificate,
        id=place,
        number=number,
        code="".join(chance.choices(ALPHABET, k=8)),
        learner_id=place,
        course_version="1.0",
        statement=json.dumps({"name_native": native, "name_latin": latin}, ensure_ascii=False),
        issued_at=at,
        **issued,
    )
    _put(rows, CertificateCurrent, learner_id=place, kind="core", course_version="1.0", certificate_id=place)
    _put(rows, CertificateEvent, **_event(place, number, at))
    _put(
        rows,
        RegisterEntry,
        id=place,
        number=number,
        ending=ending_of(number),
        counter_ending=f"{serial:07}"[::-1],
        serial=serial,
        kind="core",
        name_native=native,
        name_latin=latin,
        issued_on=at.date(),
        valid_until=ends,
        status=status,
        cohort_id=cohort,
        centre_id=_centre(cohort),
    )
    _name(rows, loaded, place, native, latin)


def _name(rows: Rows, loaded: Loaded, place: int, native: str, latin: str) -> None:
    for key, parts in names_in(native, latin).items():
        name_id = loaded.names.get(key)
        if name_id is None:
            name_id = loaded.names[key] = loaded.next_name
            loaded.next_name += 1
            _put(rows, RegisterName, id=name_id, key=key)
            for mark in near_marks(key):
                _put(rows, RegisterNear, mark=mark, name_id=name_id)
            for part in parts:
                _put(rows, RegisterPart, part=part, name_id=name_id)
        _put(rows, RegisterNamed, name_id=name_id, entry_id=place)


def _learner(place: int, native: str, latin: str, at: datetime) -> dict[str, Any]:
    names = {"name_native": native, "name_latin": latin, "name_key": latin.lower().replace(" ", "")}
    return {
        "id": place,
        "number": f"{place:09}",
        "locale": "km",
        "origin": "KH",
        "destination": "TH",
        "pin_is_given": False,
        "session_token": f"{place:032x}",
        "created_at": at,
        **names,
    }


def _event(place: int, number: str, at: datetime) -> dict[str, Any]:
    digest = f"{place:064x}"
    return {
        "id": place,
        "at": at,
        "number": number,
        "act": "issued",
        "actor_kind": "system",
        "learner_id": place,
        "payload_digest": digest,
        "statement_digest": digest,
        "row_digest": digest,
        "prev": f"{place - 1:064x}",
        "hash": digest,
    }


def _classes(rows: Rows, loaded: Loaded, places: range) -> None:
    first, last = loaded.cohorts + 1, (places[-1] - 1) // A_CLASS + 1
    loaded.cohorts = last
    for cohort in range(first, last + 1):
        _put(
            rows,
            Cohort,
            id=cohort,
            code=class_code(cohort),
            title=f"Group {cohort}",
            centre_id=_centre(cohort),
            award="core",
            locales=["km"],
            starts_on=FIRST_DAY.date(),
            ends_on=LAST_DAY.date(),
            created_at=FIRST_DAY,
        )


def class_code(cohort: int) -> str:
    """Write the code of a class."""
    signs = []
    for _ in range(6):
        cohort, rest = divmod(cohort, len(ALPHABET))
        signs.append(ALPHABET[rest])
    return "".join(reversed(signs))


def _centre(cohort: int) -> int:
    """Give large centres more classes than small ones."""
    return min(CENTRES, 1 + int(CENTRES * ((cohort * 7919 % 1000) / 1000) ** 2))


_DIGESTS: dict[str, str] = {}


def _digests(end: str) -> str:
    if end not in _DIGESTS:
        _DIGESTS[end] = document_end_digest(end)
    return _DIGESTS[end]


def _put(rows: Rows, model: type[Model], **values: Any) -> None:
    rows.setdefault(model, []).append(values)


_ORDER: Sequence[type[Model]] = (
    Learner,
    LearnerRecord,
    Cohort,
    CohortMember,
    Certificate,
    CertificateCurrent,
    CertificateEvent,
    RegisterEntry,
    RegisterName,
    RegisterNamed,
    RegisterPart,
    RegisterNear,
)


def _write(rows: Rows) -> None:
    with unit_of_work():
        is_postgres = db.engine.dialect.name == "postgresql"
        if is_postgres:
            db.session.execute(text("SET LOCAL session_replication_role = replica"))
        for model in _ORDER:
            table: Table = model.__table__  # type: ignore[assignment]
            values = _sorted(table, rows.get(model, []))
            if is_postgres:
                _copy(table, values)
            elif values:
                db.session.execute(insert(model), values)


def _sorted(table: Table, values: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Write in the order of the key, so that neighbours land on one page of the index."""
    keys = [column.key for column in table.primary_key]
    return sorted(values, key=lambda row: tuple(row[key] for key in keys))


def _copy(table: Table, values: Iterable[dict[str, Any]]) -> None:
    rows = list(values)
    if not rows:
        return
    names = sorted({name for row in rows for name in row})
    driver: Any = db.session.connection().connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
        copy.write("".join("\t".join(_plain(row.get(name)) for name in names) + "\n" for row in rows))


def _plain(value: Any) -> str:
    """Write a value as COPY reads it; no text here holds a tab, a line break or a backslash."""
    if value is None:
        return r"\N"
    return json.dumps(value) if isinstance(value, list) else str(value)


def _finish(loaded: Loaded) -> None:
    """Let the counters go on behind what was loaded, and the planner know how much there is."""
    counters = [{"issuer": ISSUER, "year": year, "taken": taken} for year, taken in loaded.serials.items()]
    with unit_of_work():
        db.session.execute(delete(CertificateCounter))
        db.session.execute(insert(CertificateCounter), counters)
    is_postgres = db.engine.dialect.name == "postgresql"
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in _AFTERWARDS if is_postgres else ("ANALYZE",):
            connection.execute(text(statement))


_AFTERWARDS = (
    *(
        f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"  # noqa: S608
        for table in ("learner", "certificate", "cohort", "cohort_member", "centre", "register_name")
    ),
    "VACUUM (ANALYZE)",
)
