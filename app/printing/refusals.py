"""Which pictures are not taken for print, and why."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from app.core.errors import Refused


class Refusal(StrEnum):
    """Why a picture is not taken."""

    EMPTY = "empty"
    UNKNOWN = "unknown"
    HEAVY = "heavy"
    TOO_LARGE = "too-large"
    DAMAGED = "damaged"
    NOT_ONLY = "not-only"
    NOT_PLAIN = "not-plain"


_WHY = {
    Refusal.EMPTY: _l("Choose a file first."),
    Refusal.UNKNOWN: _l(
        "This file is no SVG, PNG or JPEG picture. Save the picture as one of these and send it again."
    ),
    Refusal.HEAVY: _l(
        "This picture is too heavy for every certificate to carry. Save it smaller or with fewer details."
    ),
    Refusal.TOO_LARGE: _l("This picture has far more points than paper can show. Save it with 2,000 points across."),
    Refusal.DAMAGED: _l("This picture cannot be read to its end. Save it again and send that file."),
    Refusal.NOT_ONLY: _l("Something else stands behind the picture in this file. Save the picture alone, as PNG."),
}


class PictureRefused(Refused):
    """A picture that somebody sent is not taken; the message says why and what to do."""

    def __init__(self, why: Refusal, what: str = "") -> None:
        self.why = why
        text = _l(
            "This drawing holds something that is not a flat shape: %(what)s. Save it as PNG and send that file.",
            what=what,
        )
        super().__init__(text if why is Refusal.NOT_PLAIN else _WHY[why])
