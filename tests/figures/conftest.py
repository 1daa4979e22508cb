"""A year of invented people, counted once for the tests that only read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app.core.database import db
from app.figures.services import count_figures
from tests.certificates.people import a_programme
from tests.conftest import build_app
from tests.figures.generated import generate

os.environ.setdefault("MPLCONFIGDIR", str(Path(__file__).parents[2] / "build" / "matplotlib"))
"""Matplotlib looks at all fonts of the machine once; for the tests that is kept."""


@pytest.fixture(scope="session")
def counted_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application with four hundred people who joined in 2025, and their figures."""
    app = build_app(tmp_path_factory.mktemp("figures"))
    with app.app_context():
        a_programme()
        generate(400)
        count_figures()
        db.session.remove()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
