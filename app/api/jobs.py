"""Sends what is due to webhooks, and forgets what is long done. It may run twice, or be killed in the middle."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select, update

from app.api.models import Webhook, WebhookDelivery
from app.api.rules import DeliveryState, wait_after
from app.api.sending import Outcome, send
from app.api.signatures import signed_headers
from app.api.webhooks import reach, stop_webhook
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.sealing import unseal

_A_RUN = 200
_LEASE = timedelta(minutes=2)
"""For how long a delivery belongs to the worker that took it; one that died gives it back so."""
KEPT_FOR = timedelta(days=30)


def send_due() -> None:
    """Send what is due, one after the other; what stays is due again a minute later."""
    due = (
        select(WebhookDelivery.id)
        .where(WebhookDelivery.state == DeliveryState.WAITING.value, WebhookDelivery.next_at <= clock.now())
        .order_by(WebhookDelivery.next_at, WebhookDelivery.id)
        .limit(_A_RUN)
    )
    for delivery_id in db.session.scalars(due).all():
        _send_one(delivery_id)


def forget_deliveries() -> int:
    """Delete what arrived or was given up a month ago."""
    with unit_of_work():
        done = delete(WebhookDelivery).where(
            WebhookDelivery.state != DeliveryState.WAITING.value, WebhookDelivery.made_at < clock.now() - KEPT_FOR
        )
        return int(db.session.execute(done).rowcount)  # type: ignore[attr-defined]


def _send_one(delivery_id: int) -> None:
    """Take a delivery, send it outside of any transaction, and write down what came of it."""
    if not _taken(delivery_id):
        return
    delivery = db.session.get_one(WebhookDelivery, delivery_id)
    webhook = db.session.get_one(Webhook, delivery.webhook_id)
    body, address, now = delivery.body.encode(), webhook.address, clock.now()
    headers = signed_headers(delivery.message_id, int(now.timestamp()), body, _secrets(webhook))
    db.session.rollback()
    outcome = send(address, body, headers, reach())
    _write_down(delivery_id, outcome)


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
