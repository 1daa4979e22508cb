"""What can go wrong in a classroom."""

from flask_babel import lazy_gettext as _l

from app.core.errors import NotFound, Refused


class NoSuchQuiz(NotFound):
    """The session has no such class quiz, or it is another class's."""

    message = _l("We cannot find this class quiz. Please start it again from the class page.")


class QuizIsOver(Refused):
    """Somebody wants to change a class quiz that was ended."""

    message = _l("This class quiz was ended. Its answers are not changed any more.")


class QuestionIsClosed(Refused):
    """An answer was given after the question was closed and its explanation shown."""

    message = _l("This question was closed before this answer. The answer does not count.")


class NotMarkedPresent(Refused):
    """An answer was tapped for somebody who is not marked present in the session."""

    message = _l("This person is not marked as present in this session. Mark who is here first. Then tap the answer.")


class TooManyOptions(Refused):
    """More options were tapped for a person than the question asks for."""

    message = _l("This question does not take so many answers.")


class NobodyAnswered(Refused):
    """A class quiz without one answer cannot be ended, so that nobody draws until the questions are easy."""

    message = _l("Nobody has an answer yet. Tap the answers first.")


class NobodyPresent(Refused):
    """A lesson cannot be credited where nobody is marked present."""

    message = _l("Nobody is marked as present in this session. Mark who is here first.")


class NotHandedOver(Refused):
    """This device is not handed over to a class, or is so no more."""

    message = _l("This device is not open for the class any more. Please give it to your trainer.")


class WrongPassword(Refused):
    """Somebody who wants to take a device back did not know the trainer's password."""

    message = _l("This is not the password of the trainer who handed over the device.")


class HasPin(Refused):
    """Somebody wants to choose a first PIN for a person who has one."""

    message = _l("This person has a PIN already. Only your trainer can give a new one.")


class FirstPinElsewhere(Refused):
    """A first PIN is wanted by somebody whom another trainer's class had first."""

    message = _l("You came first into another class. Please choose your PIN with the card that you got there.")


class WrongPinHere(Refused):
    """The PIN is not that of the person whose tile was tapped."""

    message = _l("This PIN is not right. Is this your number and your picture? Look at both again.")
