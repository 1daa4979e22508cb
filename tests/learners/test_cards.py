"""The keys on learners' cards."""

from __future__ import annotations

from sqlalchemy.orm import Session, scoped_session

from app.core.permissions import Role
from app.learners.cards import (
    card_address,
    card_digest,
    card_digests,
    keep_cards,
    learner_by_card,
    new_card_key,
    read_card_key,
)
from tests.learners.people import a_learner, a_staff


def test_a_scanned_card_gives_its_key(session: scoped_session[Session]) -> None:
    key = new_card_key()
    assert read_card_key(card_address(key, "km")) == key
    assert read_card_key(f" {key.lower()} ") == key
    assert read_card_key("https://elsewhere.example/") is None
    assert read_card_key("") is None


def test_a_newer_card_ends_the_older(session: scoped_session[Session]) -> None:
    learner, trainer = a_learner(), a_staff(Role.TRAINER)
    older, newer = new_card_key(), new_card_key()
    for key in (older, newer):
        keep_cards(keys={learner.id: key}, by=trainer)
    assert learner_by_card(newer) is learner
    assert learner_by_card(older) is None
    assert card_digests([learner.id]) == {card_digest(newer): learner.id}
