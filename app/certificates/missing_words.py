"""What is missing for an award, in words for the learner, and shorter for the trainer."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from app.certificates.rules import Absence, Eligibility


def absence_told(absence: Absence) -> str:
    """Tell a learner what of the class is missing, and whom to talk to."""
    if absence.no_class:
        return str(_("It needs a class with a trainer. Ask at a centre for one."))
    if not absence.held:
        return str(_("Your class has not met yet. Your trainer marks who is there."))
    return str(
        ngettext(
            "You were at %(attended)s of %(num)s session; %(needed)s is needed. Talk to your trainer.",
            "You were at %(attended)s of %(num)s sessions; %(needed)s are needed. Talk to your trainer.",
            absence.held,
            attended=absence.attended,
            needed=absence.needed,
        )
    )


def absence_words(absence: Absence) -> str:
    """Tell a trainer in short what of the class is missing."""
    if not absence.held:
        return str(_("no session was held yet"))
    return str(
        ngettext(
            "at %(attended)s of %(num)s session; %(needed)s needed",
            "at %(attended)s of %(num)s sessions; %(needed)s needed",
            absence.held,
            attended=absence.attended,
            needed=absence.needed,
        )
    )


def missing_words(eligibility: Eligibility) -> list[str]:
    """Tell a trainer in short all that is missing for an award."""
    quizzes, starred = len(eligibility.quizzes), len(eligibility.must_know)
    lessons = len(eligibility.lessons)
    words = [
        ngettext("%(num)s lesson to read", "%(num)s lessons to read", lessons) if lessons else None,
        ngettext("%(num)s quiz to pass", "%(num)s quizzes to pass", quizzes) if quizzes else None,
        ngettext(
            "%(num)s question with the star to answer right", "%(num)s questions with the star to answer right", starred
        )
        if starred
        else None,
        absence_words(eligibility.absence) if eligibility.absence else None,
    ]
    return [str(word) for word in words if word]
