"""Fixtures for what the web package does beyond one plain application."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import Browser, build_app


@pytest.fixture
def own(app: Flask, tmp_path: Path) -> Flask:
    """An application of its own, for tests that add routes or write for good."""
    return _built(app, tmp_path)


@pytest.fixture
def secure(app: Flask, tmp_path: Path) -> Flask:
    """An application that people reach over HTTPS."""
    return _built(app, tmp_path, WAYMARK_HTTPS="on")


def _built(app: Flask, instance: Path, **environment: str) -> Flask:
    built = build_app(instance, WAYMARK_STATIC=str(app.config["STATIC_BUILD"]), **environment)
    built.test_client_class = Browser
    return built
