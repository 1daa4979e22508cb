"""What can go wrong with cohorts."""

from flask_babel import lazy_gettext as _l

from app.core.errors import NotFound, Refused


class NoSuchCohort(NotFound):
    """There is no such cohort, or it is not this person's to see."""


class NoSuchSession(NotFound):
    """The cohort has no such session."""


class NoSuchMember(NotFound):
    """The cohort has no such member."""


class CohortClosed(Refused):
    """Somebody wants to change a cohort that is closed."""

    message = _l("This class is closed. Open it again first.")
