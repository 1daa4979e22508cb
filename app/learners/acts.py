"""What is done to learners and noted in the audit."""

from flask_babel import lazy_gettext as _l

from app.audit.acts import named

NAMES_CHANGED = named("learner-names-changed", _l("Changed their own names"))
PIN_CHANGED = named("learner-pin-changed", _l("Changed their own PIN"))
PIN_RESET = named("learner-pin-reset", _l("Gave a learner a new PIN"))
LEARNER_SEEN = named("learner-seen", _l("Looked at a learner"))
CARD_MADE = named("learner-card-made", _l("Made a card for a learner"))
PIN_CHOSEN = named("learner-pin-chosen", _l("Chose their first PIN with their card"))
