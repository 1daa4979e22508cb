"""What is kept of a learner, who may get in, and how guessing is slowed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import scoped_session

from app.accounts.errors import MustWait
from app.accounts.guessing import forget_old_tries
from app.accounts.models import SignInTry
from app.audit.models import AuditEvent
from app.core import clock
from app.core.database import unit_of_work
from app.core.errors import NotAllowed
from app.core.permissions import Role
from app.learners import services
from app.learners.errors import WrongNumberOrPin, WrongPin
from app.learners.models import Learner
from app.learners.numbering import new_number
from app.learners.pins import is_right_pin
from app.learners.rules import pin_fault
from tests.learners.people import OTHER_PIN, PIN, a_learner, a_staff

pytestmark = pytest.mark.usefixtures("session")
HOME, CAFE, ELSEWHERE = "203.0.113.7", "198.51.100.9", "2001:db8:1:2::3"


def prove(learner: Learner, pin: str = PIN, address: str = HOME) -> Learner:
    return services.prove_identity(number=learner.number, pin=pin, address=address)


def guess_wrong(learner: Learner, times: int, address: str = HOME) -> None:
    for _ in range(times):
        with pytest.raises(WrongNumberOrPin):
            prove(learner, OTHER_PIN, address)


def minutes_to_wait(learner: Learner, pin: str = OTHER_PIN, address: str = HOME) -> int:
    with pytest.raises(MustWait) as waiting:
        prove(learner, pin, address)
    return waiting.value.minutes


def acts(session: scoped_session[Session]) -> list[str]:
    return list(session.scalars(AuditEvent.__table__.select().with_only_columns(AuditEvent.act)))


@pytest.mark.parametrize(("native", "latin"), [("សុខ", None), (None, "SOK"), ("សុខ", "SOK")])
def test_one_name_is_enough(native: str | None, latin: str | None) -> None:
    learner = a_learner(native, latin)
    assert (learner.name_native, learner.name_latin) == (native, latin)
    assert learner.name == (native or latin)


def test_the_database_itself_refuses_a_learner_without_a_name() -> None:
    with pytest.raises(IntegrityError):
        a_learner(None, None)


def test_a_pin_is_kept_only_as_a_hash_that_needs_a_key_from_elsewhere() -> None:
    learner = a_learner()
    assert learner.pin_hash is not None
    assert learner.pin_hash.startswith("$argon2id$")
    assert PIN not in learner.pin_hash
    assert is_right_pin(PIN, learner.pin_hash)
    assert not is_right_pin(OTHER_PIN, learner.pin_hash)
    assert not is_right_pin(PIN, None)


def test_the_number_never_holds_the_pin(monkeypatch: pytest.MonkeyPatch) -> None:
    offered = iter([f"1{PIN}38", "234567896"])
    monkeypatch.setattr(services, "new_number", lambda: next(offered))
    assert a_learner().number == "234567896"


def test_a_number_that_is_taken_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = a_learner().number
    offered = iter([taken, taken, new_number()])
    monkeypatch.setattr(services, "new_number", lambda: next(offered))
    assert a_learner().number != taken


def test_joining_and_carrying_over_stand_or_fall_together(session: scoped_session[Session]) -> None:
    def fail(_learner: Learner) -> None:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        services.join(native=None, latin="SOK", pin=PIN, locale="en", carry_over=fail)
    assert session.query(Learner).count() == 0


def test_number_and_pin_prove_who_somebody_is() -> None:
    learner = a_learner()
    assert prove(learner).id == learner.id


def test_a_learner_without_a_pin_cannot_sign_in() -> None:
    learner = a_learner()
    with unit_of_work():
        learner.pin_hash = None
    guess_wrong(learner, 1)


def test_five_wrong_pins_are_free_and_then_the_waits_grow_to_a_quarter_of_an_hour() -> None:
    learner = a_learner()
    guess_wrong(learner, 6)
    waits = []
    for _ in range(7):
        waits.append(minutes_to_wait(learner))
        clock.move(timedelta(minutes=waits[-1]))
        guess_wrong(learner, 1)
    assert waits == [1, 2, 4, 8, 15, 15, 15]


def test_the_right_pin_waits_too_and_then_clears_the_count() -> None:
    learner = a_learner()
    guess_wrong(learner, 6)
    assert minutes_to_wait(learner, PIN) == 1
    clock.move(timedelta(minutes=1))
    prove(learner)
    guess_wrong(learner, 5)
    prove(learner)


def test_a_wait_holds_the_guesser_and_not_the_owner_elsewhere() -> None:
    learner = a_learner()
    guess_wrong(learner, 6, CAFE)
    assert minutes_to_wait(learner, PIN, CAFE) == 1
    assert prove(learner, PIN, HOME).id == learner.id


def test_a_wait_at_one_account_holds_nobody_at_another() -> None:
    guess_wrong(a_learner(), 6)
    other = a_learner()
    assert prove(other).id == other.id


def test_a_guesser_with_many_networks_waits_as_well_but_the_owner_at_home_does_not() -> None:
    learner = a_learner()
    prove(learner, PIN, HOME)
    for host in range(7):
        guess_wrong(learner, 5 if host < 6 else 1, f"192.0.2.{host}")
    assert minutes_to_wait(learner, OTHER_PIN, "192.0.2.200") == 1
    assert prove(learner, PIN, HOME).id == learner.id


def test_one_customer_of_ipv6_is_one_guesser() -> None:
    learner = a_learner()
    for host in range(6):
        guess_wrong(learner, 1, f"2001:db8:1:2::{host}")
    assert minutes_to_wait(learner, PIN, "2001:db8:1:2:ffff::1") == 1
    assert prove(learner, PIN, "2001:db8:1:3::1").id == learner.id


def test_an_unknown_number_answers_and_waits_like_a_known_one() -> None:
    number = new_number()
    for _ in range(6):
        with pytest.raises(WrongNumberOrPin):
            services.prove_identity(number=number, pin=PIN, address=HOME)
    with pytest.raises(MustWait):
        services.prove_identity(number=number, pin=PIN, address=HOME)


def test_a_wait_always_ends_and_the_count_is_forgotten_after_a_day(session: scoped_session[Session]) -> None:
    learner = a_learner()
    guess_wrong(learner, 6)
    clock.move(timedelta(days=1, minutes=1))
    forget_old_tries()
    assert session.query(SignInTry).count() == 0
    guess_wrong(learner, 5)
    prove(learner)


def test_the_owners_network_is_remembered_for_a_month(session: scoped_session[Session]) -> None:
    prove(a_learner())
    clock.move(timedelta(days=29))
    forget_old_tries()
    assert session.query(SignInTry).filter(SignInTry.welcome_until.isnot(None)).count() == 1
    clock.move(timedelta(days=2))
    forget_old_tries()
    assert session.query(SignInTry).count() == 0


def test_what_is_counted_names_neither_the_number_nor_the_network(session: scoped_session[Session]) -> None:
    learner = a_learner()
    guess_wrong(learner, 1)
    rows = session.query(SignInTry).all()
    assert rows
    assert not any(learner.number in row.account or HOME in row.network for row in rows)


def test_a_new_pin_signs_out_everywhere_and_is_noted(session: scoped_session[Session]) -> None:
    learner = a_learner()
    token = learner.session_token
    services.change_pin(learner=learner, old=PIN, new=OTHER_PIN, address=HOME)
    assert learner.session_token != token
    assert prove(learner, OTHER_PIN)
    assert acts(session) == ["learner-pin-changed"]


def test_whoever_does_not_know_the_old_pin_changes_nothing_and_must_wait_in_the_end() -> None:
    learner = a_learner()
    for _ in range(6):
        with pytest.raises(WrongPin):
            services.change_pin(learner=learner, old=OTHER_PIN, new=OTHER_PIN, address=HOME)
    with pytest.raises(MustWait):
        services.change_pin(learner=learner, old=PIN, new=OTHER_PIN, address=HOME)
    assert is_right_pin(PIN, learner.pin_hash)


def test_a_trainer_gives_a_new_pin_that_works_at_once(session: scoped_session[Session]) -> None:
    learner, trainer = a_learner(), a_staff(Role.TRAINER)
    token = learner.session_token
    guess_wrong(learner, 6)
    pin = services.reset_pin(learner=learner, by=trainer)
    assert pin_fault(pin, learner.number) is None
    assert learner.session_token != token
    assert learner.pin_is_given
    assert prove(learner, pin)
    event = session.query(AuditEvent).filter_by(act="learner-pin-reset").one()
    assert (event.actor_kind, event.actor_id) == ("staff", trainer.id)
    assert (event.subject_kind, event.subject_id) == ("learner", str(learner.id))
    assert event.detail == {}


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ADMINISTRATOR])
def test_nobody_else_gives_a_new_pin(role: Role) -> None:
    learner = a_learner()
    with pytest.raises(NotAllowed):
        services.reset_pin(learner=learner, by=a_staff(role))
    assert is_right_pin(PIN, learner.pin_hash)


def test_a_pin_of_ones_own_is_no_longer_a_given_one() -> None:
    learner = a_learner()
    given = services.reset_pin(learner=learner, by=a_staff(Role.TRAINER))
    services.change_pin(learner=learner, old=given, new=PIN, address=HOME)
    assert not learner.pin_is_given


def test_every_look_at_a_learner_is_noted(session: scoped_session[Session]) -> None:
    learner, trainer = a_learner(), a_staff(Role.TRAINER)
    assert services.look_up(number=learner.number, by=trainer) is learner
    event = session.query(AuditEvent).filter_by(act="learner-seen").one()
    assert (event.actor_id, event.subject_id) == (trainer.id, str(learner.id))


def test_a_number_nobody_has_is_not_found() -> None:
    assert services.look_up(number=new_number(), by=a_staff(Role.TRAINER)) is None


def test_changed_names_are_found_by_their_new_key_and_noted_without_being_named(
    session: scoped_session[Session],
) -> None:
    learner = a_learner("សុខ", "SOK")
    services.change_names(learner=learner, native=None, latin="Sók Dara")
    assert (learner.name_native, learner.name_latin, learner.name_key) == (None, "Sók Dara", "sokdara")
    event = session.query(AuditEvent).filter_by(act="learner-names-changed").one()
    assert event.detail == {}


def test_the_same_names_again_are_no_event(session: scoped_session[Session]) -> None:
    learner = a_learner("សុខ", "SOK")
    services.change_names(learner=learner, native="សុខ", latin="SOK")
    assert acts(session) == []
