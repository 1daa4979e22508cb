"""What is done with the register as a whole and noted in the audit."""

from flask_babel import lazy_gettext as _l

from app.audit.acts import named

KIT_WRITTEN = named("kit-written", _l("Wrote a folder with which certificates are checked without this service"))
