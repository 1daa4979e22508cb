"""What can go wrong with the edit of a fact."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from app.core.errors import NotFound, Refused
from app.editing.checks import EditFault


class NoSuchFact(NotFound):
    """The address names a fact that is in no file."""

    message = _l("There is no such fact.")


class ChangedMeanwhile(Refused):
    """The editor saw older words than are there now."""

    message = _l(
        "Somebody else decided about this fact while you wrote. Nothing you wrote is lost. "
        "Read what is there now, then send it again."
    )


class FaultyEdit(Refused):
    """The edit breaks rules that keep learners safe; ``faults`` names each."""

    message = _l("This cannot be shown to learners yet.")

    def __init__(self, faults: Iterable[EditFault]) -> None:
        self.faults = tuple(faults)
        super().__init__()
