"""What staff did, said to the learner it was done to; what is not here is said as in the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from app.answersheets.acts import SHEET_DECIDED
from app.attendance.acts import MARK_CORRECTED
from app.audit.acts import words_for
from app.certificates.acts import (
    APPROVED,
    CERTIFICATE_SEEN,
    DECLINED,
    EVIDENCE_SEEN,
    FIRST_APPROVED,
    ISSUED,
    REINSTATED,
    REPRINTED,
    REQUESTS_SEEN,
    REVOKED,
    SUPERSEDED,
)
from app.cohorts.acts import CLASS_SEEN, MEMBER_ADDED, MEMBER_LEFT, MEMBER_MOVED
from app.learners.acts import CARD_MADE, LEARNER_SEEN, NAMES_CHANGED, PIN_RESET
from app.privacy.acts import COPIED, RECORD_SEEN
from app.quizzes.acts import ATTEMPT_TAKEN_IN
from app.rosters.acts import LEARNER_COMPARED, ROSTER_EXPORTED

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

OF_A_CLASS = (CLASS_SEEN, ROSTER_EXPORTED, REQUESTS_SEEN)
"""What is done to a class as a whole, and shows whoever is in it."""
_WORDS: dict[str, LazyString] = {
    LEARNER_SEEN: _l("Looked at your page"),
    NAMES_CHANGED: _l("Changed your names"),
    PIN_RESET: _l("Gave you a new PIN"),
    CARD_MADE: _l("Made a card for you"),
    LEARNER_COMPARED: _l("Compared you with a name on a list"),
    MEMBER_ADDED: _l("Added you to a class"),
    MEMBER_LEFT: _l("Took you out of a class"),
    MEMBER_MOVED: _l("Moved you to another class"),
    MARK_CORRECTED: _l("Corrected when you were in class"),
    ATTEMPT_TAKEN_IN: _l("Sent the quiz you took in class or on paper"),
    SHEET_DECIDED: _l("Said what you meant on an answer sheet"),
    CLASS_SEEN: _l("Looked at the list of your class"),
    ROSTER_EXPORTED: _l("Downloaded the list of your class"),
    REQUESTS_SEEN: _l("Looked at the requests of your class"),
    EVIDENCE_SEEN: _l("Looked at how you earned a certificate"),
    CERTIFICATE_SEEN: _l("Looked at your certificate"),
    FIRST_APPROVED: _l("Approved your certificate, as the first of two"),
    APPROVED: _l("Approved your certificate"),
    ISSUED: _l("Issued your certificate"),
    DECLINED: _l("Said no to your certificate"),
    SUPERSEDED: _l("Gave you a new certificate for an old one"),
    REVOKED: _l("Took your certificate back"),
    REINSTATED: _l("Made your certificate count again"),
    REPRINTED: _l("Printed your certificate again"),
    COPIED: _l("Took a copy of all we keep about you"),
    RECORD_SEEN: _l("Looked at how much we keep about you"),
}


def said_to_learner(act: str) -> LazyString | str:
    """Tell a learner what somebody did."""
    return _WORDS.get(act) or words_for(act)
