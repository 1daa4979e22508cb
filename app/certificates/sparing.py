"""A sparer copy: the same certificate, on which its holder leaves out what no checker needs.

Names, number, code, course, version and days of validity stay, because a checker compares them. What may be left out is
the journey (the help lines on the back, the disclaimer in the language of the country, the corridor in the square) and
when and how long the person learned.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from enum import StrEnum

from app.certificates.openbadge import address_of
from app.certificates.signed import Signed, signed_address, unverified
from app.certificates.statement import Statement
from app.signing.errors import BadSignature
from app.signing.keys import Signer


class Part(StrEnum):
    """What a holder may leave out."""

    JOURNEY = "journey"
    DAYS = "days"


def parts_of(statement: Statement) -> tuple[Part, ...]:
    """Tell which parts a certificate has that could be left out."""
    has_journey = bool(statement.help_lines or statement.further_disclaimers or has_corridor(statement))
    has_days = statement.started_on is not None or bool(statement.design_hours)
    return tuple(part for part, is_there in ((Part.JOURNEY, has_journey), (Part.DAYS, has_days)) if is_there)


def sparer(statement: Statement, without: Collection[Part]) -> Statement:
    """Leave parts out of what is printed; the square stays as it was, see ``sign_sparer``."""
    if Part.JOURNEY in without:
        statement = replace(statement, help_lines=(), further_disclaimers=())
    if Part.DAYS in without:
        statement = replace(statement, started_on=None, completed_on=None, design_hours="", design_hours_english="")
    return statement


def has_corridor(statement: Statement) -> bool:
    """Tell whether the square says where the person goes; one from before squares were signed does not."""
    try:
        return unverified(statement.check_address).corridor is not None
    except BadSignature:
        return False


def sign_sparer(statement: Statement, signed: Signed, signer: Signer) -> Statement:
    """Sign the square anew, as it was but for the corridor; the same one under the same key always gets the same."""
    bare = replace(signed, corridor=None, test=signed.test or signer.key.test)
    return replace(statement, check_address=signed_address(address_of(statement), bare, signer))
