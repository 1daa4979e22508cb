"""Decides about many requests, each in a transaction of its own: a fault stops nothing, and twice does no harm."""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import islice

from sqlalchemy import select

from app.accounts.models import Staff
from app.certificates.approving import approve, decline_request
from app.certificates.batch_models import Decision, DecisionBatch, DecisionItem, Outcome
from app.certificates.errors import (
    AlreadyDecided,
    NobodyChosen,
    NotEligible,
    NotPrintable,
    OwnClass,
    SameOfficer,
)
from app.certificates.life_rules import LONGEST_NOTE
from app.certificates.models import CertificateRequest, RequestStatus
from app.core import clock
from app.core.database import db, insert_unless_there, unit_of_work
from app.core.errors import NotAllowed, Problem
from app.core.permissions import Permission
from app.web.logs import log

AT_ONCE = 50
"""So many are decided while somebody waits for the page; more are left to the worker."""
MOST = 1000
_REFUSALS: dict[type[Problem], Outcome] = {
    OwnClass: Outcome.OWN,
    SameOfficer: Outcome.SAME_OFFICER,
    NotEligible: Outcome.NOT_EARNED,
    NotPrintable: Outcome.NOT_PRINTABLE,
    NotAllowed: Outcome.NOT_ALLOWED,
}


@unit_of_work()
def keep_batch(
    *,
    token: str,
    act: Decision,
    request_ids: Collection[int],
    by: Staff,
    cohort_id: int | None = None,
    reason: str | None = None,
    note: str | None = None,
) -> DecisionBatch:
    """Write down what shall be decided, or give what the same press wrote down before.

    Raises NotAllowed, and NobodyChosen where none of the requests is there.
    """
    if Permission.DECIDE_CERTIFICATES not in by.permissions:
        raise NotAllowed
    known = db.session.scalars(
        select(CertificateRequest.id)
        .where(CertificateRequest.id.in_(sorted(set(request_ids))[:MOST]))
        .order_by(CertificateRequest.id)
    ).all()
    if not known:
        raise NobodyChosen
    kept = {"reason": reason, "note": (note or "").strip()[:LONGEST_NOTE] or None, "cohort_id": cohort_id}
    insert_unless_there(DecisionBatch, token=token, act=act.value, by_id=by.id, made_at=clock.now(), **kept)
    batch = db.session.scalars(select(DecisionBatch).where(DecisionBatch.token == token).with_for_update()).one()
    if batch.by_id != by.id:
        raise NotAllowed
    if not _requests_of(batch):
        db.session.add_all(DecisionItem(batch_id=batch.id, request_id=one) for one in known)
    return batch


def run_batch(batch: DecisionBatch, *, most: int | None = None) -> None:
    """Decide about the requests of a batch whose turn has not come, the first so many or all."""
    by = db.session.get_one(Staff, batch.by_id)
    left = _requests_of(batch, DecisionItem.outcome.is_(None))
    for request_id in islice(left, most):
        outcome = _decided(batch, db.session.get_one(CertificateRequest, request_id), by)
        with unit_of_work():
            item = db.session.get_one(DecisionItem, (batch.id, request_id), with_for_update=True)
            item.outcome = item.outcome or outcome.value
    with unit_of_work():
        if batch.ended_at is None and not _requests_of(batch, DecisionItem.outcome.is_(None)):
            batch.ended_at = clock.now()


def _requests_of(batch: DecisionBatch, *more: object) -> list[int]:
    query = select(DecisionItem.request_id).where(DecisionItem.batch_id == batch.id, *more)  # type: ignore[arg-type]
    return list(db.session.scalars(query.order_by(DecisionItem.request_id)))


def _decided(batch: DecisionBatch, request: CertificateRequest, by: Staff) -> Outcome:
    """Decide about one request; whatever goes wrong with it is told, and the others go on."""
    decide: Callable[..., Outcome] = _approve if batch.act == Decision.APPROVE else _return
    try:
        if not by.active:
            return Outcome.NOT_ALLOWED
        return decide(batch, request, by)
    except AlreadyDecided:
        return _before(batch, request, by)
    except SameOfficer:
        return _first_before(batch, request)
    except Problem as problem:
        log.info("not-decided", request=request.id, why=type(problem).__name__)
        return _REFUSALS.get(type(problem), Outcome.FAULT)
    except Exception:
        log.exception("decision-failed", request=request.id)
        db.session.rollback()
        return Outcome.FAULT


def _approve(_batch: DecisionBatch, request: CertificateRequest, by: Staff) -> Outcome:
    return Outcome.ISSUED if approve(request=request, by=by) else Outcome.FIRST


def _return(batch: DecisionBatch, request: CertificateRequest, by: Staff) -> Outcome:
    decline_request(request=request, reason=batch.reason or "", note=batch.note, by=by)
    return Outcome.RETURNED


def _before(batch: DecisionBatch, request: CertificateRequest, by: Staff) -> Outcome:
    """Tell what a worker that died, or the same officer in another window, had decided already; else that it was."""
    mine = request.decided_by_id == by.id and (request.decided_at or clock.now()) >= batch.made_at
    if mine and batch.act == Decision.APPROVE and request.status == RequestStatus.APPROVED:
        return Outcome.ISSUED
    if mine and batch.act == Decision.RETURN and request.status == RequestStatus.DECLINED:
        return Outcome.RETURNED
    return Outcome.DECIDED


def _first_before(batch: DecisionBatch, request: CertificateRequest) -> Outcome:
    given = request.first_approved_at
    return Outcome.FIRST if given is not None and given >= batch.made_at else Outcome.SAME_OFFICER
