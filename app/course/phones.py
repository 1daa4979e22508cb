"""Phone numbers a learner may need: who answers, when, in which languages, and how to call from abroad."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import babel
from babel.dates import get_day_names

ALWAYS = "always"
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d|24:00"
_OPENING = re.compile(
    rf"(?:(?P<first>{'|'.join(_DAYS)})(?:-(?P<last>{'|'.join(_DAYS)}))? )?(?P<opens>{_TIME})-(?P<closes>{_TIME})"
)


class Who(StrEnum):
    """Who answers. A person who fears an office must see this before calling; police includes immigration."""

    GOVERNMENT = "government"
    CHARITY = "charity"
    POLICE = "police"
    EMBASSY = "embassy"
    UNION = "union"


class Service(StrEnum):
    """What an emergency number sends."""

    POLICE = "police"
    AMBULANCE = "ambulance"
    FIRE = "fire"
    RESCUE = "rescue"


class Way(StrEnum):
    """How a number is used."""

    CALL = "call"
    SMS = "sms"
    WHATSAPP = "whatsapp"


@dataclass(frozen=True, slots=True)
class Opening:
    """When somebody answers: from a weekday to a weekday (0 is Monday), or on days nobody told us (None)."""

    first_day: int | None
    last_day: int | None
    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class Phone:
    """One number.

    ``number`` is what one dials inside ``country``; ``e164`` reaches the same people from anywhere and is None where
    there is no such number, as with every short code; ``from_abroad`` is the same in groups that can be read.
    """

    number: str
    country: str
    who: Who
    e164: str | None = None
    from_abroad: str | None = None
    way: Way = Way.CALL
    serves: tuple[Service, ...] = ()
    is_always_open: bool = False
    hours: tuple[Opening, ...] = ()
    languages: tuple[str, ...] = ()

    @property
    def is_emergency(self) -> bool:
        """Tell whether this is a plain emergency number, which sends somebody."""
        return bool(self.serves)

    def reaches_from(self, country: str) -> bool:
        """Tell whether somebody in this country can call it."""
        return country == self.country or self.e164 is not None

    def dialled_from(self, country: str) -> str | None:
        """Give what a phone in this country dials, without spaces; None where the number does not work there."""
        return re.sub(r"[^\d+]", "", self.number) if country == self.country else self.e164

    def speaks(self, locale: str) -> bool:
        """Tell whether somebody who answers is known to speak the language of a locale."""
        return locale.partition("-")[0] in self.languages


def parse_opening(words: str) -> Opening | None:
    """Read ``mon-fri 08:30-16:30``, ``sat 09:00-12:00`` or, where the days are not known, ``09:00-22:00``."""
    found = _OPENING.fullmatch(words)
    if found is None:
        return None
    first = found["first"]
    last = found["last"] or first
    if first is None:
        return Opening(None, None, found["opens"], found["closes"])
    return Opening(_DAYS.index(first), _DAYS.index(last), found["opens"], found["closes"])


def opening_as_written(opening: Opening) -> str:
    """Write when somebody answers as the files do; ``parse_opening`` reads it back."""
    times = f"{opening.opens}-{opening.closes}"
    if opening.first_day is None or opening.last_day is None:
        return times
    days = dict.fromkeys((_DAYS[opening.first_day], _DAYS[opening.last_day]))
    return f"{'-'.join(days)} {times}"


def hours_in_words(phone: Phone, locale: str) -> tuple[str, ...]:
    """Write when somebody answers, as in "Mon–Fri 08:30–16:30"; empty where it is always or not known."""
    names = get_day_names("abbreviated", locale=_babel_locale(locale))
    return tuple(_opening_in_words(opening, names) for opening in phone.hours)


def language_names(phone: Phone, locale: str) -> tuple[str, ...]:
    """Name the languages spoken, in the language of the reader; empty where they are not known.

    A tuple, for Babel cannot join words into a list in Lao.
    """
    own = _babel_locale(locale)
    return tuple(babel.Locale.parse(tag).get_language_name(own) or tag for tag in phone.languages)


def _opening_in_words(opening: Opening, names: Mapping[int, str]) -> str:
    times = f"{opening.opens}–{opening.closes}"
    if opening.first_day is None or opening.last_day is None:
        return times
    days = dict.fromkeys((names[opening.first_day], names[opening.last_day]))
    return f"{'–'.join(days)} {times}"


def _babel_locale(tag: str) -> babel.Locale:
    return babel.Locale.parse(tag, sep="-")
