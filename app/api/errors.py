"""What can go wrong where systems and webhooks are looked after."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.errors import NotFound, Refused


class NoSuchClient(NotFound):
    """There is no such system, token or webhook."""


class NameTaken(Refused):
    """Another system has this name."""

    message = _l("Another system has this name already.")


class UnsafeAddress(Refused):
    """A webhook cannot be sent to this address."""

    message = _l(
        "Nothing can be sent to this address. Write one that begins with https:// and that the internet can reach."
    )
