"""Sets the programme up and changes it; every change goes into the audit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from app.accounts.models import Staff
from app.audit.acts import named
from app.audit.rules import SYSTEM, Actor, Detail, Subject
from app.audit.services import record
from app.core.database import db, unit_of_work
from app.core.i18n import LOCALES
from app.programme.errors import BadProgramme, ChangedMeanwhile, ProgrammeExists
from app.programme.models import Programme
from app.programme.queries import current_programme, programme_or_none
from app.programme.rules import Settings, faults_of

SET_UP = named("programme-set-up", _l("Set the programme up"))
CHANGED = named("programme-changed", _l("Changed the settings of the programme"))
_TEXTS = frozenset({"issuer_name", "contact", "watermark", "also_core", "corridors"})
"""Settings whose words the audit does not repeat; it tells that they changed."""


@unit_of_work()
def create_programme(*, settings: Settings, modules: Iterable[str], by: Staff | None = None) -> Programme:
    """Set up the programme of this installation.

    ``modules`` are the ids of the course's modules, so that no rule names one that is not there. Raises
    ProgrammeExists, and BadProgramme, whose faults are written for the operator.
    """
    if programme_or_none() is not None:
        raise ProgrammeExists
    programme = Programme()
    _write(programme, settings, modules)
    db.session.add(programme)
    db.session.flush()
    record(SET_UP, actor=_actor(by), subject=Subject("programme", programme.issuer_code))
    return programme


@unit_of_work()
def change_programme(
    *, settings: Settings, modules: Iterable[str], by: Staff | None = None, seen: Settings | None = None
) -> Programme:
    """Give the programme other settings; certificates that were issued keep what they state.

    Raises NoProgramme, and BadProgramme, whose faults are written for the operator; and ChangedMeanwhile where the
    settings are no longer those that were ``seen`` when it was decided.
    """
    programme = current_programme()
    db.session.refresh(programme, with_for_update=True)
    if seen is not None and _columns(seen) != _columns(programme.settings):
        raise ChangedMeanwhile
    before = _columns(programme.settings)
    _write(programme, settings, modules)
    changes = {name: value for name, value in _columns(settings).items() if value != before[name]}
    record(CHANGED, actor=_actor(by), subject=Subject("programme", programme.issuer_code), detail=_told(changes))
    return programme


def _write(programme: Programme, settings: Settings, modules: Iterable[str]) -> None:
    faults = faults_of(settings, locales=(locale.tag for locale in LOCALES), modules=modules)
    if faults:
        raise BadProgramme(faults)
    for name, value in _columns(settings).items():
        setattr(programme, name, value)


def _columns(settings: Settings) -> dict[str, Any]:
    return {
        "issuer_code": settings.issuer_code,
        "issuer_name": dict(settings.issuer_name),
        "contact": settings.contact.strip(),
        "watermark": settings.watermark,
        "validity_months": settings.validity_months,
        "approval_needed": settings.approval_needed,
        "second_approval": settings.second_approval,
        "also_core": sorted(settings.also_core),
        "hide_unreviewed": settings.hide_unreviewed,
        "seal_files": settings.seal_files,
        "class_needed": settings.class_needed,
        "attendance_share": settings.attendance_share,
        "corridors": sorted(settings.corridors),
        "staff_second_factor": settings.staff_second_factor,
        "demo": settings.demo,
    }


def _told(changes: Mapping[str, Any]) -> Detail:
    """Tell which settings changed, and to what where it is a figure or a yes or no."""
    texts = {name.removesuffix("_name"): "changed" for name in changes if name in _TEXTS}
    return {**{name: value for name, value in changes.items() if name not in _TEXTS}, **texts}


def _actor(by: Staff | None) -> Actor:
    return Actor.staff(by.id) if by else SYSTEM
