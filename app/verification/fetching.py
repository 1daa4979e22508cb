"""Fetch a list from another service: over HTTPS, whole or not at all, with bounds of size and time, and no detours."""

from __future__ import annotations

import time
from http.client import HTTPException, HTTPResponse
from typing import IO, Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

SILENCE_SECONDS = 10
"""For how long the other side may say nothing."""
LONGEST_SECONDS = 60
"""For how long one list may take."""
_PIECE = 64 * 1024
NOT_THERE = 404


class NotFetched(Exception):
    """A list could not be had; the message says why."""


class _NoDetour(HTTPRedirectHandler):
    """Follows no redirect: a list has one stable address, and no answer may send us to another host."""

    def redirect_request(self, *_given: Any, **_more: Any) -> Request | None:
        """Give nothing to ask for instead; the redirect then counts as an error."""
        return None


def fetch(address: str, *, most_bytes: int, over_http: bool = False) -> str | None:
    """Give the text at an address; None where the other side says that there is none. Raises NotFetched."""
    if urlsplit(address).scheme not in (("https", "http") if over_http else ("https",)):
        raise NotFetched(f"{address} is not on HTTPS")
    request = Request(address, headers={"Accept": "application/json", "User-Agent": "waymark"})  # noqa: S310 - see above.
    try:
        with build_opener(_NoDetour).open(request, timeout=SILENCE_SECONDS) as answer:
            return _whole(answer, address, most_bytes).decode()
    except HTTPError as error:
        with error:
            if error.code == NOT_THERE:
                return None
        raise NotFetched(f"{address} answers {error.code}") from None
    except (OSError, HTTPException, ValueError) as error:
        raise NotFetched(f"{address}: {error}") from None


def _whole(answer: HTTPResponse | IO[bytes], address: str, most_bytes: int) -> bytes:
    """Read an answer piece by piece, so that one that trickles is given up too."""
    ends, content = time.monotonic() + LONGEST_SECONDS, bytearray()
    read = getattr(answer, "read1", answer.read)
    while piece := read(_PIECE):
        content += piece
        if len(content) > most_bytes:
            raise NotFetched(f"{address} has more than {most_bytes:,} bytes")
        if time.monotonic() > ends:
            raise NotFetched(f"{address} takes more than {LONGEST_SECONDS} seconds")
    return bytes(content)
