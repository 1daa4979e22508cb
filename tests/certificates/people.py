"""A programme, and learners who have done what certificates ask for."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from app.certificates.life import Act, Reason
from app.certificates.models import Certificate
from app.certificates.withdrawing import confirm, propose
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.permissions import Role
from app.course.catalogue import Module
from app.course.queries import course
from app.learners.models import Learner
from app.learners.numbering import new_number
from app.learning.models import LessonProgress
from app.programme.models import Programme
from app.programme.rules import Settings
from app.programme.services import create_programme
from app.quizzes.models import Attempt
from tests.learners.people import a_staff

ISSUER = Settings(
    issuer_code="XX-TEST",
    issuer_name={"en": "Test Office", "km": "ការិយាល័យសាកល្បង"},
    contact="1 Test Road",
    watermark="SAMPLE",
)


def a_programme(settings: Settings = ISSUER) -> Programme:
    return create_programme(settings=settings, modules=[module.id for module in course().modules])


def core_modules() -> list[Module]:
    return [module for module in course().modules if module.core]


@unit_of_work()
def a_graduate(modules: Iterable[Module] | None = None, **changes: object) -> Learner:
    """A learner who has read every lesson and passed every quiz of these modules; without a PIN, so made fast."""
    values: dict[str, object] = {
        "number": new_number(),
        "name_native": "សុខ ចាន់ធូ",
        "name_latin": "SOK CHANTHOU",
        "name_key": "sok chanthou",
        "locale": "km",
        "origin": "KH",
        "destination": "TH",
        "session_token": secrets.token_hex(8),
        "created_at": clock.now(),
    }
    learner = Learner(**(values | changes))
    db.session.add(learner)
    db.session.flush()
    complete(learner, core_modules() if modules is None else modules)
    return learner


@unit_of_work()
def complete(learner: Learner, modules: Iterable[Module]) -> None:
    """Have a learner read and pass these modules now."""
    for module in modules:
        read(learner, module)
        passed(learner, module)


@unit_of_work()
def read(learner: Learner, module: Module) -> None:
    db.session.add_all(
        LessonProgress(
            learner_id=learner.id,
            lesson=lesson.key,
            seen=" ".join(card.id for card in lesson.cards),
            course_version=course().version,
            updated_at=clock.now(),
        )
        for lesson in module.lessons
    )


@unit_of_work()
def passed(learner: Learner, module: Module) -> None:
    db.session.add(
        Attempt(
            token=secrets.token_hex(16),
            learner_id=learner.id,
            module=module.id,
            course_version=course().version,
            course_digest=course().digest,
            locale="km",
            draw=[],
            responses={},
            started_at=clock.now(),
            submitted_at=clock.now(),
            asked=8,
            right_count=8,
            must_know_right=True,
            passed=True,
        )
    )


def take_back(certificate: Certificate) -> None:
    """Have one officer propose it and another confirm it."""
    proposal = propose(
        certificate=certificate, act=Act.REVOKED, reason=Reason.ISSUED_IN_ERROR, by=a_staff(Role.OFFICER)
    )
    confirm(certificate=certificate, proposal=proposal.id, by=a_staff(Role.OFFICER))
