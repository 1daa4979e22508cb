"""What is done about attendance and noted in the audit; a first mark is its own record."""

from flask_babel import lazy_gettext as _l

from app.audit.acts import named

MARK_CORRECTED = named("attendance-mark-corrected", _l("Corrected a mark of attendance"))
