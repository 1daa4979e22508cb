"""What is done about signals and noted in the audit."""

from flask_babel import lazy_gettext as _l

from app.audit.acts import named

SIGNAL_DECIDED = named("signal-decided", _l("Decided about a signal"))
SIGNAL_SEEN = named("signal-seen", _l("Looked at a signal"))
