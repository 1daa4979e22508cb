"""The audit as a file for other programs, written while it is read, however long it is."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from app.audit.acts import words_for
from app.audit.queries import usernames_in

COLUMNS = ("id", "at", "who_kind", "who", "act", "act_in_words", "about_kind", "about", "detail")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def lines_of(chunks: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Write events as CSV, piece by piece, with the mark by which spreadsheets know UTF-8."""
    yield f"\ufeff{_written([COLUMNS])}"
    for events in chunks:
        names = usernames_in(events)
        yield _written([_safe(cell) for cell in _cells(event, names)] for event in events)


def _cells(event: Any, names: dict[int, str]) -> tuple[str, ...]:
    who = names.get(event.actor_id, event.actor_id) if event.actor_kind == "staff" else event.actor_id
    about = names.get(int(event.subject_id)) if event.subject_kind == "staff" and event.subject_id else event.subject_id
    return (
        str(event.id),
        event.at.isoformat(timespec="seconds"),
        event.actor_kind,
        "" if who is None else str(who),
        event.act,
        str(words_for(event.act)),
        event.subject_kind or "",
        about or "",
        json.dumps(event.detail, ensure_ascii=False, sort_keys=True) if event.detail else "",
    )


def _written(rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def _safe(cell: str) -> str:
    """Keep a spreadsheet from taking words for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
