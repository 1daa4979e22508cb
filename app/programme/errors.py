"""What can go wrong with the programme."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.errors import NotFound, Refused, Unavailable


class NoProgramme(Unavailable):
    """No programme was set up yet: ``flask programme set`` does it."""

    message = _l("Certificates are not set up here yet. You can learn all the same.")


class BadProgramme(Refused):
    """Some of the settings cannot be used; the faults say which, for the operator."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


class ChangedMeanwhile(Refused):
    """Somebody else changed the settings since this person looked at them."""

    message = _l("Somebody else changed the settings while you were writing. Look at both, then keep yours again.")


class NoSuchCentre(NotFound):
    """There is no centre of this code."""


class ProgrammeExists(Refused):
    """There is a programme already; it is changed and not created anew."""

    message = _l("There is a programme already.")
