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


class NoSuchTrainer(Refused):
    """No member of staff of this name may lead a class."""

    message = _l("No trainer has this user name. Look at it again.")


class NoSuchAgency(Refused):
    """No member of staff of this name is an agency."""

    message = _l("No agency has this user name. Look at it again.")


class NotTheLead(Refused):
    """Somebody who helps in a class wants to say who else does."""

    message = _l("Only the trainer who opened this class can change this.")


class LastLead(Refused):
    """The one who opened a class cannot be taken out of it."""

    message = _l("The trainer who opened this class stays with it.")


class SessionBegan(Refused):
    """The times of a session that has begun stay what they are, because marks lean on them."""

    message = _l("This session has begun, so its day and hours stay. Add another session instead.")


class NothingToPlan(Refused):
    """There is no free day left, or no module that is not in the plan."""

    message = _l("There is nothing to plan: no free day on these days of the week, or every module has its session.")


class NoSuchClass(Refused):
    """Nobody joins by this code: no class has it, or it cannot be a code at all."""

    message = _l("No class has this code. Look at it again: six letters and digits.")


class TooManyCodes(Refused):
    """Too many wrong codes or cards came from one network."""

    message = _l(
        "There were too many wrong tries from this internet connection. Nothing is lost. Use another connection, "
        "or ask your trainer."
    )
