"""What can go wrong with answer sheets."""

from flask_babel import lazy_gettext as _l

from app.core.errors import NotFound, Refused


class NoSuchSheet(NotFound):
    """There is no such sheet, or it belongs to another trainer's class."""


class NoPicture(Refused):
    """A file is neither a photograph nor a PDF."""

    message = _l("This file is no photo and no PDF. Send photos (JPEG, PNG) or a PDF from a scanner.")


class TooManyPages(Refused):
    """A PDF has more pages than are read in one go."""

    message = _l("This file has too many pages. Send at most 60 at a time.")


class NoSheet(Refused):
    """A picture shows no answer sheet, or not all of it."""

    message = _l("We see no whole answer sheet. All four corner marks must be in the picture. Take it again.")


class NotSharp(Refused):
    """A picture is blurred."""

    message = _l("The picture is not sharp. Hold the phone still, in good light, and take it again.")


class UnknownCode(Refused):
    """The square on a sheet cannot be read."""

    message = _l("We cannot read the square on this sheet. Take the picture again, straight from above.")


class OtherClass(Refused):
    """A sheet belongs to another class."""

    message = _l("This sheet belongs to another class.")


class OldSheet(Refused):
    """A sheet was replaced by a newer one, or the course has changed since it was printed."""

    message = _l("This sheet is too old: a newer one was printed. Let the person fill in the new one.")


class Unread(Refused):
    """A file that no worker could read to its end."""

    message = _l("We could not read this file. Send it again, or take a new photo.")


class NothingToPrint(Refused):
    """Nobody in the class needs a sheet for this module."""

    message = _l("Everybody in this class has passed this quiz.")


class StillUnclear(Refused):
    """A row that was not clear has no decision yet."""

    message = _l("Look at each picture first, and say what the person means.")


class NothingSent(Refused):
    """No file was chosen."""

    message = _l("Choose the photos first.")


FAULTS: dict[str, type[Refused]] = {
    fault.__name__: fault
    for fault in (NoPicture, TooManyPages, NoSheet, NotSharp, UnknownCode, OtherClass, OldSheet, Unread)
}
"""What may be wrong with a page, by the word that is kept of it."""
