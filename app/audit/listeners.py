"""What the staff's sign-in tells by signals, since its package knows of no audit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l
from flask_security import password_changed, tf_disabled, user_authenticated
from flask_security.signals import user_failed_authn

from app.accounts.errors import NoSuchStaff
from app.accounts.models import Staff
from app.accounts.queries import staff_by_username
from app.accounts.signals import staff_changed
from app.audit.acts import named
from app.audit.rules import SYSTEM, Actor, Subject
from app.audit.services import record
from app.audit.subjects import SubjectKind, register_subject

SIGNED_IN = named("staff-signed-in", _l("Signed in"))
SIGN_IN_FAILED = named("staff-sign-in-failed", _l("Somebody tried to sign in and could not"))
PASSWORD_CHANGED = named("staff-password-changed", _l("Changed their own password"))
SECOND_FACTOR_REMOVED = named("staff-second-factor-removed", _l("Took the second factor away"))
for _change, _words in {
    "added": _l("Added a member of staff"),
    "roles-changed": _l("Changed the roles of a member of staff"),
    "password-reset": _l("Gave a member of staff a new password"),
    "disabled": _l("Disabled a member of staff"),
    "enabled": _l("Enabled a member of staff again"),
    "second-factor-set": _l("Set up a second factor"),
    "second-factor-reset": _l("Took the lost second factor of a member of staff away"),
    "password-chosen": _l("Chose a new password by a link"),
    "signed-out-elsewhere": _l("Signed out everywhere else"),
    "signed-out-everywhere": _l("Signed a member of staff out everywhere"),
}.items():
    named(f"staff-{_change}", _words)


def init_audit(app: Flask) -> None:
    """Note what staff do with their own accounts, and what is done to these."""
    user_authenticated.connect(_signed_in, app)
    user_failed_authn.connect(_failed, app)
    password_changed.connect(_password_changed, app)
    tf_disabled.connect(_second_factor_removed, app)
    staff_changed.connect(_changed, app)
    register_subject(app, SubjectKind("staff", _l("Staff"), _staff, _staff_who_acts))


def _staff(typed: str) -> Iterator[Subject]:
    found = _staff_by_name(typed)
    if found is not None:
        yield Subject("staff", found)


def _staff_who_acts(typed: str) -> Actor | None:
    found = _staff_by_name(typed)
    return Actor.staff(found) if found is not None else None


def _staff_by_name(typed: str) -> int | None:
    try:
        return staff_by_username(typed).id
    except NoSuchStaff:
        return None


def _own(act: str, staff: Staff) -> None:
    record(act, actor=Actor.staff(staff.id), subject=_subject(staff))


def _signed_in(_app: Flask, *, user: Staff, authn_via: list[str] | None, **_more: Any) -> None:
    if authn_via != ["change"]:  # Changing the password begins a new session too.
        _own(SIGNED_IN, user)


def _failed(_app: Flask, *, user: Staff, tfa: bool, **_more: Any) -> None:
    record(SIGN_IN_FAILED, actor=SYSTEM, subject=_subject(user), detail={"step": "code" if tfa else "secret"})


def _password_changed(_app: Flask, *, user: Staff, **_more: Any) -> None:
    _own(PASSWORD_CHANGED, user)


def _second_factor_removed(_app: Flask, *, user: Staff, **_more: Any) -> None:
    _own(SECOND_FACTOR_REMOVED, user)


def _changed(_app: Flask, *, staff: Staff, change: str, by: Staff | None, roles: str | None) -> None:
    actor = Actor.staff(by.id) if by else SYSTEM
    record(f"staff-{change}", actor=actor, subject=_subject(staff), detail={"roles": roles})


def _subject(staff: Staff) -> Subject:
    return Subject("staff", staff.id)
