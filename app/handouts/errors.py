"""What can go wrong with handouts."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.errors import Refused


class TooLongForPaper(Refused):
    """A module's text takes more than two pages even in the smallest type."""

    message = _l("This text is too long for the paper. Print it without a journey, or make the text shorter.")


class NoSuchJourney(Refused):
    """The course has no such journey, or it leads nowhere."""

    message = _l("We do not know this journey. Choose where it begins and where it ends.")
