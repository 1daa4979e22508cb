"""What can go wrong with signals."""

from flask_babel import lazy_gettext as _l

from app.core.errors import NotFound, Refused


class NoSuchSignal(NotFound):
    """There is no such signal."""


class AlreadyDecided(Refused):
    """Another officer has decided about a signal meanwhile."""

    message = _l("Somebody has decided about this already.")


class OwnMatter(Refused):
    """Somebody wants to decide about a signal that names themselves."""

    message = _l("This is about you. Another officer must decide.")
