"""What people read about what is kept: topics for learners, purposes and terms for the office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from app.core.permissions import Role
from app.privacy.reasons import CopyReason, ErasureReason
from app.privacy.rules import FOR_GOOD, IN_USE, WITH_ACCOUNT, Purpose, Sort, Then, Topic

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString


@dataclass(frozen=True, slots=True)
class TopicWords:
    """What a learner reads about one topic."""

    icon: str
    title: LazyString
    what: LazyString
    why: LazyString
    after: LazyString
    """What happens to it when the learner is forgotten."""


_GONE = _l("It goes away with your account.")
TOPICS: dict[Topic, TopicWords] = {
    Topic.NAME: TopicWords(
        "person",
        _l("Your name and your number"),
        _l("Your names, your learner number, your language, and the journey you chose."),
        _l("So that you find your course again, and your name is right on the certificate."),
        _GONE,
    ),
    Topic.PIN: TopicWords(
        "lock",
        _l("Your PIN"),
        _l("Your PIN is mixed so that nobody can read it. We also count wrong tries."),
        _l("So that nobody else opens your account."),
        _GONE,
    ),
    Topic.RECORD: TopicWords(
        "paper",
        _l("What your class wrote down"),
        _l("If your trainer gave us a list: sex, birthday, province, telephone, number of a document."),
        _l("So that two people with the same name are not mixed up. Telephone and document are locked with a key."),
        _GONE,
    ),
    Topic.LESSONS: TopicWords(
        "book",
        _l("Your lessons"),
        _l("Which cards you have seen, and when."),
        _l("So that you can go on where you stopped, and get the certificate."),
        _GONE,
    ),
    Topic.ANSWERS: TopicWords(
        "question",
        _l("Your answers"),
        _l("What you answered in the quizzes. No employer and no agency ever sees it."),
        _l("So that we know what you have learned, and make the course better."),
        _l("It goes away with your account. Answers you gave in a class stay without your name."),
    ),
    Topic.CLASS: TopicWords(
        "way",
        _l("Your classes"),
        _l("In which class you were, and on which days you were there."),
        _l("So that the certificate is true."),
        _l("It stays as a count, without your name."),
    ),
    Topic.CERTIFICATE: TopicWords(
        "print",
        _l("Your certificates"),
        _l("What is printed on your certificate, and what happened to it."),
        _l("So that others can check that it is real."),
        _l("Number and days stay, without your name. Your paper can still be checked by its square."),
    ),
    Topic.CHECKS: TopicWords(
        "search",
        _l("Checks of your certificate"),
        _l("On which day and in which country somebody checked it online. Not who it was."),
        _l("So that you can see how it is used."),
        _GONE,
    ),
    Topic.LOOKS: TopicWords(
        "clock",
        _l("Who looked"),
        _l("Who of our staff looked at what we keep about you, or changed it, and when."),
        _l("So that nobody looks without a reason."),
        _l("It stays, without your name."),
    ),
}
PURPOSES: dict[Purpose, LazyString] = {
    Purpose.ACCOUNT: _l("To know a learner again"),
    Purpose.LEARNING: _l("To teach, and to see what was learned"),
    Purpose.CLASS: _l("To hold classes, as evidence for certificates"),
    Purpose.CERTIFICATE: _l("To issue certificates that others can check"),
    Purpose.OVERSIGHT: _l("To answer for what staff did"),
    Purpose.SECURITY: _l("To keep accounts and secrets safe"),
    Purpose.COURSE: _l("To keep the course right"),
    Purpose.OPERATION: _l("To run the service"),
}
TERM_WORDS: dict[str, LazyString] = {
    "cooling-off": _l("Days between asking to be forgotten and its being done, in which it can be stopped"),
    "never-active": _l("Learners who were entered and never did anything"),
    "idle-learners": _l("Learners without a certificate, after the last thing they did"),
    "idle-holders": _l("Learners whose certificates have all ended, after the last of them ended"),
    "sealed-numbers": _l("Telephone and document numbers, after they were written down"),
    "answers": _l("What was answered and asked in a quiz, after it was handed in; the result stays"),
    "answer-sheets": _l("Printed answer sheets that were taken in or replaced"),
    "ended-cards": _l("Learner cards that were replaced"),
    "roster-lines": _l("Which learner a line of a roster was, after the class was closed"),
    "hand-overs": _l("That a device was handed to a class"),
    "checks": _l("How often a certificate was checked, by day and country"),
    "sheet-photographs": _l("Photographs of answer sheets that were not taken in"),
    "visitors-attempts": _l("Quizzes of visitors without an account"),
    "answer-files": _l("Photographs and scans on their way to be read"),
    "print-runs": _l("Drawn pages of print runs"),
    "deliveries": _l("Messages to the systems of other authorities"),
    "roster-drafts": _l("Rosters that were uploaded and not confirmed"),
    "sign-in-tries": _l("Counts of wrong tries to sign in"),
    "guess-counts": _l("Counts of requests from one network"),
    "staff-sessions": _l("Where staff are signed in"),
}
KEPT_WORDS: dict[str, LazyString] = {
    WITH_ACCOUNT: _l("Until the learner is forgotten"),
    FOR_GOOD: _l("For good"),
    IN_USE: _l("Until somebody changes it"),
}
THEN_WORDS: dict[Then, LazyString] = {
    Then.DELETE: _l("The row is deleted"),
    Then.EMPTY: _l("What names the person becomes empty"),
    Then.KEEP: _l("The row stays and holds only numbers"),
}
SORT_WORDS: dict[Sort, LazyString] = {
    Sort.PERSONAL: _l("About a learner"),
    Sort.SEALED: _l("Encrypted"),
    Sort.LINK: _l("Leads to a learner"),
    Sort.OPAQUE: _l("Cannot be read"),
    Sort.MANY: _l("About many people at once"),
    Sort.STAFF: _l("About staff"),
    Sort.PLAIN: _l("About nobody"),
}
ROLE_WORDS: dict[Role, LazyString] = {
    Role.TRAINER: _l("A trainer"),
    Role.OFFICER: _l("An officer of the ministry"),
    Role.ADMINISTRATOR: _l("An administrator"),
    Role.REVIEWER: _l("A reviewer of translations"),
    Role.EDITOR: _l("An editor of facts"),
    Role.AGENCY: _l("An agency"),
}
SOMEBODY, WAYMARK, YOURSELF = _l("Somebody of the staff"), _l("The service itself"), _l("You")
ERASURE_REASONS: dict[ErasureReason, LazyString] = {
    ErasureReason.OWN_WISH: _l("The learner wishes it"),
    ErasureReason.ASKED_IN_PERSON: _l("The learner came in person and asked for it"),
    ErasureReason.TWICE_ENTERED: _l("The learner was entered twice"),
    ErasureReason.MADE_BY_MISTAKE: _l("The learner was entered by mistake"),
    ErasureReason.DEATH: _l("The learner has died, and the family asks for it"),
    ErasureReason.COURT: _l("A court or an authority orders it"),
    ErasureReason.TERM: _l("The time for which it is kept has passed"),
}
COPY_REASONS: dict[CopyReason, LazyString] = {
    CopyReason.ASKED_IN_PERSON: _l("The learner came in person and asked for it"),
    CopyReason.COMPLAINT: _l("To answer a complaint of the learner"),
    CopyReason.COURT: _l("A court or an authority orders it"),
}
