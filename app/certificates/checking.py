"""Walks the whole register and its log, and names everything that was altered, lost or put into another order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from app.certificates.checkpoint import read_checkpoint
from app.certificates.checkpointing import checkpoints, event_hashes
from app.certificates.life import Act
from app.certificates.log import START, chained, content_of, digest_of, payload_digest, row_digest
from app.certificates.log_models import CertificateEvent
from app.certificates.merkle import root_of
from app.certificates.models import Certificate, CertificateCounter, CertificateCurrent
from app.certificates.statement import BrokenStatement, Statement
from app.core.database import db
from app.signing.errors import BadSignature
from app.signing.keys import Key, Use
from app.signing.present import present_keys

_AT_A_TIME = 500


@dataclass(slots=True)
class Walk:
    """What was gone through, and what is wrong with it."""

    events: int = 0
    certificates: int = 0
    checkpoints: int = 0
    faults: list[str] = field(default_factory=list)
    issued: dict[str, CertificateEvent] = field(default_factory=dict)
    """The event of each number's issue."""


def check_register() -> Walk:
    """Recompute everything: the chain, each certificate, the numbers, the checkpoints."""
    walk = Walk()
    walk.faults.extend(_chain(walk))
    walk.faults.extend(_certificates(walk))
    walk.faults.extend(_numbers())
    walk.faults.extend(_current())
    walk.faults.extend(_checkpoints(walk))
    return walk


def _chain(walk: Walk) -> Iterator[str]:
    before = START
    for event in db.session.scalars(_all(CertificateEvent)):
        walk.events += 1
        name = f"event {event.id} ({event.act} {event.number})"
        if event.id != walk.events:
            yield f"{name}: an event before it is missing"
            walk.events = event.id
        if event.prev != before:
            yield f"{name}: it does not follow the event before it"
        if event.hash != chained(event.prev, content_of(event)):
            yield f"{name}: it was altered"
        before = event.hash
        if event.act == Act.ISSUED:
            if event.number in walk.issued:
                yield f"{name}: it was issued before"
            walk.issued.setdefault(event.number, event)
        elif event.number not in walk.issued:
            yield f"{name}: it happened to a certificate that was not issued before"


def _certificates(walk: Walk) -> Iterator[str]:
    found = set()
    for certificate in db.session.scalars(_all(Certificate)):
        walk.certificates += 1
        found.add(certificate.number)
        event = walk.issued.get(certificate.number)
        faults = _against(certificate, event) if event else ["the log knows nothing of its issue"]
        yield from (f"{certificate.number}: {fault}" for fault in faults)
    yield from (
        f"{number}: the log says it was issued, and the register does not have it"
        for number in walk.issued.keys() - found
    )


def _against(certificate: Certificate, event: CertificateEvent) -> Iterator[str]:
    """Compare a certificate with what the log says of its issue."""
    if row_digest(certificate) != event.row_digest:
        yield "its row was altered"
    if certificate.learner_id not in (None, event.learner_id):
        yield "it was given to another learner"
    if certificate.is_forgotten:
        return
    if digest_of(certificate.statement) != event.statement_digest:
        yield "what it states was altered"
    try:
        if payload_digest(Statement.from_json(certificate.statement).check_address) != event.payload_digest:
            yield "its square is not the one that was issued"
    except (BrokenStatement, ValueError, TypeError):
        yield "what it states cannot be read"


def _numbers() -> Iterator[str]:
    """Compare the counters with the serials that were given."""
    given: dict[tuple[str, int], list[int]] = {}
    for issuer, year, serial in db.session.execute(
        select(Certificate.issuer, Certificate.year, Certificate.serial).order_by(Certificate.serial)
    ):
        given.setdefault((issuer, year), []).append(serial)
    taken = {(one.issuer, one.year): one.taken for one in db.session.scalars(select(CertificateCounter))}
    for key in sorted(given.keys() | taken.keys()):
        name, serials = f"{key[0]}-{key[1]:02}", given.get(key, [])
        missing = sorted(set(range(1, taken.get(key, 0) + 1)) - set(serials))
        yield from (f"{name}: the number {serial} was taken and stands nowhere" for serial in missing)
        if serials and serials[-1] > taken.get(key, 0):
            yield f"{name}: the counter stands at {taken.get(key, 0)}, and {serials[-1]} was given"


def _current() -> Iterator[str]:
    """Find certificates that were replaced and count all the same."""
    replaced = select(CertificateEvent.number).where(CertificateEvent.act == Act.SUPERSEDED.value)
    query = (
        select(Certificate.number)
        .join(CertificateCurrent, CertificateCurrent.certificate_id == Certificate.id)
        .where(Certificate.number.in_(replaced))
    )
    yield from (f"{number}: it was replaced, and counts as the present one" for number in db.session.scalars(query))


def _checkpoints(walk: Walk) -> Iterator[str]:
    hashes, keys = event_hashes(), tuple(_keys())
    for kept in checkpoints():
        walk.checkpoints += 1
        name = f"checkpoint of {kept.day}"
        try:
            signed = read_checkpoint(kept.note, keys)
        except BadSignature:
            yield f"{name}: its signature does not fit"
            continue
        if (signed.size, signed.root.hex(), signed.day) != (kept.size, kept.root, kept.day):
            yield f"{name}: it was altered"
        if signed.size > len(hashes):
            yield f"{name}: it covers {signed.size} events, and the log has {len(hashes)}"
        elif root_of(hashes[: signed.size]) != signed.root:
            yield f"{name}: the events before it are not those it was signed over"


def _keys() -> Iterable[Key]:
    trust = present_keys().trust
    return trust.of_use(Use.QR) if trust else ()


def _all(model: type[CertificateEvent] | type[Certificate]) -> Any:
    return select(model).order_by(model.id).execution_options(yield_per=_AT_A_TIME)
