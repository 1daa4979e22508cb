"""Reads the phone numbers of a fact; a number that cannot be one of its country is a fault."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import phonenumbers

from app.course.catalogue import Place
from app.course.corridor import COUNTRIES
from app.course.documents import Fields
from app.course.phones import ALWAYS, Opening, Phone, Service, Way, Who, parse_opening
from app.course.reading import Reading

LANGUAGE = re.compile(r"[a-z]{2,3}")


def read_phone(reading: Reading, fields: Fields) -> Phone:
    """Read one number."""
    country = fields.one_of("country", COUNTRIES)
    e164 = fields.text_or_none("e164")
    from_abroad = read_from_abroad(country, e164) if e164 else None
    if e164 and from_abroad is None:
        prefix = phonenumbers.country_code_for_region(country)
        what_to_do = f"write it as +{prefix} and digits, or leave it out"
        reading.fault(fields.at.of("e164"), f"`{e164}` is no number of {country}", what_to_do)
    hours = fields.placed_words("hours") if "hours" in fields.names else ()
    phone = Phone(
        number=fields.text("number"),
        country=country,
        who=fields.choice("who", Who),
        e164=e164,
        from_abroad=from_abroad,
        way=fields.choice("way", Way) if "way" in fields.names else Way.CALL,
        serves=tuple(Service(name) for name in fields.some_of("serves", [*Service])),
        is_always_open=any(words == ALWAYS for words, _ in hours),
        hours=tuple(_openings(reading, hours)),
        languages=tuple(_languages(reading, fields)),
    )
    fields.refuse_others()
    return phone


def read_from_abroad(country: str, e164: str) -> str | None:
    """Write a number for calls from abroad in groups that can be read; None where it is no number of the country."""
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return None
    prefix = phonenumbers.country_code_for_region(country)
    is_plain = e164 == f"+{prefix}{number.national_number}"
    if is_plain and number.country_code == prefix and phonenumbers.is_possible_number(number):
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return None


def _openings(reading: Reading, hours: Collection[tuple[str, Place]]) -> Iterator[Opening]:
    for words, at in hours:
        opening = parse_opening(words)
        if opening:
            yield opening
        elif words != ALWAYS:
            reading.fault(at, f"nobody can read the hours `{words}`", "write `always`, or as in `mon-fri 08:30-16:30`")


def _languages(reading: Reading, fields: Fields) -> Iterator[str]:
    for tag, at in fields.placed_words("languages") if "languages" in fields.names else ():
        if not LANGUAGE.fullmatch(tag):
            reading.fault(at, f"`{tag}` is no code of a language", "write ISO 639 codes, as in `[km, th, zh]`")
        yield tag
