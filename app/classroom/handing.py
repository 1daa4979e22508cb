"""Verbs of handing a device over to a class and taking it back."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, time, timedelta

from flask_security import verify_password
from sqlalchemy import select

from app.accounts import guessing
from app.accounts.models import Staff
from app.audit.rules import Actor, Subject
from app.audit.services import record
from app.classroom.acts import FIRST_PIN, HAND_OVER_ENDED, HANDED_OVER
from app.classroom.errors import HasPin, WrongPassword
from app.classroom.models import HandOver
from app.cohorts.errors import CohortClosed
from app.cohorts.models import Cohort
from app.cohorts.services import subject_of
from app.cohorts.times import moment_at, today_at
from app.core import clock
from app.core.database import db, unit_of_work
from app.learners.models import Learner
from app.learners.pins import hash_pin
from app.programme.centre_models import Centre
from app.programme.centres import centre_by_id

LONGEST = timedelta(hours=12)


@unit_of_work()
def hand_over(*, cohort: Cohort, by: Staff, shows_names: bool) -> tuple[HandOver, str]:
    """Leave a device to a class until the end of the day, and give what the device keeps; raise CohortClosed."""
    if not cohort.is_open:
        raise CohortClosed
    key = secrets.token_urlsafe(24)
    given = HandOver(
        key_digest=digest_of(key),
        cohort_id=cohort.id,
        staff_id=by.id,
        at=clock.now(),
        until=until_when(centre_by_id(cohort.centre_id), clock.now()),
        shows_names=shows_names,
    )
    db.session.add(given)
    db.session.flush()
    detail = {"hand_over": given.id, "shows": "both" if shows_names else "numbers"}
    record(HANDED_OVER, actor=Actor.staff(by.id), subject=subject_of(cohort), detail=detail)
    return given, key


def until_when(centre: Centre, now: datetime) -> datetime:
    """Tell when a device handed over now locks by itself: at midnight where the class meets, or twelve hours on."""
    midnight = moment_at(centre, today_at(centre) + timedelta(days=1), time())
    return min(now + LONGEST, midnight)


@unit_of_work()
def take_back(*, given: HandOver, by: Staff) -> None:
    """End a hand-over; ended twice, it was ended the first time."""
    if given.ended_at is None:
        given.ended_at = clock.now()
        subject = Subject("cohort", given.cohort_id)
        record(HAND_OVER_ENDED, actor=Actor.staff(by.id), subject=subject, detail={"hand_over": given.id})


def take_back_with_password(*, given: HandOver, password: str, address: str) -> None:
    """End a hand-over on the device itself, where only the trainer's password tells who asks.

    Raises WrongPassword or MustWait; tries are counted with those at the staff's sign-in.
    """
    trainer = db.session.get_one(Staff, given.staff_id)
    account = f"staff/{trainer.username}"
    guessing.count_try(account, address)
    if not (trainer.active and trainer.password and verify_password(password, trainer.password)):
        raise WrongPassword
    guessing.welcome(account, address)
    take_back(given=given, by=trainer)


def choose_first_pin(*, learner: Learner, pin: str, given: HandOver) -> None:
    """Take the first PIN of a member while the class holds the device; raise HasPin where there is one already."""
    pin_hash = hash_pin(pin)
    with unit_of_work():
        query = select(Learner).where(Learner.id == learner.id).with_for_update()
        found = db.session.scalars(query.execution_options(populate_existing=True)).one()
        if found.pin_hash is not None:
            raise HasPin
        found.pin_hash, found.pin_is_given = pin_hash, False
        found.session_token = secrets.token_urlsafe(16)
        subject = Subject("learner", learner.id)
        record(FIRST_PIN, actor=Actor.learner(learner.id), subject=subject, detail={"hand_over": given.id})


def digest_of(key: str) -> str:
    """Digest what a device keeps, so that the table holds nothing a cookie could be made of."""
    return hashlib.sha256(key.encode()).hexdigest()
