"""The back of a certificate: whom to call on the learner's journey, in the order in which it is safe to call them.

A paper cannot be greyed when a fact grows old, so what is past its shelf life stays off it; every line says in which
country the number is, who answers, when, in which languages, where we know it from and when it was last checked.
"""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _

from app.core import clock
from app.core.days import format_day
from app.course.corridor import Corridor
from app.course.help_lines import HelpLine, help_lines
from app.course.phones import Phone, Way, hours_in_words, language_names
from app.course.queries import facts
from app.learners.models import Learner
from app.printing.glyphs import missing_characters
from app.printing.speaking import speaking

MOST_LINES = 10


def help_lines_for(learner: Learner, tag: str) -> tuple[tuple[str, str], ...]:
    """List what for and which number, in the certificate's language; none while no journey is chosen.

    A line that the fonts cannot print is left out, so that it keeps nobody from a certificate.
    """
    corridor = Corridor(learner.origin, learner.destination, learner.sector)
    lines = help_lines(facts(), corridor, tag, clock.today())
    printed = (
        (_what_for(line, phone, tag), _number(phone))
        for line in lines
        if line.is_reachable and not line.fact.is_stale
        for phone in line.fact.phones
        if phone.way is Way.CALL
    )
    with speaking(tag):
        lines_once = [pair for pair in dict.fromkeys(printed) if not missing_characters("".join(pair))]
    return tuple(lines_once[:MOST_LINES])


def _what_for(line: HelpLine, phone: Phone, tag: str) -> str:
    return " · ".join(_parts(line, phone, tag))


def _parts(line: HelpLine, phone: Phone, tag: str) -> Iterator[str]:
    words = facts()
    yield line.label.text
    yield words.word("countries", phone.country, tag).text
    if not phone.serves:
        yield words.word("who", phone.who, tag).text
    yield from (words.word("services", service, tag).text for service in phone.serves)
    if phone.is_always_open:
        yield words.word("phrases", "always", tag).text
    yield from hours_in_words(phone, tag)
    yield from language_names(phone, tag)
    if not missing_characters(line.fact.source.title):
        yield f"{_('Source:')} {line.fact.source.title}"
    yield str(_("checked on %(day)s", day=format_day(line.fact.checked_on, tag)))


def _number(phone: Phone) -> str:
    abroad = phone.from_abroad
    return f"{phone.number} / {abroad}" if abroad and abroad != phone.number else phone.number
