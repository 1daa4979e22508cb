"""The OpenAPI document says what the API does: schemathesis asks all that it can think of, and finds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as hypothesis_settings
from jsonschema_rs import validator_for
from schemathesis import Case
from schemathesis.core.result import Ok
from sqlalchemy.orm import scoped_session

from app.api.document import document
from app.api.door import scope_of
from app.api.rules import Scope
from app.core.database import db
from tests.api.systems import a_token
from tests.conftest import build_app
from tests.register.people import giving

Db = scoped_session[Session]
FEW, MANY = 3, 300


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, str]]:
    """An application of its own with a few certificates, and a token for everything."""
    app = build_app(tmp_path_factory.mktemp("api"), WAYMARK_ADDRESS="http://localhost")
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with app.app_context():
        give = giving()
        for latin in ("SOK DARA", "CHEA VANN", "LY MONY"):
            give(latin=latin)
        token = a_token(*Scope, per_minute=1_000_000)
    yield app, token
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_the_document_is_openapi_3_1_and_names_every_address(served: tuple[Flask, str], client: FlaskClient) -> None:
    app, _token = served
    with app.app_context():
        said = document(app)
    assert said["openapi"] == "3.1.0"
    assert client.get("/api/v1/openapi.json").get_json()["paths"] == said["paths"]
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("api.")]
    told = {
        (f"/api/v1{path}".replace("{name}", "<name>"), verb) for path, verbs in said["paths"].items() for verb in verbs
    }
    assert told == {(rule.rule, verb.lower()) for rule in rules for verb in (rule.methods or set()) & {"GET", "POST"}}
    for rule in rules:
        scope = scope_of(app.view_functions[rule.endpoint])
        assert (scope is None) == (rule.endpoint == "api.openapi"), rule.endpoint
    for schema in said["components"]["schemas"].values():
        validator_for({**schema, "components": said["components"]})


def ask_everything(served: tuple[Flask, str], how_many: int) -> None:
    app, token = served
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    limits = hypothesis_settings(
        max_examples=how_many,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate],
    )
    for result in schema.get_all_operations():
        assert isinstance(result, Ok)
        operation = result.ok()

        @seed(20261122)
        @limits
        @given(case=operation.as_strategy())
        def asked(case: Case[Any]) -> None:
            case.call_and_validate(headers={"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"})

        asked()


def test_schemathesis_finds_nothing(served: tuple[Flask, str]) -> None:
    ask_everything(served, FEW)


@pytest.mark.long
def test_schemathesis_finds_nothing_when_it_asks_for_long(served: tuple[Flask, str]) -> None:
    ask_everything(served, MANY)
