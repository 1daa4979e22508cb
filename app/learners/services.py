"""Verbs about learners; each is one transaction."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from typing import Any

from sqlalchemy.exc import IntegrityError

from app.accounts import guessing
from app.accounts.models import Staff
from app.audit.rules import Actor, Subject
from app.audit.services import record
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.errors import NotAllowed
from app.core.permissions import Permission
from app.learners.acts import LEARNER_SEEN, NAMES_CHANGED, PIN_CHANGED, PIN_CHOSEN, PIN_RESET
from app.learners.cards import learner_by_card, note_use
from app.learners.errors import CardOfNobody, WrongNumberOrPin, WrongPin
from app.learners.models import Learner
from app.learners.numbering import new_number
from app.learners.pins import hash_pin, is_outdated, is_right_pin, random_pin
from app.learners.queries import is_spent, learner_by_number, learner_joined_with
from app.learners.resetting import may_reset
from app.learners.rules import search_key


def join(
    *,
    native: str | None,
    latin: str | None,
    pin: str,
    locale: str,
    once: str = "",
    carry_over: Callable[[Learner], None] | None = None,
) -> Learner:
    """Make an account for a person and take in what they did before, all or nothing.

    ``once`` is the key of the page it came from: on a bad network a phone sends a page again whose answer was lost,
    and the account made at the first time is given back then, to who knows its PIN.
    """
    pin_hash = hash_pin(pin)
    joined_with = hashlib.sha256(once.encode()).hexdigest() if once else None
    with unit_of_work():
        made = learner_joined_with(joined_with)
        if made is not None and not is_right_pin(pin, made.pin_hash):
            raise WrongPin
        learner = made or _with_free_number(
            pin,
            joined_with=joined_with,
            name_native=native,
            name_latin=latin,
            name_key=search_key(native, latin),
            locale=locale,
            pin_hash=pin_hash,
            session_token=_new_token(),
            created_at=clock.now(),
        )
        if carry_over:
            carry_over(learner)
    return learner


def _with_free_number(pin: str, **values: Any) -> Learner:
    """Insert a learner under a number that nobody has and that does not hold the PIN."""
    while True:
        number = new_number()
        if pin in number or is_spent(number):
            continue
        learner = Learner(number=number, **values)
        try:
            with db.session.begin_nested():
                db.session.add(learner)
        except IntegrityError:
            made = learner_joined_with(values["joined_with"])
            if made is not None:
                return made
            if learner_by_number(number) is None:
                raise
        else:
            return learner


def prove_identity(*, number: str, pin: str, address: str) -> Learner:
    """Find the learner whose number and PIN these are; raise WrongNumberOrPin or MustWait.

    A number nobody has costs the same time, the same counts and gets the same answer.
    """
    account = _account(number)
    guessing.count_try(account, address)
    learner = learner_by_number(number)
    if not is_right_pin(pin, learner.pin_hash if learner else None) or learner is None:
        raise WrongNumberOrPin
    renewed = hash_pin(pin) if is_outdated(learner.pin_hash) else learner.pin_hash
    with unit_of_work():
        guessing.welcome(account, address)
        learner.pin_hash = renewed
    return learner


def confirm_pin(*, learner: Learner, pin: str, address: str) -> None:
    """Make sure that it is still this learner who holds the phone; raise WrongPin or MustWait."""
    guessing.count_try(_account(learner.number), address)
    if not is_right_pin(pin, learner.pin_hash):
        raise WrongPin
    guessing.welcome(_account(learner.number), address)


def forget_sign_in(learner: Learner) -> None:
    """Drop the counts of tries at an account that is no more."""
    guessing.forget_tries(_account(learner.number))


@unit_of_work()
def take_in(*, learner: Learner, carry_over: Callable[[Learner], None]) -> None:
    """Add what was done on a phone without an account to a learner who asked for it."""
    carry_over(learner)


@unit_of_work()
def change_names(*, learner: Learner, native: str | None, latin: str | None, by: Staff | None = None) -> None:
    """Correct a learner's names; certificates that were issued keep the names printed on them."""
    if (learner.name_native, learner.name_latin) == (native, latin):
        return
    learner.name_native, learner.name_latin = native, latin
    learner.name_key = search_key(native, latin)
    actor = Actor.staff(by.id) if by else Actor.learner(learner.id)
    record(NAMES_CHANGED, actor=actor, subject=_subject(learner))


def change_pin(*, learner: Learner, old: str, new: str, address: str) -> None:
    """Take a new PIN from a learner who knows the old one, and sign out every other phone; may raise MustWait."""
    guessing.count_try(_account(learner.number), address)
    if not is_right_pin(old, learner.pin_hash):
        raise WrongPin
    pin_hash = hash_pin(new)
    with unit_of_work():
        guessing.welcome(_account(learner.number), address)
        _set_pin(learner, pin_hash, given=False)
        record(PIN_CHANGED, actor=Actor.learner(learner.id), subject=_subject(learner))


def reset_pin(*, learner: Learner, by: Staff) -> str:
    """Give a learner who stands before a trainer a new PIN, to be shown once; all their phones are signed out.

    Raises NotAllowed where this trainer may not do so for this learner.
    """
    if Permission.RESET_PIN not in by.permissions or not may_reset(by, learner):
        raise NotAllowed
    pin = random_pin(learner.number)
    pin_hash = hash_pin(pin)
    with unit_of_work():
        guessing.forget_tries(_account(learner.number))
        _set_pin(learner, pin_hash, given=True)
        record(PIN_RESET, actor=Actor.staff(by.id), subject=_subject(learner))
    return pin


def choose_first_pin(*, key: str, pin: str) -> Learner:
    """Take the first PIN of a learner who shows a card, once; raise CardOfNobody."""
    pin_hash = hash_pin(pin)
    with unit_of_work():
        learner = learner_by_card(key)
        if learner is None or learner.pin_hash is not None:
            raise CardOfNobody
        note_use(key)
        _set_pin(learner, pin_hash, given=False)
        record(PIN_CHOSEN, actor=Actor.learner(learner.id), subject=_subject(learner))
    return learner


@unit_of_work()
def look_up(*, number: str, by: Staff) -> Learner | None:
    """Find a learner for a member of staff, and note who looked."""
    learner = learner_by_number(number)
    if learner:
        record(LEARNER_SEEN, actor=Actor.staff(by.id), subject=_subject(learner))
    return learner


def _set_pin(learner: Learner, pin_hash: str, *, given: bool) -> None:
    learner.pin_hash = pin_hash
    learner.pin_is_given = given
    learner.session_token = _new_token()


def _new_token() -> str:
    return secrets.token_urlsafe(16)


def _account(number: str) -> str:
    return f"learner/{number}"


def _subject(learner: Learner) -> Subject:
    return Subject("learner", learner.id)
