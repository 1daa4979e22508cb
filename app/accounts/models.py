"""Tables of staff, their roles, and the tries at any account."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from flask_security import UserMixin
from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.rules import permissions_of
from app.core.database import Model, UtcDateTime
from app.core.permissions import Permission

if TYPE_CHECKING:
    # The library declares its columns as plain types, which contradicts Mapped; at run time it adds none.
    class _User:
        is_authenticated: bool
else:
    _User = UserMixin


class StaffRole(Model):
    """A role that a member of staff has.

    Personal data: none beyond the link to the person. Kept until the role is taken away.
    """

    __tablename__ = "staff_role"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(32), primary_key=True)

    def get_permissions(self) -> set[str]:
        """Give what the role may do; the library asks."""
        return set(permissions_of([self.name]))


class Staff(_User, Model):
    """Somebody who works with learners or for the issuer.

    Personal data: the sign-in name, which may be an address. The password is an argon2 hash; the secret of the second
    factor and the recovery codes are encrypted under a key that is not in the database. An account that is no longer
    used is disabled and kept, because the audit names it.
    """

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(64), unique=True)
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    """What every session of this person carries; a new one signs all of them out."""
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))
    tf_phone_number: Mapped[str | None] = mapped_column(String(1))
    """Always empty: the library wants the column, and codes by message are not offered."""
    tf_counter: Mapped[int | None]
    """The time step of the last code that was used, so that nobody uses it again."""
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(JSON()))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    signed_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When this person last signed in."""
    roles: Mapped[list[StaffRole]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    @property
    def permissions(self) -> frozenset[Permission]:
        """Tell what this person may do."""
        return permissions_of(role.name for role in self.roles)


class StaffSession(Model):
    """That somebody is signed in on a device; a cookie without an open row opens nothing, whoever copied it.

    Personal data: the person, when they came and were last here, and which browser they said to use. Kept thirty days
    after the last sign of them.
    """

    __tablename__ = "staff_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    """Of the key in the cookie."""
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    """When they were last here, noted every few minutes."""
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    device: Mapped[str] = mapped_column(String(40))
    """Browser and system in two words, as the browser says them: ``Firefox, Windows``."""


class SignInTry(Model):
    """How often somebody tried at one account, from one network or (network empty) from all together.

    The account need not exist: whether one does must not show in who has to wait. Personal data: none that can be
    read; both keys are keyed digests. Kept one day after the last try, thirty days where a try was right.
    """

    __tablename__ = "sign_in_try"

    account: Mapped[str] = mapped_column(String(64), primary_key=True)
    network: Mapped[str] = mapped_column(String(64), primary_key=True)
    tries: Mapped[int]
    wait_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tried_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    welcome_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Until then the owner's own network waits for no other guesser."""
