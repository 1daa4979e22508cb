"""Editors, and facts that no other test has touched."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Staff
from app.core.permissions import Role
from app.editing.revision import init_editing
from tests.learners.people import a_staff, sign_in_staff


@pytest.fixture(autouse=True)
def facts_of_the_files(app: Flask) -> Iterator[None]:
    """Forget what an earlier test decided, whose edits were undone."""
    init_editing(app)
    yield
    init_editing(app)


@pytest.fixture
def editor(client: FlaskClient) -> Staff:
    """An editor, signed in."""
    editor = a_staff(Role.EDITOR)
    sign_in_staff(client, editor)
    return editor
