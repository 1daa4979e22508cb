"""What can go wrong with a quiz."""

from flask_babel import lazy_gettext as _l

from app.core.errors import NotFound, Refused


class NoSuchAttempt(NotFound):
    """There is no such attempt, or it is somebody else's."""

    message = _l("We cannot find this quiz. Please start it again from the course.")


class NotOffered(Refused):
    """An option was sent that this question did not offer."""

    message = _l("This answer is not one of the choices. Please choose again.")


class ChooseOne(Refused):
    """A question that asks for one option got none or several."""

    message = _l("Please choose one answer.")


class ChooseTwo(Refused):
    """A question that asks for two options got another number."""

    message = _l("Please choose two answers.")


class Pausing(Refused):
    """The quiz pauses after two fails."""

    message = _l("Take a short rest first. Look at the lessons again, then try once more.")


class AlreadySent(Refused):
    """The attempt was sent before; it is not changed any more."""

    message = _l("You sent this quiz already.")


class OldDraw(Refused):
    """A quiz was brought in whose questions the course no longer has so."""

    message = _l("The questions of this quiz have changed. Please take the quiz again with the new questions.")
