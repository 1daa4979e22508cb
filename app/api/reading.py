"""Reads a request by its shape, or says in problem details what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import request
from marshmallow import Schema, ValidationError

from app.api.problems import ApiProblem


def read_body(schema: type[Schema]) -> dict[str, Any]:
    """Read the JSON of a request. Raises a problem 400, 413, 415 or 422."""
    if not request.is_json:
        raise ApiProblem(415)
    sent = request.get_json(silent=True)
    if sent is None and request.get_data(cache=True).strip() != b"null":
        raise ApiProblem(400, "This is not JSON.")
    return _load(schema, sent)


def read_query(schema: type[Schema]) -> dict[str, Any]:
    """Read what stands behind the question mark. Raises a problem 422."""
    sent: dict[str, Any] = {}
    for name, values in request.args.lists():
        if len(values) > 1:
            raise ApiProblem(422, errors=[{"where": name, "what": "Is given more than once."}])
        sent[name] = values[0]
    return _load(schema, sent)


def _load(schema: type[Schema], sent: Any) -> dict[str, Any]:
    try:
        read: dict[str, Any] = schema().load(sent)
    except ValidationError as fault:
        raise ApiProblem(422, errors=list(_faults(fault.messages))) from None
    return read


def _faults(messages: Any, where: str = "") -> Iterator[dict[str, str]]:
    if isinstance(messages, dict):
        for key, inner in messages.items():
            yield from _faults(inner, where if key == "_schema" else f"{where}.{key}".lstrip("."))
    else:
        for what in messages:
            yield {"where": where or "body", "what": str(what)}
