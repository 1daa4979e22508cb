"""What is done to cohorts and noted in the audit."""

from flask_babel import lazy_gettext as _l

from app.audit.acts import named

COHORT_OPENED = named("cohort-opened", _l("Opened a class"))
COHORT_CHANGED = named("cohort-changed", _l("Changed a class"))
COHORT_CLOSED = named("cohort-closed", _l("Closed a class"))
COHORT_REOPENED = named("cohort-reopened", _l("Opened a class again"))
MEMBER_ADDED = named("cohort-member-added", _l("Added a learner to a class"))
MEMBER_LEFT = named("cohort-member-left", _l("Took a learner out of a class"))
CLASS_SEEN = named("cohort-people-seen", _l("Looked at the people of a class"))
