"""What a reader of figures can be told."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.errors import NotFound, Refused


class NoSuchFigures(NotFound):
    """There is no such period, group or file of figures."""

    message = _l("There are no such figures.")


class TwoGroups(Refused):
    """Two groups were asked for at once."""

    message = _l("Choose one group at a time. With two, small groups could be found out by subtracting.")
