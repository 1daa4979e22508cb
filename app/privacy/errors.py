"""What can go wrong when a learner is copied or forgotten, or a term is set."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.errors import NotFound, Refused


class AlreadyAsked(Refused):
    """The learner is to be forgotten already."""

    message = _l("This was asked for already.")


class NotOpen(Refused):
    """The erasure has been done or stopped."""

    message = _l("This has been done or stopped already.")


class SamePerson(Refused):
    """Whoever asked cannot be the second person too."""

    message = _l("You asked for this yourself. Another person has to agree.")


class NoSuchErasure(NotFound):
    """There is no such erasure."""


class OutOfBounds(Refused):
    """A term is shorter or longer than it may be."""

    message = _l("This number of days is not within the bounds.")
