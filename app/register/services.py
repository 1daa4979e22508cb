"""Notes who was shown whom."""

from __future__ import annotations

from collections.abc import Sequence

from app.accounts.models import Staff
from app.audit.rules import Actor, Subject
from app.audit.services import record
from app.core.database import unit_of_work
from app.register.acts import SEARCHED
from app.register.queries import Kind


@unit_of_work()
def note_search(*, kind: Kind, numbers: Sequence[str], by: Staff) -> None:
    """Note a search that showed people: by what, and how many; where it was one person, also which certificate."""
    subject = Subject("certificate", numbers[0]) if len(numbers) == 1 else None
    record(SEARCHED, actor=Actor.staff(by.id), subject=subject, detail={"by": kind.value, "count": len(numbers)})
