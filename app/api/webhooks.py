"""Verbs about webhooks: add one, change its secret, stop it, try a delivery again; and what the log puts on its way."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection
from datetime import UTC

from flask import Flask, current_app
from sqlalchemy import select, update

from app.accounts.models import Staff
from app.api.acts import SECRET_CHANGED, SENT_AGAIN, WEBHOOK_ADDED, WEBHOOK_STOPPED
from app.api.changes import TYPES, cursor_of
from app.api.errors import UnsafeAddress
from app.api.models import ApiClient, Webhook, WebhookDelivery
from app.api.rules import OLD_SECRET_FOR, DeliveryState, EventType
from app.api.sending import Reach, is_allowed
from app.api.services import actor_of
from app.api.signatures import new_secret
from app.audit.rules import Subject
from app.audit.services import record
from app.certificates.entering import on_entered
from app.certificates.life import Act
from app.certificates.log_models import CertificateEvent
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.sealing import seal


def init_webhooks(app: Flask) -> None:
    """Put every change of the register on its way to who wants to be told."""
    on_entered(app, _put_on_the_way)


def reach() -> Reach:
    """Tell how far this installation may send: to HTTPS on the internet, and further only where a setting says so."""
    config = current_app.config
    return Reach(over_http=config["STAGE"] != "production", to_private=bool(config["WEBHOOKS_TO_PRIVATE"]))


@unit_of_work()
def add_webhook(
    *, client: ApiClient, address: str, events: Collection[EventType], by: Staff | None = None
) -> tuple[Webhook, str]:
    """Add a webhook, and give its secret, once. Raises UnsafeAddress."""
    if not is_allowed(address, reach()):
        raise UnsafeAddress
    secret = new_secret()
    webhook = Webhook(
        client_id=client.id,
        address=address,
        events=sorted(event.value for event in events),
        secret_sealed=seal(secret),
        made_at=clock.now(),
    )
    db.session.add(webhook)
    db.session.flush()
    _note(WEBHOOK_ADDED, webhook, by)
    return webhook, secret


@unit_of_work()
def change_secret(*, webhook: Webhook, by: Staff | None = None) -> str:
    """Give a webhook a new secret; for a day the old one signs as well, so that nothing is refused meanwhile."""
    secret = new_secret()
    webhook.old_secret_sealed, webhook.old_until = webhook.secret_sealed, clock.now() + OLD_SECRET_FOR
    webhook.secret_sealed = seal(secret)
    _note(SECRET_CHANGED, webhook, by)
    return secret


@unit_of_work()
def stop_webhook(*, webhook: Webhook, by: Staff | None = None) -> None:
    """Send nothing more to a webhook; what is on its way is given up."""
    if webhook.stopped_at is not None:
        return
    webhook.stopped_at = clock.now()
    db.session.execute(
        update(WebhookDelivery)
        .where(WebhookDelivery.webhook_id == webhook.id, WebhookDelivery.state == DeliveryState.WAITING.value)
        .values(state=DeliveryState.DEAD.value, next_at=None, last_answer="stopped")
        .execution_options(synchronize_session=False)
    )
    _note(WEBHOOK_STOPPED, webhook, by)


@unit_of_work()
def send_again(*, delivery: WebhookDelivery, by: Staff) -> None:
    """Put a delivery that was given up on its way once more."""
    webhook = db.session.get_one(Webhook, delivery.webhook_id)
    if delivery.state != DeliveryState.DEAD or webhook.stopped_at is not None:
        return
    delivery.state, delivery.tries, delivery.next_at = DeliveryState.WAITING.value, 0, clock.now()
    _note(SENT_AGAIN, webhook, by)


def _note(act: str, webhook: Webhook, by: Staff | None) -> None:
    record(act, actor=actor_of(by), subject=Subject("api-client", webhook.client_id), detail={"webhook": webhook.id})


def _put_on_the_way(event: CertificateEvent) -> None:
    """Write a delivery for each webhook that wants it, in the transaction of the event."""
    kind = TYPES.get(Act(event.act))
    if kind is None:
        return
    for webhook in db.session.scalars(select(Webhook).where(Webhook.stopped_at.is_(None))):
        if kind.value in webhook.events:
            db.session.add(_delivery(webhook, event, kind))
    db.session.flush()


def _delivery(webhook: Webhook, event: CertificateEvent, kind: EventType) -> WebhookDelivery:
    data = {"id": f"evt_{event.id}", "number": event.number, "replaced_by": event.replacement}
    body = {
        "type": kind.value,
        "timestamp": event.at.astimezone(UTC).isoformat(),
        "data": data | {"cursor": cursor_of(event.id)},
    }
    return WebhookDelivery(
        webhook_id=webhook.id,
        event_id=event.id,
        message_id=f"msg_{secrets.token_urlsafe(18)}",
        body=json.dumps(body, separators=(",", ":")),
        state=DeliveryState.WAITING.value,
        made_at=event.at,
        next_at=event.at,
    )
