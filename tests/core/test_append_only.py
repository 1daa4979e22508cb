"""Rows that are only added, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.audit.rules import SYSTEM
from app.audit.services import record
from app.core.database import db
from tests.conftest import build_app
from tests.postgres import postgres, postgres_server  # noqa: F401 - fixtures.


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("change", ["UPDATE audit_event SET act = 'x-y'", "DELETE FROM audit_event"])
def test_the_database_refuses_to_change_or_delete_a_row(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str, change: str
) -> None:
    address = {"DATABASE_URL": request.getfixturevalue("postgres")} if kind == "postgresql" else {}
    app = build_app(tmp_path, **address)
    with app.app_context():
        record("pin-reset", actor=SYSTEM)
        with pytest.raises(DBAPIError, match="append-only"):
            db.session.execute(text(change))
        db.session.rollback()
        assert db.session.execute(text("SELECT act FROM audit_event")).scalars().all() == ["pin-reset"]
        db.session.remove()
        db.engine.dispose()
