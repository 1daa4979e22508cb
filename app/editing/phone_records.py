"""Writes a phone number of a fact as plain words, as the files and the table of edits keep it, and reads it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.course.phone_entries import read_from_abroad
from app.course.phones import ALWAYS, Phone, Service, Way, Who, opening_as_written, parse_opening

Record = Mapping[str, Any]


def phone_record(phone: Phone) -> dict[str, Any]:
    """Write a number in the keys of the files; what is empty is left out."""
    hours = [ALWAYS] if phone.is_always_open else []
    hours += [opening_as_written(opening) for opening in phone.hours]
    record: dict[str, Any] = {
        "number": phone.number,
        "e164": phone.e164,
        "country": phone.country,
        "who": phone.who.value,
        "way": None if phone.way is Way.CALL else phone.way.value,
        "serves": [service.value for service in phone.serves],
        "hours": hours,
        "languages": list(phone.languages),
    }
    return {key: value for key, value in record.items() if value}


def phone_of(record: Record) -> Phone:
    """Read a number that was written by ``phone_record``, or that a form was taken with."""
    e164 = record.get("e164")
    hours = record.get("hours", [])
    return Phone(
        number=record["number"],
        country=record["country"],
        who=Who(record["who"]),
        e164=e164,
        from_abroad=read_from_abroad(record["country"], e164) if e164 else None,
        way=Way(record.get("way", Way.CALL)),
        serves=tuple(Service(name) for name in record.get("serves", [])),
        is_always_open=ALWAYS in hours,
        hours=tuple(opening for words in hours if (opening := parse_opening(words))),
        languages=tuple(record.get("languages", [])),
    )
