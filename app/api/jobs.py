"""Sends what is due to webhooks, and forgets what is long done. It may run twice, or be killed in the middle."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, func, select, update

from app.api.models import Webhook, WebhookDelivery
from app.api.rules import DeliveryState, wait_after
from app.api.sending import Outcome, send
from app.api.signatures import signed_headers
from app.api.webhooks import reach, stop_webhook
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.sealing import CannotUnseal, unseal

_A_RUN = 200
_SLICE = 40
"""Seconds after which a run ends, so that other work gets its turn; the next run begins within a minute."""
_LEASE = timedelta(minutes=2)
"""For how long a delivery belongs to the worker that took it; one that died gives it back so."""
KEPT_FOR = timedelta(days=30)


def send_due() -> None:
    """Send what is due, webhook by webhook; what stays is due again a minute later.

    A system that does not answer is asked once a run and not for each message, so that nobody else waits for it.
    """
    ends = time.monotonic() + _SLICE
    due = select(WebhookDelivery.webhook_id).where(*_is_due()).group_by(WebhookDelivery.webhook_id)
    for webhook_id in db.session.scalars(due.order_by(func.min(WebhookDelivery.next_at))).all():
        for delivery_id in _due_to(webhook_id):
            if time.monotonic() > ends:
                return
            if not _send_one(delivery_id):
                break


def _is_due() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return WebhookDelivery.state == DeliveryState.WAITING.value, WebhookDelivery.next_at <= clock.now()


def _due_to(webhook_id: int) -> Sequence[int]:
    query = select(WebhookDelivery.id).where(*_is_due(), WebhookDelivery.webhook_id == webhook_id)
    return db.session.scalars(query.order_by(WebhookDelivery.next_at, WebhookDelivery.id).limit(_A_RUN)).all()


def forget_deliveries() -> int:
    """Delete what arrived or was given up a month ago."""
    with unit_of_work():
        done = delete(WebhookDelivery).where(
            WebhookDelivery.state != DeliveryState.WAITING.value, WebhookDelivery.made_at < clock.now() - KEPT_FOR
        )
        return int(db.session.execute(done).rowcount)  # type: ignore[attr-defined]


def _send_one(delivery_id: int) -> bool:
    """Take a delivery, send it outside of any transaction, and write down what came of it; tell whether it was heard.

    A secret that cannot be opened is a fault like others: it is tried later, and keeps no other message waiting.
    """
    if not _taken(delivery_id):
        return True
    delivery = db.session.get_one(WebhookDelivery, delivery_id)
    webhook = db.session.get_one(Webhook, delivery.webhook_id)
    body, address, now = delivery.body.encode(), webhook.address, clock.now()
    try:
        headers = signed_headers(delivery.message_id, int(now.timestamp()), body, _secrets(webhook))
    except CannotUnseal:
        _write_down(delivery_id, Outcome("sealed-secret"))
        return False
    db.session.rollback()
    outcome = send(address, body, headers, reach())
    _write_down(delivery_id, outcome)
    return outcome.status is not None


@unit_of_work()
def _taken(delivery_id: int) -> bool:
    """Put off when it is due next, which only one of two workers can do."""
    now = clock.now()
    taking = (
        update(WebhookDelivery)
        .where(WebhookDelivery.id == delivery_id, WebhookDelivery.state == DeliveryState.WAITING.value)
        .where(WebhookDelivery.next_at <= now)
        .values(next_at=now + _LEASE)
        .returning(WebhookDelivery.id)
        .execution_options(synchronize_session=False)
    )
    return db.session.scalar(taking) is not None


@unit_of_work()
def _write_down(delivery_id: int, outcome: Outcome) -> None:
    delivery = db.session.get_one(WebhookDelivery, delivery_id, populate_existing=True)
    if delivery.state != DeliveryState.WAITING:
        return
    now = clock.now()
    delivery.tries, delivery.last_at, delivery.last_answer = delivery.tries + 1, now, outcome.said
    wait = None if outcome.arrived or outcome.is_over else wait_after(delivery.tries)
    delivery.next_at = now + wait if wait else None
    if wait is None:
        delivery.state = (DeliveryState.DELIVERED if outcome.arrived else DeliveryState.DEAD).value
    if outcome.is_over:
        db.session.flush()
        stop_webhook(webhook=db.session.get_one(Webhook, delivery.webhook_id))


def _secrets(webhook: Webhook) -> list[str]:
    keys = [unseal(webhook.secret_sealed)]
    if webhook.old_secret_sealed and webhook.old_until and clock.now() < webhook.old_until:
        keys.append(unseal(webhook.old_secret_sealed))
    return keys
