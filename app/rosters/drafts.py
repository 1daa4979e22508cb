"""Keeps what was read in a file until somebody confirms it: sealed, for one person and one class, for a day."""

from __future__ import annotations

import base64
import json
import secrets
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select

from app.accounts.models import Staff
from app.cohorts.models import Cohort
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.sealing import CannotUnseal, seal, unseal
from app.rosters.errors import NoSuchDraft
from app.rosters.keeping import table_from_json, table_to_json
from app.rosters.models import RosterDraft
from app.rosters.tables import Table

KEPT_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that was read: its tables, and which of them are meant; None until that is decided."""

    token: str
    file_digest: str
    tables: tuple[Table, ...]
    chosen: tuple[int, ...] | None

    @property
    def meant(self) -> tuple[Table, ...]:
        """Give the tables that are brought in."""
        return tuple(self.tables[place] for place in self.chosen or ())


@unit_of_work()
def keep_draft(*, cohort: Cohort, tables: Sequence[Table], file_digest: str, by: Staff) -> str:
    """Keep the tables of a file, and give the token by which its owner finds them; a single table is the one meant."""
    token = secrets.token_urlsafe(16)
    chosen = (0,) if len(tables) == 1 else None
    sealed = _sealed(Draft(token, file_digest, tuple(tables), chosen))
    row = RosterDraft(token=token, cohort_id=cohort.id, staff_id=by.id, sealed=sealed, made_at=clock.now())
    db.session.add(row)
    return token


@unit_of_work()
def choose_tables(*, cohort: Cohort, draft: Draft, chosen: Sequence[int], by: Staff) -> None:
    """Settle which tables of a file are brought in."""
    row = _row(cohort, draft.token, by)
    row.sealed = _sealed(Draft(draft.token, draft.file_digest, draft.tables, tuple(chosen)))


@unit_of_work()
def drop_draft(*, cohort: Cohort, token: str, by: Staff) -> None:
    """Throw a draft away."""
    db.session.delete(_row(cohort, token, by))


def draft_of(cohort: Cohort, token: str, by: Staff) -> Draft:
    """Find somebody's own draft; raise NoSuchDraft."""
    try:
        kept = json.loads(zlib.decompress(base64.b85decode(unseal(_row(cohort, token, by).sealed))))
    except CannotUnseal:
        raise NoSuchDraft from None
    chosen = None if kept["chosen"] is None else tuple(kept["chosen"])
    return Draft(token, kept["file"], tuple(map(table_from_json, kept["tables"])), chosen)


@unit_of_work()
def forget_drafts() -> None:
    """Throw away what nobody confirmed for a day."""
    db.session.execute(delete(RosterDraft).where(RosterDraft.made_at < clock.now() - KEPT_FOR))


def _row(cohort: Cohort, token: str, by: Staff) -> RosterDraft:
    query = select(RosterDraft).where(
        RosterDraft.token == token,
        RosterDraft.cohort_id == cohort.id,
        RosterDraft.staff_id == by.id,
        RosterDraft.made_at > clock.now() - KEPT_FOR,
    )
    found = db.session.scalar(query.with_for_update())
    if found is None:
        raise NoSuchDraft
    return found


def _sealed(draft: Draft) -> str:
    kept = {"file": draft.file_digest, "chosen": draft.chosen, "tables": [*map(table_to_json, draft.tables)]}
    return seal(base64.b85encode(zlib.compress(json.dumps(kept, ensure_ascii=False).encode())).decode())
