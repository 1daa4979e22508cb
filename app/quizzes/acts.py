"""What is done to quizzes and noted in the audit."""

from flask_babel import lazy_gettext as _l

from app.audit.acts import named

ATTEMPT_TAKEN_IN = named("attempt-taken-in", _l("Sent a quiz that a learner took in class or on paper"))
