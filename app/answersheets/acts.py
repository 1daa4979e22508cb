"""What is done with answer sheets and noted in the audit."""

from flask_babel import lazy_gettext as _l

from app.audit.acts import named

SHEETS_PRINTED = named("answer-sheets-printed", _l("Printed answer sheets"))
SHEET_DECIDED = named("answer-sheet-decided", _l("Said what a doubtful answer sheet means"))
