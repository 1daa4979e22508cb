"""Verbs about systems and their tokens; each is one short transaction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import select

from app.accounts.models import Staff
from app.api.acts import CLIENT_ADDED, TOKEN_MADE, TOKEN_REVOKED
from app.api.errors import NameTaken
from app.api.models import ApiClient, ApiToken
from app.api.rules import LONGEST_DAYS, PREFIX, SHOWN, Scope, new_token, token_digest
from app.audit.rules import SYSTEM, Actor, Detail, Subject
from app.audit.services import record
from app.core import clock
from app.core.database import db, unit_of_work


@unit_of_work()
def add_client(*, name: str, contact: str | None = None, by: Staff | None = None) -> ApiClient:
    """Add a system. Raises NameTaken."""
    if db.session.scalar(select(ApiClient.id).where(ApiClient.name == name)) is not None:
        raise NameTaken
    client = ApiClient(name=name, contact=contact, made_at=clock.now(), made_by_id=by.id if by else None)
    db.session.add(client)
    db.session.flush()
    record(CLIENT_ADDED, actor=actor_of(by), subject=Subject("api-client", client.id))
    return client


@unit_of_work()
def make_token(
    *, client: ApiClient, scopes: Collection[Scope], days: int, per_minute: int, by: Staff | None = None
) -> str:
    """Make a token and give it, once: only its digest is kept."""
    if not scopes or not 1 <= days <= LONGEST_DAYS:
        raise ValueError(f"a token needs a scope, and lasts 1 to {LONGEST_DAYS} days")
    token, now = new_token(), clock.now()
    row = ApiToken(
        client_id=client.id,
        digest=token_digest(token),
        start=token[: len(PREFIX) + SHOWN],
        scopes=sorted(scope.value for scope in scopes),
        per_minute=per_minute,
        made_at=now,
        made_by_id=by.id if by else None,
        expires_at=now + timedelta(days=days),
    )
    db.session.add(row)
    db.session.flush()
    detail: Detail = {"token": row.id, "scopes": "/".join(row.scopes), "days": days}
    record(TOKEN_MADE, actor=actor_of(by), subject=Subject("api-client", client.id), detail=detail)
    return token


@unit_of_work()
def revoke_token(*, token: ApiToken, by: Staff | None = None) -> None:
    """Let a token open nothing from now on; a second time changes nothing."""
    if token.revoked_at is not None:
        return
    token.revoked_at = clock.now()
    record(
        TOKEN_REVOKED, actor=actor_of(by), subject=Subject("api-client", token.client_id), detail={"token": token.id}
    )


def actor_of(by: Staff | None) -> Actor:
    """Name who did it: somebody of the staff, or a command."""
    return Actor.staff(by.id) if by else SYSTEM
