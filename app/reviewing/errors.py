"""What can go wrong when texts are reviewed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l

from app.core.errors import NotAllowed, NotFound, Refused


class NoSuchText(NotFound):
    """The course has no text of this path, or no such language is translated."""

    message = _l("This text is not in the course.")


class MayNotSign(NotAllowed):
    """This person may not sign texts of this language."""

    message = _l("You may read the texts of this language. You may not review them. Ask the person who runs Waymark.")


class NoReviewer(Refused):
    """The person has not the role that reviews texts."""

    message = _l("This person is not a reviewer. Give them the role first.")


class WordsChanged(Refused):
    """The text or its English was changed after the reviewer opened the page."""

    message = _l("The words have changed since you opened this page. What you wrote is still here. Read the new words.")


class NothingChanged(Refused):
    """A suggestion says what the text says already."""

    message = _l("You have not changed any words. Write your words in the boxes.")


class NothingWritten(Refused):
    """A comment or a back-translation is empty."""

    message = _l("Write something first.")


class TooLong(Refused):
    """The words are longer than any text of the course."""

    message = _l("This is too long. Write it shorter.")


class AlreadyDecided(Refused):
    """Somebody else decided on the suggestion first."""

    message = _l("Somebody else has decided on this already.")


class OwnSuggestion(Refused):
    """The one who made a suggestion wants to decide on it."""

    message = _l("This is your own suggestion. Another reviewer decides on it.")


class OldSuggestion(Refused):
    """The words that a suggestion was made for are no longer there, so it cannot be written in their place."""

    message = _l("The translation changed after this was suggested. Suggest the words again if they are still better.")


class NotYours(NotAllowed):
    """Somebody wants to take back what another person did."""

    message = _l("Only the person who wrote this can take it back.")


class NotTranslated(Refused):
    """There are no words yet that could be reviewed."""

    message = _l("There is no translation of this text yet.")


class WrongWords(Refused):
    """Suggested words are damaged; each passage is told what is wrong with it."""

    message = _l("Something is not right yet. Look at the words again. What you wrote is still here.")

    def __init__(self, faults: Mapping[str, Sequence[str]]) -> None:
        self.faults = faults
        super().__init__()
