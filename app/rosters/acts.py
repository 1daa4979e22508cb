"""What is done with rosters and noted in the audit."""

from flask_babel import lazy_gettext as _l

from app.audit.acts import named

ROSTER_IMPORTED = named("roster-imported", _l("Brought in a roster"))
ROSTER_EXPORTED = named("roster-exported", _l("Downloaded the roster of a class"))
ROSTER_COMPARED = named("roster-compared", _l("Compared a roster with the register"))
LEARNER_COMPARED = named("learner-compared", _l("Saw a learner beside a row of a roster"))
