"""What is done about what is kept, as it is noted in the audit."""

from flask_babel import lazy_gettext as _l

from app.audit.acts import named

COPIED = named("learner-copied", _l("Took a copy of all that is kept of a learner"))
ERASURE_ASKED = named("erasure-asked", _l("Asked that a learner be forgotten"))
ERASURE_AGREED = named("erasure-agreed", _l("Agreed that a learner be forgotten"))
ERASURE_STOPPED = named("erasure-stopped", _l("Stopped that a learner be forgotten"))
FORGOTTEN = named("learner-forgotten", _l("Forgot a learner for good"))
RECORD_SEEN = named("learner-record-seen", _l("Looked at how much is kept of a learner"))
TERMS_APPLIED = named("terms-applied", _l("Deleted what had passed its term"))
TERM_SET = named("term-set", _l("Changed how long something is kept"))
BASIS_SET = named("legal-basis-set", _l("Wrote down on what law something rests"))
RESEALED = named("records-resealed", _l("Sealed what is encrypted with a new key"))
