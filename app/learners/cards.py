"""The key on a learner's card: made once, printed in the card's square, and kept nowhere but there.

A key has a hundred random bits, so its plain SHA-256 tells nothing of it; a trainer's phone may hold the digests of a
class and know a card again without the network.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping

from flask import current_app
from sqlalchemy import select, update

from app.accounts.models import Staff
from app.audit.rules import Actor, Subject
from app.audit.services import record
from app.core import clock
from app.core.codes import new_code, read_code
from app.core.database import db, unit_of_work
from app.learners.acts import CARD_MADE
from app.learners.models import Learner
from app.learners.record_models import LearnerCard

KEY_SIGNS = 20


def new_card_key() -> str:
    """Make up a key."""
    return new_code(KEY_SIGNS)


def card_address(key: str, locale: str) -> str:
    """Write what the square of a card says: the page that knows the key, in the language of the card."""
    return f"{current_app.config['PUBLIC_ADDRESS']}/{locale}/card/{key}"


def read_card_key(scanned: str) -> str | None:
    """Read a key as it was scanned, with the address before it or without; None where it cannot be one."""
    return read_code(scanned.rstrip("/").rpartition("/")[2], KEY_SIGNS)


def card_digest(key: str) -> str:
    """Give what is kept of a key: its SHA-256 in 64 hexadecimal digits."""
    return hashlib.sha256(key.encode()).hexdigest()


def learner_by_card(key: str) -> Learner | None:
    """Find whose card has a key; None for a key nobody has and for a card that a newer one ended."""
    query = (
        select(Learner)
        .join(LearnerCard, LearnerCard.learner_id == Learner.id)
        .where(LearnerCard.key_digest == card_digest(key), LearnerCard.ended_at.is_(None))
    )
    return db.session.scalar(query)


def card_digests(learner_ids: Collection[int]) -> dict[str, int]:
    """Tell, by the digest of its key, whose each valid card is, with one query."""
    query = select(LearnerCard.key_digest, LearnerCard.learner_id).where(
        LearnerCard.learner_id.in_(learner_ids), LearnerCard.ended_at.is_(None)
    )
    return {row.key_digest: row.learner_id for row in db.session.execute(query)}


@unit_of_work()
def keep_cards(*, keys: Mapping[int, str], by: Staff) -> None:
    """Take cards that were drawn into use, by learner; the older card of each ends."""
    older = update(LearnerCard).where(LearnerCard.learner_id.in_(keys), LearnerCard.ended_at.is_(None))
    db.session.execute(older.values(ended_at=clock.now()))
    for learner_id, key in keys.items():
        db.session.add(
            LearnerCard(learner_id=learner_id, key_digest=card_digest(key), made_at=clock.now(), made_by_id=by.id)
        )
        record(CARD_MADE, actor=Actor.staff(by.id), subject=Subject("learner", learner_id))


@unit_of_work()
def note_use(key: str) -> None:
    """Note that a card's PIN was chosen."""
    used = update(LearnerCard).where(LearnerCard.key_digest == card_digest(key), LearnerCard.used_at.is_(None))
    db.session.execute(used.values(used_at=clock.now()))
