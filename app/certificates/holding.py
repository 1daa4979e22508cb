"""What a holder sees of their own certificates: how each stands, what they may do with it, and who checked it."""

from __future__ import annotations

from dataclasses import dataclass

from app.certificates.checks_seen import Seen, checks_of
from app.certificates.codes import shown_code
from app.certificates.queries import Held, held_by
from app.certificates.rules import Standing
from app.certificates.sparing import Part, parts_of
from app.certificates.statement import Statement
from app.learners.models import Learner

_COUNTS = (Standing.ACTIVE, Standing.EXPIRED)


@dataclass(frozen=True, slots=True)
class OwnPaper:
    """A certificate for the page of its holder."""

    held: Held
    code: str
    """As printed, in two halves."""
    short_address: str
    """What a checker types."""
    parts: tuple[Part, ...]
    """What a copy may leave out; nothing where the certificate does not count any more."""
    checks: tuple[Seen, ...]

    @property
    def checked(self) -> int:
        """Count how often it was checked on line."""
        return sum(one.count for one in self.checks)


def own_papers(learner: Learner) -> tuple[OwnPaper, ...]:
    """List a learner's certificates, the newest first."""
    held = held_by(learner)
    checks = checks_of([one.certificate.number for one in held])
    return tuple(_own_paper(one, checks.get(one.certificate.number, ())) for one in held)


def _own_paper(held: Held, checks: tuple[Seen, ...]) -> OwnPaper:
    statement = Statement.from_json(held.certificate.statement)
    parts = parts_of(statement) if held.standing in _COUNTS else ()
    return OwnPaper(held, shown_code(held.certificate.code), statement.short_address, parts, checks)
