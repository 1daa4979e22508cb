"""What is missing for an award, in words for the learner, and shorter for the trainer."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from app.certificates.rules import Absence, Eligibility
from app.core.digits import native_digits
from app.web.localisation import OWN_DIGITS, current_locale


def absence_told(absence: Absence) -> str:
    """Tell a learner what of the class is missing, and whom to talk to."""
    if absence.no_class:
        return str(_("It needs a class with a trainer. Ask at a centre for one."))
    if not absence.held:
        return str(_("Your class has not met yet. Your trainer marks who is there."))
    return _written(
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
    return _written(
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
    lessons, quizzes, stars = len(eligibility.lessons), len(eligibility.quizzes), len(eligibility.must_know)
    words = (
        lessons and ngettext("%(num)s lesson to read", "%(num)s lessons to read", lessons),
        quizzes and ngettext("%(num)s quiz to pass", "%(num)s quizzes to pass", quizzes),
        stars
        and ngettext(
            "%(num)s question with the star to answer right",
            "%(num)s questions with the star to answer right",
            stars,
        ),
        eligibility.absence and absence_words(eligibility.absence),
    )
    return [_written(word) for word in words if word]


def _written(text: str) -> str:
    """Write the numbers of a sentence in the digits of the reader's language, where its running text uses them."""
    tag = current_locale().tag
    return native_digits(text, tag) if tag in OWN_DIGITS else text
