"""What is done to facts and noted in the audit."""

from flask_babel import lazy_gettext as _l

from app.audit.acts import named
from app.editing.rules import Act

FACT_ACTS = {
    Act.CHECK: named("fact-checked", _l("Checked a fact")),
    Act.CHANGE: named("fact-changed", _l("Changed a fact")),
    Act.RETIRE: named("fact-retired", _l("Took a fact away from learners")),
    Act.RESTORE: named("fact-restored", _l("Gave a fact back to learners")),
    Act.NOTE: named("fact-noted", _l("Wrote a note about a fact")),
}
