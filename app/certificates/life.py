"""The life of a certificate as pure functions: what can happen to it, why, and how it stands after all of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from app.certificates.rules import Status


class Act(StrEnum):
    """What can happen to a certificate."""

    ISSUED = "issued"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"
    REINSTATED = "reinstated"
    REPRINTED = "reprinted"
    DOWNLOADED = "downloaded"
    COPIED = "copied"
    """The holder took a copy whose square holds fewer fields."""
    PROPOSED_REVOCATION = "proposed-revocation"
    PROPOSED_REINSTATEMENT = "proposed-reinstatement"
    WITHDREW_PROPOSAL = "withdrew-proposal"


class Reason(StrEnum):
    """Why it happened."""

    NAME_CORRECTION = "name-correction"
    LOST_PAPER = "lost-paper"
    DAMAGED_PAPER = "damaged-paper"
    ISSUED_IN_ERROR = "issued-in-error"
    WRONG_PERSON = "wrong-person"
    CHEATING = "cheating"
    REVOKED_IN_ERROR = "revoked-in-error"
    APPEAL = "appeal"
    OTHER = "other"


REASONS: Mapping[Act, tuple[Reason, ...]] = {
    Act.SUPERSEDED: (Reason.NAME_CORRECTION, Reason.LOST_PAPER, Reason.DAMAGED_PAPER, Reason.OTHER),
    Act.REVOKED: (Reason.ISSUED_IN_ERROR, Reason.WRONG_PERSON, Reason.CHEATING, Reason.OTHER),
    Act.REINSTATED: (Reason.REVOKED_IN_ERROR, Reason.APPEAL, Reason.OTHER),
}
PROPOSALS: Mapping[Act, Act] = {
    Act.REVOKED: Act.PROPOSED_REVOCATION,
    Act.REINSTATED: Act.PROPOSED_REINSTATEMENT,
}
"""What needs two persons, and how the first of them proposes it."""
PROPOSED: Mapping[Act, Act] = {proposal: act for act, proposal in PROPOSALS.items()}
TURNS: Mapping[Act, Status] = {
    Act.ISSUED: Status.ACTIVE,
    Act.SUPERSEDED: Status.SUPERSEDED,
    Act.REVOKED: Status.REVOKED,
    Act.REINSTATED: Status.ACTIVE,
}
"""The acts after which a certificate stands otherwise than before."""


class Happening(Protocol):
    """What a life needs to know of an event of the log."""

    @property
    def id(self) -> int:
        """Give its place in the log."""

    @property
    def at(self) -> datetime:
        """Tell when it happened."""

    @property
    def act(self) -> str:
        """Tell what happened."""

    @property
    def replacement(self) -> str | None:
        """Give the number of the certificate that stands for this one now."""

    @property
    def answers_id(self) -> int | None:
        """Give the proposal that it answers."""


@dataclass(frozen=True, slots=True)
class Stand:
    """How the register says a certificate stands, since when, and which one replaced it."""

    status: Status = Status.ACTIVE
    at: datetime | None = None
    replaced_by: str | None = None


def stand_of(happenings: Iterable[Happening]) -> Stand:
    """Tell how a certificate stands after what happened to it, in its order."""
    stand = Stand()
    for one in happenings:
        status = TURNS.get(Act(one.act))
        if status:
            stand = Stand(status, one.at, one.replacement)
    return stand


def open_proposal(happenings: Iterable[Happening]) -> int | None:
    """Find the place of the proposal that waits for a second person; there is one at most."""
    waiting: int | None = None
    for one in happenings:
        if Act(one.act) in PROPOSED:
            waiting = one.id
        elif one.answers_id == waiting:
            waiting = None
    return waiting


def may_happen(act: Act, status: Status) -> bool:
    """Tell whether an act makes sense for a certificate that stands so."""
    return status is (Status.REVOKED if act is Act.REINSTATED else Status.ACTIVE)
