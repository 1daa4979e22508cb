"""The addresses of the API. No session is read here, so no token against forgery is needed."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Flask, current_app, g, url_for
from marshmallow import Schema
from werkzeug.wrappers import Response

from app.api.acts import NAMES_READ
from app.api.changes import BadCursor, changes_after
from app.api.document import document
from app.api.door import present_token, scoped
from app.api.problems import ApiProblem, in_place_of_page, refused
from app.api.reading import read_body, read_query
from app.api.rules import Scope
from app.api.schemas import (
    AfterSchema,
    ChangesSchema,
    ClaimSchema,
    Closed,
    PapersSchema,
    StatusSchema,
    VerifiedManySchema,
    VerifiedSchema,
)
from app.api.verifying import verified
from app.audit.rules import SYSTEM, Subject
from app.audit.services import record
from app.figures.open_data import open_data
from app.verification.lists import list_texts
from app.web.access import public
from app.web.errors import answer_otherwise
from app.web.forms import csrf

api = Blueprint("api", __name__, url_prefix="/api/v1")
csrf.exempt(api)
BELOW = "/api/"
_PACKAGE = "datapackage.json"


def init_api(app: Flask) -> None:
    """Answer every fault below the API for programs."""
    answer_otherwise(app, BELOW, in_place_of_page)
    app.register_error_handler(ApiProblem, refused)


@api.after_request
def _tell_limits(response: Response) -> Response:
    response.headers.update(g.get("api_limits", {}))
    return response


@api.get("/openapi.json")
@public
def openapi() -> Response:
    """Describe the API as OpenAPI 3.1 does."""
    return _json(document(current_app))


@api.post("/verify")
@scoped(Scope.VERIFY)
def verify() -> Response:
    """Tell how one paper stands."""
    [answer] = verified([read_body(ClaimSchema)])
    return _answer(VerifiedSchema, answer)


@api.post("/verify/many")
@scoped(Scope.VERIFY)
def verify_many() -> Response:
    """Tell how several papers stand."""
    return _answer(VerifiedManySchema, {"answers": verified(read_body(PapersSchema)["papers"])})


@api.get("/status")
@scoped(Scope.STATUS)
def status() -> Response:
    """Give the signed list of certificates that count no more."""
    read_query(Closed)
    text = list_texts().get("status")
    if text is None:
        raise ApiProblem(503, "There is no key to sign the list with.")
    return _answer(StatusSchema, {"address": url_for("lists.status", _external=True), "signed": text})


@api.get("/changes")
@scoped(Scope.CHANGES)
def changes() -> Response:
    """Give what changed behind a cursor."""
    wish, token = read_query(AfterSchema), present_token()
    with_names = Scope.NAMES.value in token.scopes
    try:
        found = changes_after(wish.get("after"), wish["limit"], with_names=with_names)
    except BadCursor:
        raise ApiProblem(404, "This cursor is none of ours.") from None
    if with_names and found.changes:
        detail = {"token": token.id, "count": len(found.changes)}
        record(NAMES_READ, actor=SYSTEM, subject=Subject("api-client", token.client_id), detail=detail)
    return _answer(ChangesSchema, {"changes": found.changes, "next": found.next, "more": found.more})


@api.get("/figures")
@scoped(Scope.FIGURES)
def figures() -> Response:
    """Describe the open data: a Frictionless data package that names its tables."""
    read_query(Closed)
    return Response(open_data()[_PACKAGE], 200, {"Cache-Control": "no-store"}, mimetype="application/json")


@api.get("/figures/<name>")
@scoped(Scope.FIGURES)
def figures_table(name: str) -> Response:
    """Give one table of the open data as CSV."""
    read_query(Closed)
    files = open_data()
    if name == _PACKAGE or name not in files:
        raise ApiProblem(404)
    return Response(files[name], 200, {"Cache-Control": "no-store"}, content_type="text/csv; charset=utf-8")


def _answer(schema: type[Schema], said: dict[str, Any]) -> Response:
    return _json(schema().dump(said))


def _json(said: Any) -> Response:
    return Response(
        json.dumps(said, ensure_ascii=False), 200, {"Cache-Control": "no-store"}, mimetype="application/json"
    )
