"""What reviewers do, and what is done to their rights, as the audit notes it."""

from flask_babel import lazy_gettext as _l

from app.audit.acts import named
from app.reviewing.rules import Act

LANGUAGE_GIVEN = named("review-language-given", _l("Let somebody sign a language"))
LANGUAGE_TAKEN = named("review-language-taken", _l("Took the right to sign a language away"))
NOTED = {
    Act.ACCEPT: named("text-accepted", _l("Accepted a translation")),
    Act.SUGGEST: named("text-suggested", _l("Suggested other words for a translation")),
    Act.COMMENT: named("text-commented", _l("Wrote a comment on a translation")),
    Act.BACK_TRANSLATE: named("text-read-back", _l("Wrote in English what a translation says")),
    Act.TAKE: named("suggestion-taken", _l("Agreed with a suggestion for a translation")),
    Act.DECLINE: named("suggestion-declined", _l("Said no to a suggestion for a translation")),
    Act.WITHDRAW: named("review-withdrawn", _l("Took back their own review of a translation")),
}
