"""What the columns of a copy are called, in the words of the reader; one without words is named as it is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

_LABELS: dict[str, LazyString] = {
    "number": _l("Number"),
    "name_native": _l("Name"),
    "name_latin": _l("Name as in the passport"),
    "locale": _l("Language"),
    "origin": _l("From"),
    "destination": _l("To"),
    "sector": _l("Work"),
    "sex": _l("Sex"),
    "born_on": _l("Birthday"),
    "born_year": _l("Year of birth"),
    "province": _l("Province"),
    "phone_sealed": _l("Telephone"),
    "document_sealed": _l("Number of the document"),
    "created_at": _l("Since when"),
    "written_at": _l("Written down"),
    "made_at": _l("Made"),
    "used_at": _l("Used"),
    "ended_at": _l("Ended"),
    "at": _l("When"),
    "day": _l("Day"),
    "updated_at": _l("When"),
    "started_at": _l("Started"),
    "submitted_at": _l("Handed in"),
    "issued_at": _l("Issued"),
    "valid_until": _l("Valid until"),
    "joined_at": _l("Joined"),
    "left_at": _l("Left"),
    "asked_at": _l("Asked"),
    "decided_at": _l("Decided"),
    "lesson": _l("Lesson"),
    "module": _l("Module"),
    "seen": _l("Cards"),
    "question": _l("Question"),
    "responses": _l("Answers"),
    "options": _l("Answers"),
    "asked": _l("Questions"),
    "right_count": _l("Right answers"),
    "passed": _l("Passed"),
    "status": _l("How it stands"),
    "minutes": _l("Minutes missed"),
    "seat": _l("Number of the seat"),
    "kind": _l("Kind"),
    "code": _l("Code"),
    "statement": _l("What is printed"),
    "act": _l("What"),
    "reason": _l("Why"),
    "why": _l("Why"),
    "note": _l("Note"),
    "country": _l("Country"),
    "count": _l("How often"),
    "purpose": _l("What for"),
    "taken": _l("Where"),
    "must_know_right": _l("Must-know right"),
}


def label(column: str) -> LazyString | str:
    """Name a column."""
    return _LABELS.get(column, column.replace("_", " "))
