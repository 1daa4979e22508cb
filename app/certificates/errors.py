"""What can go wrong with certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.certificates.missing_words import absence_told
from app.core.errors import NotFound, Refused, Unavailable
from app.course.queries import course
from app.web.localisation import current_locale

if TYPE_CHECKING:
    from app.certificates.rules import Eligibility


class NotEligible(Refused):
    """The award is not earned yet; the message says what is missing: modules, or sessions of the class."""

    def __init__(self, eligibility: Eligibility) -> None:
        self.eligibility = eligibility
        super().__init__(LazyString(_what_is_missing, eligibility))


class NotPrintable(Refused):
    """The fonts lack a character of a name, so it could not be printed right; nothing was issued."""

    def __init__(self, characters: tuple[str, ...]) -> None:
        self.characters = characters
        signs = ", ".join(f"\N{LEFT DOUBLE QUOTATION MARK}{sign}\N{RIGHT DOUBLE QUOTATION MARK}" for sign in characters)
        super().__init__(
            _l(
                "We cannot print this sign of your name: %(signs)s. Write your name without it, then ask again.",
                signs=signs,
            )
        )


class PaperNotPrintable(Unavailable):
    """The fonts lack a character of what the programme or the course adds to the paper: the operator's to mend."""

    message = _l("Certificates cannot be printed here yet. Nothing is lost: what you did stays done.")


class ApprovalNeeded(Refused):
    """This programme issues nothing that an officer did not approve."""

    message = _l("An officer looks at each certificate first. Ask for yours on your page of certificates.")


class AlreadyDecided(Refused):
    """Somebody decided about this request before."""

    message = _l("This request was decided before.")


class OwnClass(Refused):
    """Who teaches somebody does not decide about their certificate."""

    message = _l("You teach this class yourself. Another officer has to decide.")


class FirstApprovalMissing(Refused):
    """Two officers approve here, and nobody has yet."""

    message = _l("Two officers have to approve here. Nobody has approved this request yet.")


class FirstApprovalGiven(AlreadyDecided):
    """Another officer was the first meanwhile."""


class SameOfficer(Refused):
    """Who approved first cannot be the second one too."""

    message = _l("You approved this first. Another officer has to approve it too.")


class NobodyChosen(Refused):
    """Something was to be done about people, and nobody was ticked."""

    message = _l("Tick at least one person.")


class NotPossibleNow(Refused):
    """The certificate does not stand so that this could be done."""

    message = _l("This cannot be done with this certificate now. Look at how it stands.")


class AlreadyProposed(Refused):
    """Something waits for a second person already."""

    message = _l("Something waits for a second person already. Decide about that first.")


class SecondPersonNeeded(Refused):
    """Who proposed it cannot confirm it."""

    message = _l("You asked for this yourself. Another person has to say yes.")


class WrongReason(Refused):
    """The reason belongs to another act."""

    message = _l("Choose one of the reasons.")


class NoteMissing(Refused):
    """Another reason than those on the list was chosen and not named."""

    message = _l("Write the reason in a few words.")


class NoSuchCertificate(NotFound):
    """There is no certificate of this number, or it is somebody else's; which of the two is not told."""


class NoSuchRequest(NotFound):
    """There is no request of this number."""


class NumbersUsedUp(Unavailable):
    """An issuer gave out all the numbers that a year has."""


def _what_is_missing(eligibility: Eligibility) -> str:
    locale = current_locale().tag
    if eligibility.is_learned and eligibility.absence:
        return str(_("Not yet. %(why)s", why=absence_told(eligibility.absence)))
    titles = [course().module_text(gap.module, locale).title for gap in eligibility.gaps]
    return str(_("Not yet. Something is missing in: %(modules)s.", modules="; ".join(titles)))
