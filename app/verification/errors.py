"""What can go wrong when somebody checks a certificate."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from app.core.errors import NotFound, Refused


class NoSuchPaper(NotFound):
    """No certificate has this number and this code; which of the two is wrong is not told."""

    message = _l("We found no certificate with this number and this code. Look at both again, sign by sign.")


class NameForgotten(NoSuchPaper):
    """Number and code are right, and the holder asked that the name be deleted: the paper alone tells what it says."""

    message = _l(
        "The register has a certificate with this number and this code, and it counts. Its holder asked us to delete "
        "the name. Scan the square on the paper: it says what was printed, and whether it is real."
    )


class ForgottenAndEnded(NoSuchPaper):
    """Number and code are right, the name was deleted, and the certificate does not count any more."""

    message = _l(
        "The register has a certificate with this number and this code, and it does not count any more. Its holder "
        "asked us to delete the name."
    )


class TooManyMisses(Refused):
    """One network claimed too much that fits nothing; for the rest of the hour it gets no answer, right or wrong."""

    def __init__(self, minutes: int) -> None:
        self.minutes = minutes
        super().__init__(LazyString(_wait, minutes))


def _wait(minutes: int) -> str:
    return str(
        ngettext(
            "There were too many wrong tries from this internet connection. What you typed is still here. "
            "Send it again in %(num)s minute, or use another connection.",
            "There were too many wrong tries from this internet connection. What you typed is still here. "
            "Send it again in %(num)s minutes, or use another connection.",
            minutes,
        )
    )
