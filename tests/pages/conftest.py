"""The pages of each language, walked through once for all tests of their craft."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.core import clock
from tests.browser import Live
from tests.pages.stations import Stations, walk


@pytest.fixture(scope="session")
def stations(live: Live) -> Callable[[str], Stations]:
    """Give the pages of a language."""
    walked: dict[str, Stations] = {}

    def of(locale: str) -> Stations:
        if locale not in walked:
            walked[locale] = walk(live.app, locale)
            clock.reset()
        return walked[locale]

    return of
