"""What is done in the print room and noted in the audit."""

from flask_babel import lazy_gettext as _l

from app.audit.acts import named

MADE = named("print-run-made", _l("Put certificates in order for printing"))
STARTED = named("print-run-started", _l("Had certificates drawn for printing"))
CANCELLED = named("print-run-cancelled", _l("Cancelled the drawing of certificates"))
DRAWN_AGAIN = named("print-run-drawn-again", _l("Had certificates of an old print run drawn again"))
FORGOTTEN = named("print-run-forgotten", _l("Forgot the drawn pages of an old print run"))
SEEN = named("print-run-seen", _l("Looked at a print run"))
DOWNLOADED = named("print-run-downloaded", _l("Took a file with certificates for printing"))
BOX_REGISTERED = named("sheet-box-registered", _l("Registered a box of numbered sheets"))
SHEETS_TAKEN = named("sheets-taken", _l("Took sheets for a print run"))
SHEETS_PRINTED = named("sheets-printed", _l("Noted that sheets were printed"))
SHEETS_SPOILED = named("sheets-spoiled", _l("Noted that sheets were spoiled"))
SHEETS_RETURNED = named("sheets-returned", _l("Noted that sheets went back blank"))
LEDGER_TAKEN = named("sheet-ledger-taken", _l("Took the ledger of the sheets as a file"))
