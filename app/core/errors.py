"""What can go wrong anywhere; each domain derives its own situations from these.

A message is lazy: it is translated when somebody reads it, in the language of the reader. The web decides which
page and which status belong to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString


class Problem(Exception):
    """Something a person can be told and can do something about."""

    message: LazyString | str = _l("Something went wrong. Please try again.")

    def __init__(self, message: LazyString | str | None = None) -> None:
        if message is not None:
            self.message = message
        super().__init__(type(self).__name__)


class NotFound(Problem):
    """What was asked for is not here, or not for this person to know of."""

    message = _l("We cannot find this page.")


class NotAllowed(Problem):
    """This person may not do this."""

    message = _l("This page is not open to you.")


class Refused(Problem):
    """The request is understood and cannot be done as it stands."""


class Unavailable(Problem):
    """The database is locked or gone; nothing was changed."""

    message = _l("Waymark is busy. Nothing is lost. Please try again in a moment.")
