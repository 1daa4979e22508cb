"""The whole life of one certificate, for the staff's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.accounts.models import Staff
from app.audit.rules import ActorKind
from app.certificates.life import PROPOSED, Act, Stand, may_happen, open_proposal, stand_of
from app.certificates.log_models import CertificateEvent
from app.certificates.models import Certificate
from app.certificates.queries import events_of
from app.certificates.replacement_models import ReplacementProposal
from app.certificates.replacement_queries import open_replacement
from app.certificates.rules import Standing, Status, standing
from app.certificates.statement import Statement
from app.core import clock
from app.core.database import db
from app.learners.models import Learner


@dataclass(frozen=True, slots=True)
class Life:
    """A certificate, what happened to it, and what may happen next."""

    certificate: Certificate
    said: Statement | None
    """None where the person was forgotten."""
    learner: Learner | None
    stand: Stand
    standing: Standing
    events: Sequence[CertificateEvent]
    usernames: dict[int, str]
    replaces: str | None
    proposal: CertificateEvent | None
    """What waits for a second person: to take it back, or to let it count again."""
    replacement: ReplacementProposal | None
    """What waits for a second person: a new one in its place."""

    @property
    def proposed_act(self) -> Act | None:
        """Tell what was proposed."""
        return PROPOSED[Act(self.proposal.act)] if self.proposal else None

    @property
    def may_be_replaced(self) -> bool:
        """Tell whether a new certificate can be given in this one's place."""
        counts = self.standing is Standing.ACTIVE and self.learner is not None and self.said is not None
        return counts and self.replacement is None and self.proposal is None

    @property
    def may_be_printed(self) -> bool:
        """Tell whether the same paper can be printed again."""
        return self.stand.status is Status.ACTIVE and self.said is not None

    @property
    def may_be_proposed(self) -> Act | None:
        """Tell what two persons could do: take it back or let it count again; nothing while something waits."""
        acts = (act for act in (Act.REVOKED, Act.REINSTATED) if may_happen(act, self.stand.status))
        return None if self.proposal or self.replacement else next(acts, None)

    @property
    def reprints(self) -> int:
        """Count how often it was printed again."""
        return sum(event.act == Act.REPRINTED for event in self.events)


def life_of(certificate: Certificate) -> Life:
    """Gather the life of a certificate."""
    events = events_of(certificate.number)
    stand, waiting = stand_of(events), open_proposal(events)
    replacement = open_replacement(certificate)
    return Life(
        certificate=certificate,
        said=None if certificate.is_forgotten else Statement.from_json(certificate.statement),
        learner=db.session.get(Learner, certificate.learner_id) if certificate.learner_id else None,
        stand=stand,
        standing=standing(stand.status, certificate.valid_until, clock.today()),
        events=events,
        usernames=_usernames(events, replacement),
        replaces=_replaced_by(certificate.number),
        proposal=next((event for event in events if event.id == waiting), None),
        replacement=replacement,
    )


def waiting_proposals(limit: int = 100) -> Sequence[CertificateEvent]:
    """List what waits for a second person, the oldest first."""
    answered = select(CertificateEvent.answers_id).where(CertificateEvent.answers_id.is_not(None))
    query = (
        select(CertificateEvent)
        .where(CertificateEvent.act.in_([act.value for act in PROPOSED]), CertificateEvent.id.not_in(answered))
        .order_by(CertificateEvent.id)
        .limit(limit)
    )
    return db.session.scalars(query).all()


def _replaced_by(number: str) -> str | None:
    return db.session.scalar(select(CertificateEvent.number).where(CertificateEvent.replacement == number))


def _usernames(events: Sequence[CertificateEvent], replacement: ReplacementProposal | None) -> dict[int, str]:
    ids: set[int | None] = {replacement.by_id} if replacement else set()
    ids |= {event.actor_id for event in events if event.actor_kind == ActorKind.STAFF}
    ids |= {event.second_id for event in events}
    rows = db.session.execute(select(Staff.id, Staff.username).where(Staff.id.in_(ids - {None})))
    return {row.id: row.username for row in rows}
