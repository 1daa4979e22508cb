"""Reads telephone numbers and numbers of documents, which spreadsheets like to take for numbers to count with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat

from app.core.digits import latin_digits
from app.core.names import normalise_name
from app.rosters.cells import Cell, DigitsLost, shown, whole_number
from app.rosters.people import Why, Wrong

_LONGEST_DOCUMENT = 40
_FEWEST_DIGITS = 4
_TWO_NUMBERS = re.compile(r"\s*(?:[/;,|\n]|\bor\b|\bhoặc\b)\s*")
_FEWEST_IN_A_NUMBER = 6
_SAME_SIGNS = str.maketrans("\uff0b\u2013\u2014\u2212\u2010\u2011", "+-----")
_CITIZEN_DIGITS = 12
"""Of the Vietnamese card, which begins with 0 for most provinces."""


@dataclass(frozen=True, slots=True)
class Figures:
    """A number that was read, or why it cannot be."""

    text: str | None = None
    why: tuple[Why, ...] = ()
    wrong: Wrong | None = None


def read_phone(cell: Cell, origin: str | None) -> Figures:
    """Read a telephone number into its international form; one without a country's code is of the origin."""
    try:
        typed = whole_number(cell)
    except DigitsLost:
        return Figures(wrong=Wrong.DIGITS_LOST)
    text = latin_digits(typed).translate(_SAME_SIGNS)
    first, several = _first_number(text)
    found = _phone(first, origin)
    if found is None:
        return Figures(wrong=Wrong.NO_PHONE if origin or first.startswith(("+", "00")) else Wrong.NO_COUNTRY)
    number, lost_zero = found
    why = {
        Why.DECIMALS: typed != shown(cell),
        Why.DIGITS: latin_digits(typed) != typed,
        Why.FIRST_OF_TWO: several,
        Why.LOST_ZERO: lost_zero,
        Why.COUNTRY_CODE: not _is_international(first, number),
    }
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return Figures(e164, tuple(reason for reason, holds in why.items() if holds))


def shown_phone(e164: str) -> str:
    """Write a telephone number in groups that can be read."""
    return phonenumbers.format_number(phonenumbers.parse(e164), PhoneNumberFormat.INTERNATIONAL)


def read_document(cell: Cell, origin: str | None) -> Figures:
    """Read the number of a passport or a card: letters of any script, digits, / and brackets, nothing between."""
    try:
        typed = whole_number(cell)
    except DigitsLost:
        return Figures(wrong=Wrong.DIGITS_LOST)
    latin = latin_digits(typed)
    text = "".join(filter(_belongs, normalise_name(latin).name.upper()))
    lost_zero = origin == "VN" and not isinstance(cell, str) and text.isdigit() and len(text) == _CITIZEN_DIGITS - 1
    if len(text) > _LONGEST_DOCUMENT or sum(sign.isdigit() for sign in text) < _FEWEST_DIGITS:
        return Figures(wrong=Wrong.NO_DOCUMENT)
    why = {
        Why.DECIMALS: typed != shown(cell),
        Why.DIGITS: latin != typed,
        Why.LOST_ZERO: lost_zero,
    }
    return Figures(f"0{text}" if lost_zero else text, tuple(reason for reason, holds in why.items() if holds))


def _first_number(text: str) -> tuple[str, bool]:
    parts = [part for part in _TWO_NUMBERS.split(text) if sum(map(str.isdigit, part)) >= _FEWEST_IN_A_NUMBER]
    return (parts[0], True) if len(parts) > 1 else (text, False)


def _phone(text: str, origin: str | None) -> tuple[PhoneNumber, bool] | None:
    """Find the first way to understand a number that gives one; tell whether its 0 had been lost."""
    digits = re.sub(r"\D", "", text)
    for attempt, lost_zero in _attempts(text.strip(), digits, origin):
        try:
            number = phonenumbers.parse(attempt, origin)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return number, lost_zero
    return None


def _attempts(text: str, digits: str, origin: str | None) -> Iterator[tuple[str, bool]]:
    if text.startswith("+"):
        yield f"+{digits}", False
        return
    if digits.startswith("00"):
        yield f"+{digits[2:]}", False
    code = str(phonenumbers.country_code_for_region(origin)) if origin else ""
    if digits.startswith("0") and origin:
        yield digits, False
    elif code and digits.startswith(code):
        yield f"+{digits}", False
    elif origin:
        # In China no mobile number begins with 0, so none can have been lost there.
        yield digits, origin != "CN"
    if not digits.startswith("0"):
        yield f"+{digits}", False


def _is_international(text: str, number: PhoneNumber) -> bool:
    return text.strip().startswith("+") and str(number.country_code) in text


def _belongs(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LMN" or sign in "/()"
