"""Numbers on paper: each with its country, who answers, when it was checked, and in the order in which it is safe.

Paper cannot be greyed when a fact grows old, so what is past its shelf life stays off it; so does what the fonts of
paper cannot print.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from flask_babel import gettext as _

from app.core.days import format_iso
from app.course.corridor import Corridor
from app.course.facts import ResolvedFact, Wording
from app.course.help_lines import HelpGroup, HelpLine, help_lines
from app.course.phones import Phone, Way, hours_in_words, language_names
from app.course.queries import facts
from app.handouts.leaflet import Call
from app.printing.glyphs import missing_characters

_ONE_PIECE = "\u00a0"


def calls_of(corridor: Corridor, tag: str, today: date) -> tuple[Call, ...]:
    """List whom to call on a journey, each number once."""
    found: dict[str, Call] = {}
    for line in help_lines(facts(), corridor, tag, today):
        if line.is_reachable and not line.fact.is_stale:
            for phone in line.fact.phones:
                if phone.way is Way.CALL and (call := _call(line, phone, tag)):
                    found.setdefault(f"{phone.country} {phone.number}", call)
    return tuple(found.values())


def number_with_country(phone: Phone, tag: str) -> str:
    """Write a number so that nobody can take it for one of another country."""
    return f"{phone.number} ({facts().word('countries', phone.country, tag).text})"


def source_in_words(fact: ResolvedFact) -> str:
    """Say where a fact was read and when it was last checked; a title that cannot be printed is left out."""
    checked = format_iso(fact.checked_on)
    return checked if missing_characters(fact.source.title) else f"{fact.source.title}, {checked}"


def _call(line: HelpLine, phone: Phone, tag: str) -> Call | None:
    words = facts()
    call = Call(
        number=phone.number,
        what=tuple(words.word("services", service, tag) for service in phone.serves) or (line.label,),
        country=words.word("countries", phone.country, tag),
        about=tuple(_about(phone, tag)),
        abroad=_abroad(phone, tag),
        source=source_in_words(line.fact),
        checked=str(_("checked on %(day)s", day=format_iso(line.fact.checked_on))),
        is_emergency=line.group is HelpGroup.EMERGENCY,
    )
    said = (call.number, *(part.text for part in (*call.what, call.country, *call.about)))
    return None if missing_characters("".join(said)) else call


def _about(phone: Phone, tag: str) -> Iterator[Wording]:
    words = facts()
    if not phone.serves:
        yield words.word("who", phone.who, tag)
    if phone.is_always_open:
        yield words.word("phrases", "always", tag)
    yield from (Wording(hours, tag) for hours in hours_in_words(phone, tag))
    if phone.languages:
        yield Wording(", ".join(language_names(phone, tag)), tag)


def _abroad(phone: Phone, tag: str) -> str | None:
    if phone.e164 is None:
        country = facts().word("countries", phone.country, tag).text
        return facts().word("phrases", "only-inside", tag).text % {"country": country}
    if phone.from_abroad and phone.from_abroad != phone.number:
        return f"{_('From abroad:')} {phone.from_abroad.replace(' ', _ONE_PIECE)}"
    return None
