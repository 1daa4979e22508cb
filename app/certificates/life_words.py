"""What can happen to a certificate, and why, in words for the staff's page and the learner's."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from app.certificates.life import Act, Reason

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString


class Decline(StrEnum):
    """Why an officer says no to a request for a certificate."""

    NAMES = "names"
    NOT_KNOWN = "not-known"
    RECORDS = "records"
    OTHER = "other"


ACTS: Mapping[Act, LazyString] = {
    Act.ISSUED: _l("Issued"),
    # NOTE: Happened to a certificate: another one stands in its place now.
    Act.SUPERSEDED: _l("Replaced"),
    # NOTE: Happened to a certificate: it does not count any more.
    Act.REVOKED: _l("Taken back"),
    Act.REINSTATED: _l("Counts again"),
    # NOTE: Happened to a certificate: an officer printed the same paper once more.
    Act.REPRINTED: _l("Printed again"),
    Act.DOWNLOADED: _l("Downloaded by the learner"),
    # NOTE: Happened to a certificate: the learner took a copy on which some lines are left out.
    Act.COPIED: _l("A copy that says less"),
    Act.PROPOSED_REVOCATION: _l("Asked to take it back"),
    Act.PROPOSED_REINSTATEMENT: _l("Asked to let it count again"),
    Act.WITHDREW_PROPOSAL: _l("Dropped what was asked"),
}
REASON_WORDS: Mapping[Reason, LazyString] = {
    Reason.NAME_CORRECTION: _l("A name was wrong"),
    Reason.LOST_PAPER: _l("The paper was lost"),
    Reason.DAMAGED_PAPER: _l("The paper was damaged"),
    Reason.ISSUED_IN_ERROR: _l("It was issued by mistake"),
    Reason.WRONG_PERSON: _l("Another person did the course"),
    Reason.CHEATING: _l("Answers were copied or bought"),
    Reason.REVOKED_IN_ERROR: _l("It was taken back by mistake"),
    Reason.APPEAL: _l("The learner objected and was right"),
    Reason.OTHER: _l("Another reason"),
}
DECLINE_WORDS: Mapping[Decline, LazyString] = {
    Decline.NAMES: _l("The names are not as in the passport. Correct them on your page, then ask again."),
    Decline.NOT_KNOWN: _l("We do not know you yet. Come to the centre with your passport or identity card."),
    Decline.RECORDS: _l("Something about your class is not clear yet. Your trainer and the ministry look at it."),
    Decline.OTHER: _l("Another reason"),
}
DECLINE_STEPS: Mapping[str, LazyString] = {
    Decline.NAMES: _l("Let them correct their names on their page. Then ask again here."),
    Decline.NOT_KNOWN: _l("Let them come to the centre with their passport or identity card. Then ask again here."),
    Decline.RECORDS: _l("Look at the marks and quizzes of the class, and talk to the officer. Then ask again here."),
    Decline.OTHER: _l("Do what the officer writes. Then ask again here."),
}
"""What the trainer does next."""
