"""The OpenAPI 3.1 document, written of the schemas that read the requests."""

from __future__ import annotations

from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Flask
from marshmallow import Schema

from app.api.rules import Scope
from app.api.schemas import (
    AfterSchema,
    ChangesSchema,
    ClaimSchema,
    PapersSchema,
    ProblemSchema,
    SquareSchema,
    StatusSchema,
    VerifiedManySchema,
    VerifiedSchema,
)

VERSION = "1.0.0"
_FAULTS: dict[int, str] = {
    400: "Not readable.",
    401: "No good token.",
    403: "The token lacks the scope.",
    404: "Nothing is there.",
    405: "Not this method.",
    413: "Too large.",
    415: "Not JSON.",
    422: "Something is not as it must be.",
    429: "Too many requests; wait as long as Retry-After says.",
    500: "Our fault.",
    503: "Busy; try again.",
}
_ASKING = (401, 403, 405, 422, 429, 500, 503)
_SENDING = (400, 413, 415, *_ASKING)
_ABOUT = (
    "Verify certificates, take the signed status list, follow the changes of the register, read the figures. "
    "A token is made by an administrator and opens only what its scopes say. Faults are problem details (RFC 9457). "
    "Webhooks are signed as Standard Webhooks say: webhook-id, webhook-timestamp, webhook-signature; they hold no "
    "names and may come twice, under the same webhook-id."
)


def document(app: Flask) -> dict[str, Any]:
    """Give the whole document."""
    spec = APISpec(
        title="Waymark",
        version=VERSION,
        openapi_version="3.1.0",
        info={"description": _ABOUT, "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
        servers=[{"url": f"{app.config['PUBLIC_ADDRESS']}/api/v1"}],
        plugins=[MarshmallowPlugin(schema_name_resolver=_name)],
    )
    spec.components.security_scheme("token", {"type": "http", "scheme": "bearer", "description": _scopes()})
    for status, says in _FAULTS.items():
        content = {"application/problem+json": {"schema": ProblemSchema}}
        spec.components.response(f"Problem{status}", {"description": says, "content": content})
    spec.components.schema("Square", schema=SquareSchema)
    for path, operations in _paths().items():
        spec.path(path, operations=operations)
    return spec.to_dict()


def _paths() -> dict[str, dict[str, Any]]:
    return {
        "/openapi.json": {"get": _open("openapi", "This document.")},
        "/verify": {"post": _post("verify", Scope.VERIFY, "How one paper stands.", ClaimSchema, VerifiedSchema)},
        "/verify/many": {
            "post": _post("verify_many", Scope.VERIFY, "How up to 100 papers stand.", PapersSchema, VerifiedManySchema)
        },
        "/status": {"get": _get("status", Scope.STATUS, "Which certificates count no more.", _of(StatusSchema))},
        "/changes": {"get": _changes()},
        "/figures": {
            "get": _get(
                "figures", Scope.FIGURES, "The tables of the figures, as a data package.", _json({"type": "object"})
            )
        },
        "/figures/{name}": {"get": _table()},
    }


def _changes() -> dict[str, Any]:
    says = "What changed behind a cursor, in the order of the log. Each change comes at least once."
    asked = _get("changes", Scope.CHANGES, says, _of(ChangesSchema))
    asked["responses"] |= _problems(404)
    return asked | {"parameters": [{"in": "query", "schema": AfterSchema}]}


def _table() -> dict[str, Any]:
    asked = _get(
        "figures_table", Scope.FIGURES, "One table of the figures.", {"text/csv": {"schema": {"type": "string"}}}
    )
    asked["responses"] |= _problems(404)
    name = {"in": "path", "name": "name", "required": True, "schema": {"type": "string"}, "example": "people.csv"}
    return asked | {"parameters": [name]}


def _open(name: str, says: str) -> dict[str, Any]:
    answer = {"description": says, "content": _json({"type": "object"})}
    return {
        "operationId": name,
        "summary": says,
        "security": [],
        "responses": {"200": answer, **_problems(405, 500, 503)},
    }


def _get(name: str, scope: Scope, says: str, content: dict[str, Any]) -> dict[str, Any]:
    answer = {"description": says, "content": content, "headers": _limits()}
    return {
        "operationId": name,
        "summary": says,
        "description": f"Needs the scope `{scope}`.",
        "security": [{"token": []}],
        "responses": {"200": answer, **_problems(*_ASKING)},
    }


def _post(name: str, scope: Scope, says: str, body: type[Schema], answer: type[Schema]) -> dict[str, Any]:
    asked = _get(name, scope, says, _of(answer))
    asked["requestBody"] = {"required": True, "content": _of(body)}
    asked["responses"] |= _problems(*_SENDING)
    return asked


def _limits() -> dict[str, Any]:
    text = {"schema": {"type": "string"}}
    return {
        "RateLimit-Policy": {"description": "How many requests in how many seconds.", **text},
        "RateLimit": {"description": "How many are left, and for how many seconds.", **text},
    }


def _problems(*statuses: int) -> dict[str, Any]:
    return {str(status): f"Problem{status}" for status in statuses}


def _of(schema: type[Schema]) -> dict[str, Any]:
    return _json(schema)


def _json(schema: Any) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _scopes() -> str:
    return "Scopes: " + ", ".join(scope.value for scope in Scope) + "."


def _name(schema: type[Schema] | Schema) -> str:
    kind = schema if isinstance(schema, type) else type(schema)
    return kind.__name__.removesuffix("Schema")
