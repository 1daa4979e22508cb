"""The country a request comes from, where the operator's proxy says it in a header that the settings name."""

from __future__ import annotations

import re

from flask import current_app, request

_TWO_LETTERS = re.compile(r"[A-Z]{2}")
UNKNOWN = ""
_NOBODYS = frozenset({"XX", "ZZ"})
"""What some proxies write where they do not know it."""


def present_country() -> str:
    """Give two capital letters, or an empty text where no header is set up or nothing usable stands in it."""
    header = current_app.config["COUNTRY_HEADER"]
    said = request.headers.get(header, UNKNOWN) if header else UNKNOWN
    return said if _TWO_LETTERS.fullmatch(said) and said not in _NOBODYS else UNKNOWN
