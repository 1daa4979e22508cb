"""What is done to cohorts and noted in the audit."""

from flask_babel import lazy_gettext as _l

from app.audit.acts import named

COHORT_OPENED = named("cohort-opened", _l("Opened a class"))
COHORT_CHANGED = named("cohort-changed", _l("Changed a class"))
COHORT_CLOSED = named("cohort-closed", _l("Closed a class"))
COHORT_REOPENED = named("cohort-reopened", _l("Opened a class again"))
MEMBER_ADDED = named("cohort-member-added", _l("Added a learner to a class"))
CLASS_CONFIRMED = named("cohort-member-confirmed", _l("Joined a class whose list they stood on"))
MEMBER_LEFT = named("cohort-member-left", _l("Took a learner out of a class"))
CLASS_SEEN = named("cohort-people-seen", _l("Looked at the people of a class"))
MEMBER_MOVED = named("cohort-member-moved", _l("Moved a learner to another class"))
TRAINER_ADDED = named("cohort-trainer-added", _l("Let a trainer into a class"))
TRAINER_REMOVED = named("cohort-trainer-removed", _l("Took a trainer out of a class"))
AGENCY_ADDED = named("cohort-agency-added", _l("Let an agency see who of a class is certified"))
AGENCY_REMOVED = named("cohort-agency-removed", _l("Took an agency's view of a class away"))
SESSION_PLANNED = named("cohort-session-planned", _l("Planned a session"))
SESSION_CHANGED = named("cohort-session-changed", _l("Changed a session"))
SESSION_CANCELLED = named("cohort-session-cancelled", _l("Cancelled a session"))
SESSION_RESTORED = named("cohort-session-restored", _l("Put a cancelled session back"))
