"""Verbs of administrators about people: roles, languages, closing an account, a lost code."""

from __future__ import annotations

from collections.abc import Collection

from app.accounts import services as accounts
from app.accounts.errors import NoSuchStaff
from app.accounts.models import Staff
from app.accounts.queries import staff_by_username
from app.audit.rules import Actor, Detail, Subject
from app.audit.services import record
from app.core.database import unit_of_work
from app.core.i18n import LOCALES
from app.core.permissions import Role
from app.office.acts import IDENTITY_SEEN, LINK_MADE
from app.office.errors import NoPhone, NoSuchWitness, OwnAccount, OwnRole
from app.office.guards import check_administrator_left, check_apart
from app.office.links import check_roles
from app.office.queries import languages_of
from app.reviewing.services import give_languages, take_languages


@unit_of_work()
def decide_roles(*, staff: Staff, roles: Collection[Role], languages: Collection[str], by: Staff) -> None:
    """Give somebody exactly these roles, and a reviewer exactly these languages; a changed role ends their sessions.

    Raises NoRole, AgencyAlone, NoLanguage, OwnRole or LastAdministrator.
    """
    check_roles(roles, languages)
    before = {Role(role.name) for role in staff.roles}
    if Role.ADMINISTRATOR in before - set(roles):
        if staff.id == by.id:
            raise OwnRole
        check_administrator_left(without=staff)
    if set(roles) != before:
        accounts.set_roles(staff=staff, roles=roles, by=by)
    _decide_languages(staff, languages if Role.REVIEWER in roles else (), by)


@unit_of_work()
def disable(*, staff: Staff, by: Staff) -> None:
    """Let somebody in no more; raise OwnAccount or LastAdministrator."""
    if staff.id == by.id:
        raise OwnAccount
    check_administrator_left(without=staff)
    if staff.active:
        accounts.disable_staff(staff=staff, by=by)


@unit_of_work()
def enable(*, staff: Staff, by: Staff) -> None:
    """Let somebody in again."""
    if not staff.active:
        accounts.enable_staff(staff=staff, by=by)


@unit_of_work()
def take_code(*, staff: Staff, how: str, witness: str, by: Staff) -> None:
    """Take away a code that its owner lost, and note how they were known, and by whom beside the administrator.

    Raises OwnAccount, NoPhone, NoSuchWitness or AnotherPerson.
    """
    if staff.id == by.id:
        raise OwnAccount
    if not staff.tf_primary_method:
        raise NoPhone
    check_apart(staff, by, other=LINK_MADE)
    known_by = _witness(witness, {staff.id, by.id})
    accounts.reset_second_factor(staff=staff, by=by)
    detail: Detail = {"how": how, "also": known_by.id}
    record(IDENTITY_SEEN, actor=Actor.staff(by.id), subject=Subject("staff", staff.id), detail=detail)


def _witness(username: str, not_these: Collection[int]) -> Staff:
    try:
        found = staff_by_username(username)
    except NoSuchStaff:
        raise NoSuchWitness from None
    if not found.active or found.id in not_these:
        raise NoSuchWitness
    return found


def _decide_languages(staff: Staff, languages: Collection[str], by: Staff) -> None:
    before = languages_of([staff.id]).get(staff.id, ())
    gone = [locale for locale in LOCALES if locale.tag in before and locale.tag not in languages]
    new = [locale for locale in LOCALES if locale.tag in languages and locale.tag not in before]
    if gone:
        take_languages(staff=staff, locales=gone, by=by)
    if new:
        give_languages(staff=staff, locales=new, by=by)
