"""Reads of systems, their tokens, webhooks and deliveries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.api.errors import NoSuchClient
from app.api.models import ApiClient, ApiToken, Webhook, WebhookDelivery
from app.api.rules import DeliveryState
from app.core import clock
from app.core.database import db

_LAST_DELIVERIES = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """A system in the list."""

    client: ApiClient
    tokens: int
    """That open something now."""
    dead: int
    """Deliveries that were given up."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A system with all that belongs to it."""

    client: ApiClient
    tokens: Sequence[ApiToken]
    webhooks: Sequence[Webhook]
    deliveries: Sequence[WebhookDelivery]
    """Those that are on their way or were given up, and the last that arrived."""


def all_clients() -> list[Listed]:
    """List the systems by name."""
    now, dead = clock.now(), DeliveryState.DEAD.value
    tokens = select(func.count(ApiToken.id)).where(
        ApiToken.client_id == ApiClient.id, ApiToken.revoked_at.is_(None), ApiToken.expires_at > now
    )
    given_up = (
        select(func.count(WebhookDelivery.id))
        .join(Webhook, Webhook.id == WebhookDelivery.webhook_id)
        .where(Webhook.client_id == ApiClient.id, WebhookDelivery.state == dead)
    )
    query = select(ApiClient, tokens.scalar_subquery(), given_up.scalar_subquery()).order_by(ApiClient.name)
    return [Listed(*row) for row in db.session.execute(query)]


def client_by_id(client_id: int) -> ApiClient:
    """Find a system. Raises NoSuchClient."""
    found = db.session.get(ApiClient, client_id)
    if found is None:
        raise NoSuchClient
    return found


def client_by_name(name: str) -> ApiClient | None:
    """Find a system by its name."""
    return db.session.scalar(select(ApiClient).where(ApiClient.name == name))


def whole_client(client: ApiClient) -> Whole:
    """Gather all of a system."""
    tokens = select(ApiToken).where(ApiToken.client_id == client.id).order_by(ApiToken.id.desc())
    webhooks = select(Webhook).where(Webhook.client_id == client.id).order_by(Webhook.id.desc())
    deliveries = (
        select(WebhookDelivery)
        .join(Webhook, Webhook.id == WebhookDelivery.webhook_id)
        .where(Webhook.client_id == client.id)
        .order_by(WebhookDelivery.state == DeliveryState.DELIVERED.value, WebhookDelivery.id.desc())
        .limit(_LAST_DELIVERIES)
    )
    scalars = db.session.scalars
    return Whole(client, scalars(tokens).all(), scalars(webhooks).all(), scalars(deliveries).all())


def token_of(client: ApiClient, token_id: int) -> ApiToken:
    """Find a token of a system. Raises NoSuchClient."""
    found = db.session.get(ApiToken, token_id)
    if found is None or found.client_id != client.id:
        raise NoSuchClient
    return found


def webhook_of(client: ApiClient, webhook_id: int) -> Webhook:
    """Find a webhook of a system. Raises NoSuchClient."""
    found = db.session.get(Webhook, webhook_id)
    if found is None or found.client_id != client.id:
        raise NoSuchClient
    return found


def delivery_of(client: ApiClient, delivery_id: int) -> WebhookDelivery:
    """Find a delivery to a system. Raises NoSuchClient."""
    found = db.session.get(WebhookDelivery, delivery_id)
    if found is None or db.session.get_one(Webhook, found.webhook_id).client_id != client.id:
        raise NoSuchClient
    return found
