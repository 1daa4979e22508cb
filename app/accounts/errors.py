"""What can go wrong with accounts of staff and with guessing."""

from __future__ import annotations

from datetime import timedelta
from math import ceil

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_ngettext as _ln

from app.core.errors import NotFound, Refused


class MustWait(Refused):
    """This guesser tried too often at this account."""

    def __init__(self, wait: timedelta) -> None:
        self.minutes = max(1, ceil(wait.total_seconds() / 60))
        super().__init__(
            _ln(
                "There were too many wrong tries. Please wait %(num)s minute. Then try again.",
                "There were too many wrong tries. Please wait %(num)s minutes. Then try again.",
                self.minutes,
            )
        )


class NetworkMustWait(Refused):
    """Too many people tried in vain from this network."""

    message = _l(
        "There were too many wrong tries from this internet connection. Nothing is lost. Use another connection, "
        "or wait one hour. Your trainer can give you a new PIN."
    )


class NoSuchStaff(NotFound):
    """No member of staff has this sign-in name."""

    message = _l("Nobody on the staff has this sign-in name.")


class UsernameTaken(Refused):
    """Another member of staff has this sign-in name."""

    message = _l("Somebody else has this sign-in name.")


class BadUsername(Refused):
    """The sign-in name has characters that are hard to type or to tell apart."""

    message = _l("A sign-in name has two letters or more, from a to z. Digits and . @ _ - may stand inside.")


class WeakPassword(Refused):
    """The password is too short."""

    message = _l("This password is too short.")
