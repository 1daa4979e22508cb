"""Verbs about staff; each is one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from flask import current_app
from flask_security import hash_password
from sqlalchemy import select

from app.accounts.errors import BadUsername, UsernameTaken, WeakPassword
from app.accounts.models import Staff, StaffRole
from app.accounts.rules import is_username, read_username
from app.accounts.sessions import end_all, end_others
from app.accounts.signals import staff_changed
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.permissions import Role

_GENERATED_BYTES = 12


def new_password() -> str:
    """Make up a password that nobody guesses and that can be read aloud once."""
    return secrets.token_urlsafe(_GENERATED_BYTES)


@unit_of_work()
def add_staff(*, username: str, password: str, roles: Iterable[Role], by: Staff | None = None) -> Staff:
    """Make an account for a member of staff; raise BadUsername, UsernameTaken or WeakPassword."""
    name = read_username(username)
    if not is_username(name):
        raise BadUsername
    if db.session.scalars(select(Staff.id).where(Staff.username == name)).one_or_none() is not None:
        raise UsernameTaken
    staff = Staff(
        username=name,
        password=_hashed(password),
        active=True,
        fs_uniquifier=_new_session_key(),
        created_at=clock.now(),
        roles=_rows(roles),
    )
    db.session.add(staff)
    db.session.flush()
    _tell(staff, "added", by)
    return staff


@unit_of_work()
def set_roles(*, staff: Staff, roles: Iterable[Role], by: Staff | None = None) -> None:
    """Give a member of staff exactly these roles, and sign them out everywhere, so that no open page is older."""
    wanted = set(roles)
    _sign_out(staff)
    staff.roles = [role for role in staff.roles if role.name in wanted]
    staff.roles += _rows(wanted - {Role(role.name) for role in staff.roles})
    _tell(staff, "roles-changed", by)


@unit_of_work()
def reset_password(*, staff: Staff, password: str, by: Staff | None = None) -> None:
    """Give a member of staff another password, take away the second factor, and sign them out everywhere."""
    staff.password = _hashed(password)
    staff.tf_primary_method = staff.tf_totp_secret = staff.mf_recovery_codes = None
    _sign_out(staff)
    _tell(staff, "password-reset", by)


@unit_of_work()
def choose_password(*, staff: Staff, password: str) -> None:
    """Let a member of staff choose another password; the second factor stays, and they are signed out everywhere."""
    staff.password = _hashed(password)
    _sign_out(staff)
    _tell(staff, "password-chosen", staff)


@unit_of_work()
def reset_second_factor(*, staff: Staff, by: Staff) -> None:
    """Take a second factor away that its owner lost, and sign them out everywhere."""
    staff.tf_primary_method = staff.tf_totp_secret = staff.tf_counter = staff.mf_recovery_codes = None
    _sign_out(staff)
    _tell(staff, "second-factor-reset", by)


@unit_of_work()
def end_sessions(*, staff: Staff, by: Staff) -> None:
    """Sign a member of staff out everywhere."""
    _sign_out(staff)
    _tell(staff, "signed-out-everywhere", by)


@unit_of_work()
def end_other_sessions(*, staff: Staff) -> None:
    """Sign a member of staff out everywhere but here."""
    end_others(staff)
    _tell(staff, "signed-out-elsewhere", staff)


@unit_of_work()
def disable_staff(*, staff: Staff, by: Staff | None = None) -> None:
    """Let a member of staff in no more, from this moment on."""
    staff.active = False
    _sign_out(staff)
    _tell(staff, "disabled", by)


@unit_of_work()
def enable_staff(*, staff: Staff, by: Staff | None = None) -> None:
    """Let a member of staff in again."""
    staff.active = True
    _tell(staff, "enabled", by)


def _hashed(password: str) -> str:
    faults, normalised = current_app.extensions["security"].password_util.validate(password, is_register=True)
    if faults:
        raise WeakPassword(faults[0])
    return hash_password(normalised)


def _sign_out(staff: Staff) -> None:
    staff.fs_uniquifier = _new_session_key()
    end_all(staff)


def _new_session_key() -> str:
    return secrets.token_hex(32)


def _rows(roles: Iterable[Role]) -> list[StaffRole]:
    return [StaffRole(name=role.value) for role in sorted(set(roles))]


def _tell(staff: Staff, change: str, by: Staff | None) -> None:
    roles = "/".join(sorted(role.name for role in staff.roles))
    staff_changed.send(current_app._get_current_object(), staff=staff, change=change, by=by, roles=roles or None)  # type: ignore[attr-defined]
