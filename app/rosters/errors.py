"""What can go wrong when a roster is brought in."""

from flask_babel import lazy_gettext as _l

from app.core.errors import NotFound, Refused


class UnreadableFile(Refused):
    """A file that is not taken; each kind says what to do."""


class NoFile(UnreadableFile):
    """Nothing was chosen."""

    message = _l("Choose a file first.")


class TooBig(UnreadableFile):
    """The file is bigger than any roster."""

    message = _l("This file is too big. A roster has at most 5 MB. Take out pictures and other sheets.")


class TooManyRows(UnreadableFile):
    """There are more people than one class can have."""

    message = _l("This file has more than 2,000 rows. Bring it in as several files.")


class TooManyCompared(UnreadableFile):
    """Somebody has compared more rows with the register than classes have people."""

    message = _l(
        "You have compared more than 4,000 rows with the register within an hour. Nothing is lost. "
        "Send this file again in an hour, or let another trainer of the class send it."
    )


class NotASpreadsheet(UnreadableFile):
    """The content is neither XLSX nor text, or is broken."""

    message = _l("We cannot read this file. Save it in Excel as “Excel workbook (.xlsx)” or as “CSV UTF-8”.")


class OldExcel(UnreadableFile):
    """An old binary workbook, or one that a password protects; both look alike from outside."""

    message = _l(
        "This is an old Excel file, or a password protects it. Open it in Excel, take the password off, "
        "and save it as “Excel workbook (.xlsx)”."
    )


class Encrypted(OldExcel):
    """A part of the archive is encrypted."""


class OpenDocument(UnreadableFile):
    """A workbook of LibreOffice in its own format."""

    message = _l("This is an OpenDocument file. Save it as “Excel workbook (.xlsx)”.")


class HasMacros(UnreadableFile):
    """The workbook has programs in it."""

    message = _l("There are programs (macros) in this file, so it is not taken. Save it as “Excel workbook (.xlsx)”.")


class TakesFromElsewhere(UnreadableFile):
    """The workbook takes values from other files."""

    message = _l("This file takes values from other files. Copy the list into a new file as values, and save that.")


class Unpacked(UnreadableFile):
    """The archive would unpack to far more than a roster."""

    message = _l("There is much more in this file than a roster has. Copy the list into a new file.")


class NoRoster(UnreadableFile):
    """No row names the columns."""

    message = _l(
        "We found no list of people in this file. Its first row must name the columns, and one of them the names."
    )


class NoSuchDraft(NotFound):
    """The draft is gone, or is another person's."""


class RecordsLocked(Refused):
    """Sealed numbers were written under another key."""

    message = _l("The telephone and document numbers cannot be opened. Tell the person who looks after Waymark.")


class Unanswered(Refused):
    """Something that was asked has no answer yet."""

    message = _l("Some questions are not answered yet. They stand first in the list.")
