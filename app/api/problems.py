"""Faults below ``/api`` in the form that programs read: problem details (RFC 9457), in English and without a page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from werkzeug.wrappers import Response

MEDIA_TYPE = "application/problem+json"
_DETAILS: Mapping[int, str] = {
    400: "The request could not be read.",
    401: "Send a token that is good: Authorization: Bearer wmk_…",
    403: "This token does not have the scope that is asked for here.",
    404: "There is nothing at this address.",
    405: "This address does not answer to this method.",
    413: "The request is too large.",
    415: "Send JSON: Content-Type: application/json.",
    422: "Something in the request is not as it must be; see errors.",
    429: "Too many requests. Wait as long as Retry-After says.",
    500: "This is our fault. Try again later.",
    503: "Busy, nothing lost. Try again in a moment.",
}


class ApiProblem(Exception):
    """A request cannot be answered; becomes problem details."""

    def __init__(
        self,
        status: int,
        detail: str | None = None,
        *,
        errors: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status)
        self.status, self.detail, self.errors, self.headers = status, detail, errors, dict(headers or {})


def problem(
    status: int,
    detail: str | None = None,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Write problem details; the type says no more than the status does."""
    said: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or _DETAILS.get(status, _DETAILS[400 if status < 500 else 500]),
    }
    if errors:
        said["errors"] = list(errors)
    return Response(json.dumps(said), status, {"Cache-Control": "no-store", **(headers or {})}, mimetype=MEDIA_TYPE)


def refused(fault: ApiProblem) -> Response:
    """Answer a request that was refused."""
    return problem(fault.status, fault.detail, fault.errors, fault.headers)


def in_place_of_page(status: int) -> Response:
    """Answer what would be a page elsewhere."""
    return problem(status)
