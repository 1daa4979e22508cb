"""The sentences of a certificate, in plain English, to be rendered once under the certificate's own language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from app.certificates.statement import KEYS

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

WORDS: Mapping[str, LazyString] = {
    # NOTE: The heading of the printed certificate.
    "heading": _l("Certificate of Completion"),
    # NOTE: Stands alone above the name of a person on the printed certificate.
    "states_that": _l("This paper states that"),
    # NOTE: Stands below the name of a person on the printed certificate; the person is the one who has finished.
    "has_completed": _l(
        "has finished the course “%(course)s”: every lesson, every set of questions, and every question with a star."
    ),
    "modules_label": _l("What was learned"),
    # NOTE: Before the hours the course is made to take.
    "hours_label": _l("Length of the course"),
    # NOTE: Before a day.
    "started_label": _l("Started"),
    # NOTE: Before a day.
    "completed_label": _l("Finished"),
    # NOTE: Before the day on which the certificate was given.
    "issued_label": _l("Given on"),
    # NOTE: Before the last day on which the certificate is valid.
    "valid_until_label": _l("Valid until"),
    # NOTE: Stands in place of the last valid day.
    "no_end": _l("No end date"),
    # NOTE: Above the name of the ministry.
    "issuer_label": _l("Given by"),
    # NOTE: In an empty circle on the printed certificate, where an officer may put a stamp.
    "seal_label": _l("Place for the seal"),
    # NOTE: Before the number of the certificate.
    "number_label": _l("Number"),
    # NOTE: Before the secret code of the certificate.
    "code_label": _l("Code"),
    # NOTE: Before the version of the course: 2026.1.
    "version_label": _l("Version of the course"),
    # NOTE: The address of the page stands on a line of its own below this.
    "check_sentence": _l(
        "Is this paper real? Scan the square with a phone, or open this page and type the number and the code:"
    ),
    "disclaimer": _l(
        "This paper shows that the person finished a course. It is not a permit, a visa, a job offer or a licence. "
        "It does not replace any training that a government asks for. "
        "Nobody may ask for money for it, and nobody may keep it from the person."
    ),
    "sample_note": _l("This is a sample. It is not a real certificate."),
    # NOTE: Printed on certificates in languages whose text no native reader has checked yet.
    "draft_note": _l("The text in this language is a draft. The English text counts."),
    # NOTE: The heading of the back of the printed certificate, above numbers to call.
    "help_heading": _l("You can ask for help"),
    "help_note": _l("Calling these numbers is your right. Numbers can change: the app shows the newest."),
}
"""The sentences by the keys that ``Statement`` explains; those of the core statement that differ are below."""

CORE_WORDS: Mapping[str, LazyString] = {
    # NOTE: The heading of the printed statement for the most important modules of the course.
    "heading": _l("Statement of Completion: Core Modules"),
    # NOTE: Stands below the name of a person on the printed statement; the person is the one who has finished.
    "has_completed": _l(
        "has finished the core modules of the course “%(course)s”: every lesson, every set of questions, "
        "and every question with a star."
    ),
}


def words_for(kind: str, course_title: str) -> dict[str, str]:
    """Render all sentences for a kind of certificate under the locale in force.

    The title is the course's in that same locale.
    """
    chosen = {**WORDS, **CORE_WORDS} if kind == "core" else WORDS
    rendered = {key: str(chosen[key]) for key in KEYS}
    return rendered | {"has_completed": rendered["has_completed"] % {"course": course_title}}
