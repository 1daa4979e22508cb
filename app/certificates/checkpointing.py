"""Signs once a day what stands in the log, and tells what stood in it before a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select

from app.certificates.checkpoint import Checkpoint, sign_checkpoint
from app.certificates.log_models import CertificateEvent, RegisterCheckpoint
from app.certificates.merkle import root_of
from app.core import clock
from app.core.database import db, unit_of_work
from app.programme.queries import programme_or_none
from app.signing.errors import KeyProblem
from app.signing.keys import Use
from app.signing.present import present_keys
from app.web.logs import log


@unit_of_work()
def keep_checkpoint() -> RegisterCheckpoint:
    """Sign what stands in the log, or give the checkpoint of today; raise KeyProblem where there is no key."""
    kept = db.session.get(RegisterCheckpoint, clock.today())
    if kept is not None:
        return kept
    keys, hashes = present_keys(), event_hashes()
    checkpoint = Checkpoint(keys.issuer, len(hashes), root_of(hashes), clock.today())
    row = RegisterCheckpoint(
        day=checkpoint.day,
        at=clock.now(),
        size=checkpoint.size,
        root=checkpoint.root.hex(),
        note=sign_checkpoint(checkpoint, keys.signer(Use.QR)),
    )
    db.session.add(row)
    db.session.flush()
    return row


def keep_daily_checkpoint() -> None:
    """Keep today's checkpoint where there is a programme; what is wrong with the keys goes into the log."""
    if programme_or_none() is None:
        return
    try:
        keep_checkpoint()
    except KeyProblem as problem:
        log.error("no-checkpoint", problem=str(problem.message))


def checkpoints() -> Sequence[RegisterCheckpoint]:
    """List all checkpoints, the oldest first."""
    return db.session.scalars(select(RegisterCheckpoint).order_by(RegisterCheckpoint.day)).all()


def event_hashes(size: int | None = None) -> list[bytes]:
    """Give the hashes of all events, or of so many, in their order: the leaves of the tree."""
    query = select(CertificateEvent.hash).order_by(CertificateEvent.id)
    if size is not None:
        query = query.where(CertificateEvent.id <= size)
    return [bytes.fromhex(one) for one in db.session.scalars(query)]


def size_before(day: date) -> int:
    """Tell how many events the last checkpoint before a day covers; 0 where there is none."""
    query = select(func.max(RegisterCheckpoint.size)).where(RegisterCheckpoint.day < day)
    return db.session.scalar(query) or 0


def was_known_before(payload_digest: str, day: date) -> bool:
    """Tell whether a square's content stood in the log by a checkpoint before a day.

    Where a key is revoked because somebody else may have it since that day, only such certificates stay genuine.
    """
    query = select(CertificateEvent.id).where(
        CertificateEvent.payload_digest == payload_digest, CertificateEvent.id <= size_before(day)
    )
    return db.session.scalar(query.limit(1)) is not None


def known_payloads(size: int) -> list[tuple[str, str]]:
    """List numbers, each with the digest of what a square of it holds, up to an event; a number may have several."""
    query = (
        select(CertificateEvent.number, CertificateEvent.payload_digest)
        .where(CertificateEvent.payload_digest.is_not(None), CertificateEvent.id <= size)
        .order_by(CertificateEvent.id)
    )
    return [(number, digest or "") for number, digest in db.session.execute(query)]
