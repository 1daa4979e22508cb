"""Setting the programme up and changing it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, scoped_session

from app.audit.models import AuditEvent
from app.core.database import unit_of_work
from app.programme.errors import BadProgramme, NoProgramme, ProgrammeExists
from app.programme.models import Programme
from app.programme.queries import current_programme
from app.programme.rules import Settings
from app.programme.services import change_programme, create_programme

MODULES = ["M03", "M06"]
SETTINGS = Settings(
    issuer_code="XX-TEST",
    issuer_name={"en": "Test Office", "km": "ការិយាល័យសាកល្បង"},
    contact="1 Test Road",
    watermark="SAMPLE",
)


def test_without_a_programme_people_are_told_that_learning_goes_on(session: scoped_session[Session]) -> None:
    with pytest.raises(NoProgramme):
        current_programme()


def test_a_programme_is_set_up_once(session: scoped_session[Session]) -> None:
    create_programme(settings=SETTINGS, modules=MODULES)

    assert current_programme().settings == SETTINGS
    assert current_programme().demo
    with pytest.raises(ProgrammeExists):
        create_programme(settings=SETTINGS, modules=MODULES)


def test_a_name_that_is_missing_in_a_language_is_given_in_english(session: scoped_session[Session]) -> None:
    programme = create_programme(settings=SETTINGS, modules=MODULES)

    assert programme.name_in("km") == "ការិយាល័យសាកល្បង"
    assert programme.name_in("th") == "Test Office"


def test_settings_that_cannot_be_used_change_nothing(session: scoped_session[Session]) -> None:
    create_programme(settings=SETTINGS, modules=MODULES)

    with pytest.raises(BadProgramme) as bad:
        change_programme(settings=replace(SETTINGS, validity_months=0, contact=""), modules=MODULES)

    assert len(bad.value.faults) == 2
    assert current_programme().settings == SETTINGS


def test_a_change_goes_into_the_audit_without_its_words(session: scoped_session[Session]) -> None:
    create_programme(settings=SETTINGS, modules=MODULES)
    changed = replace(SETTINGS, approval_needed=True, contact="2 Test Road", issuer_name={"en": "Other Office"})
    change_programme(settings=changed, modules=MODULES)

    event = session.scalars(select(AuditEvent).where(AuditEvent.act == "programme-changed")).one()
    assert event.detail == {"approval_needed": True, "contact": "changed", "issuer": "changed"}


def test_the_database_itself_keeps_a_demo_apart_from_a_real_issuer(session: scoped_session[Session]) -> None:
    create_programme(settings=SETTINGS, modules=MODULES)

    with pytest.raises(IntegrityError), unit_of_work():
        session.scalars(select(Programme)).one().demo = False
