"""What can go wrong with attendance."""

from flask_babel import lazy_gettext as _l

from app.core.errors import Refused


class NotBegun(Refused):
    """Somebody marks attendance at a session that lies ahead."""

    message = _l("This session has not begun yet.")


class WasCancelled(Refused):
    """Somebody marks attendance at a session that does not take place."""

    message = _l("This session was cancelled.")


class NotInThePlan(Refused):
    """A phone marks attendance at a session that is not in the plan of its class."""

    message = _l("This session is not in the plan of the class any more.")


class NotOfThisClass(Refused):
    """Somebody marks a learner who never was in the class."""

    message = _l("This person is not in this class.")


class MinutesMissing(Refused):
    """A mark of who came late or left early does not say by how much."""

    message = _l("Say how many minutes, from 1 to 600.")


class WhyMissing(Refused):
    """A mark is to be corrected and nobody said why."""

    message = _l("There is a mark already. Say why you change it.")


class NoSessionNow(Refused):
    """A learner types a code while no class of theirs meets."""

    message = _l("Your class does not meet now.")


class WrongCode(Refused):
    """The code is not that of the board at this minute."""

    message = _l("This is not the code on the board. Look again: it changes every minute.")
