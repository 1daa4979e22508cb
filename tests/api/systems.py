"""Systems of other authorities, with tokens."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.api.models import ApiClient
from app.api.rules import Scope
from app.api.services import add_client, make_token

_next = count(1)


def a_system() -> ApiClient:
    return add_client(name=f"Invented system {next(_next)}")


def a_token(*scopes: Scope, per_minute: int = 100, days: int = 10, system: ApiClient | None = None) -> str:
    return make_token(client=system or a_system(), scopes=scopes, days=days, per_minute=per_minute)


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks the API with a token."""

    browser: FlaskClient
    token: str | None = None

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.browser.get(f"/api/v1{path}", headers=self.headers, **more)

    def post(self, path: str, **more: Any) -> TestResponse:
        return self.browser.post(f"/api/v1{path}", headers=self.headers, **more)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}
