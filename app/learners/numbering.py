"""Learner numbers: nine digits, the last one a check digit, in no order that could be counted through."""

from __future__ import annotations

import re
import secrets

from stdnum.iso7064 import mod_11_10

from app.core.digits import latin_digits

EXAMPLE = "123-456-788"
_BODY_DIGITS = 8
_BETWEEN = re.compile(r"[\s\u200b\u2010-\u2015\u2212._/-]+")
_NUMBER = re.compile(r"[1-9][0-9]{8}")


def new_number() -> str:
    """Make up a number (check digit by ISO 7064, mod 11,10); it never begins with 0, which a spreadsheet would drop."""
    first = 10 ** (_BODY_DIGITS - 1)
    body = str(first + secrets.randbelow(9 * first))
    return body + mod_11_10.calc_check_digit(body)


def read_number(typed: str) -> str | None:
    """Read a number as people type it, in the digits of any script; None when it cannot be one."""
    number = _BETWEEN.sub("", latin_digits(typed))
    return number if _NUMBER.fullmatch(number) and mod_11_10.is_valid(number) else None


def shown_number(number: str) -> str:
    """Write a number in groups of three, as it is read aloud."""
    return "-".join((number[:3], number[3:6], number[6:]))
