"""A copy without the journey, at the checker without a network: as genuine as the paper, and it says no more."""

from __future__ import annotations

import pytest

from tests.verification.conftest import Offices, Open, Stations
from tests.verification.offices import SOK
from tests.verification.visiting import cut, scan


@pytest.mark.long
def test_a_copy_without_the_journey_is_genuine_and_shows_none(
    stations: Stations, offices: Offices, status: str, opened: Open
) -> None:
    station = stations(status)
    page = opened(station)
    cut(page, station)
    whole, copy = offices.ours.address(1), offices.ours.address(1, corridor=None)

    assert scan(page, whole) == "genuine"
    assert "KH-TH" in page.inner_text("main")
    assert scan(page, copy) == "genuine"
    shown = page.inner_text("main")
    assert "From and to" not in shown
    for stays in (*SOK, offices.ours.number(1), "7Q4F-2M9X", "2026.1"):
        assert stays in shown
