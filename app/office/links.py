"""Verbs about one-time links: invite somebody, let somebody choose a new password, take a link back, use one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import select, update

from app.accounts import services as accounts
from app.accounts.guessing import forget_tries
from app.accounts.models import Staff
from app.audit.rules import Actor, Subject
from app.audit.services import record
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.i18n import locale_by_tag
from app.core.permissions import Role
from app.office.acts import INVITE_USED, INVITED, LINK_MADE, LINK_USED, LINK_WITHDRAWN
from app.office.errors import AgencyAlone, Disabled, LinkOfNobody, NoLanguage, NoRole, OwnAccount
from app.office.guards import CODE_TAKEN, check_apart
from app.office.models import LinkKind, StaffLink
from app.office.rules import INVITE_HOLDS, PASSWORD_HOLDS, digest_of, is_agency_alone, new_secret
from app.reviewing.services import give_languages


@unit_of_work()
def invite(*, roles: Collection[Role], by: Staff, languages: Collection[str] = ()) -> str:
    """Make a link by which one person makes an account with these roles, and give its secret, which is kept nowhere.

    Raises NoRole, AgencyAlone or NoLanguage.
    """
    check_roles(roles, languages)
    secret, link = _new_link(LinkKind.INVITE, INVITE_HOLDS, by)
    link.roles, link.languages = sorted(role.value for role in roles), _languages_for(roles, languages)
    db.session.add(link)
    _tell(INVITED, link, Actor.staff(by.id), roles="/".join(link.roles))
    return secret


@unit_of_work()
def offer_password(*, staff: Staff, by: Staff) -> str:
    """Make a link by which somebody chooses a new password, and give its secret; links made before end.

    The old password works until then, and the second factor stays. Raises OwnAccount, Disabled or AnotherPerson.
    """
    if staff.id == by.id:
        raise OwnAccount
    if not staff.active:
        raise Disabled
    check_apart(staff, by, other=CODE_TAKEN)
    _end_others(staff)
    secret, link = _new_link(LinkKind.PASSWORD, PASSWORD_HOLDS, by)
    link.staff_id = staff.id
    db.session.add(link)
    record(LINK_MADE, actor=Actor.staff(by.id), subject=Subject("staff", staff.id))
    return secret


@unit_of_work()
def withdraw(*, link: StaffLink, by: Staff) -> None:
    """Take a link back that nobody has used."""
    if link.used_at is None and link.withdrawn_at is None:
        link.withdrawn_at = clock.now()
        _tell(LINK_WITHDRAWN, link, Actor.staff(by.id))


@unit_of_work()
def accept_invite(*, secret: str, username: str, password: str) -> Staff:
    """Make the account of an invited person; raise LinkOfNobody, or what ``add_staff`` raises and keep the link."""
    link = _locked(secret, LinkKind.INVITE)
    staff = accounts.add_staff(username=username, password=password, roles=map(Role, link.roles))
    locales = [locale for locale in map(locale_by_tag, link.languages) if locale]
    if locales:
        give_languages(staff=staff, locales=locales)
    link.used_at, link.staff_id = clock.now(), staff.id
    _tell(INVITE_USED, link, Actor.staff(staff.id))
    return staff


@unit_of_work()
def use_password_link(*, secret: str, password: str) -> Staff:
    """Give somebody the password they chose; raise LinkOfNobody or WeakPassword."""
    link = _locked(secret, LinkKind.PASSWORD)
    staff = db.session.get_one(Staff, link.staff_id)
    if not staff.active:
        raise LinkOfNobody
    accounts.choose_password(staff=staff, password=password)
    link.used_at = clock.now()
    forget_tries(f"staff/{staff.username}")
    record(LINK_USED, actor=Actor.staff(staff.id), subject=Subject("staff", staff.id))
    return staff


def link_by_secret(secret: str) -> StaffLink:
    """Find a link that can still be used; raise LinkOfNobody."""
    query = select(StaffLink).where(
        StaffLink.digest == digest_of(secret),
        StaffLink.used_at.is_(None),
        StaffLink.withdrawn_at.is_(None),
        StaffLink.ends_at > clock.now(),
    )
    found = db.session.scalar(query)
    if found is None:
        raise LinkOfNobody
    return found


def check_roles(roles: Collection[Role], languages: Collection[str]) -> None:
    """Raise NoRole, AgencyAlone or NoLanguage where these roles cannot be given."""
    if not roles:
        raise NoRole
    if not is_agency_alone(roles):
        raise AgencyAlone
    if Role.REVIEWER in roles and not languages:
        raise NoLanguage


def _languages_for(roles: Collection[Role], languages: Collection[str]) -> list[str]:
    return sorted(languages) if Role.REVIEWER in roles else []


def _new_link(kind: LinkKind, holds: timedelta, by: Staff) -> tuple[str, StaffLink]:
    secret, now = new_secret(), clock.now()
    link = StaffLink(
        digest=digest_of(secret),
        kind=kind.value,
        roles=[],
        languages=[],
        made_by_id=by.id,
        made_at=now,
        ends_at=now + holds,
    )
    return secret, link


def _locked(secret: str, kind: LinkKind) -> StaffLink:
    """Find a usable link and hold its row, so that two who use it at once are one who does."""
    link = link_by_secret(secret)
    db.session.refresh(link, with_for_update=True)
    if link.kind != kind.value or link.used_at or link.withdrawn_at:
        raise LinkOfNobody
    return link


def _end_others(staff: Staff) -> None:
    waiting = (StaffLink.staff_id == staff.id, StaffLink.used_at.is_(None), StaffLink.withdrawn_at.is_(None))
    db.session.execute(update(StaffLink).where(*waiting).values(withdrawn_at=clock.now()))


def _tell(act: str, link: StaffLink, actor: Actor, **detail: str) -> None:
    db.session.flush()
    record(act, actor=actor, subject=Subject("staff-link", link.id), detail=detail)
