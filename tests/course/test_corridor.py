"""A journey is one the course knows, or none."""

from __future__ import annotations

import pytest

from app.course.corridor import DESTINATIONS, ORIGINS, Corridor, UnknownCorridor, parse_corridor

SECTORS = ("home", "fishing")


@pytest.mark.parametrize(
    ("text", "corridor"),
    [
        ("KH-TH-home", Corridor("KH", "TH", "home")),
        ("kh-th", Corridor("KH", "TH")),
        ("KH--home", Corridor("KH", None, "home")),
        ("-TH", Corridor(None, "TH")),
        ("", Corridor()),
    ],
)
def test_it_is_read_as_far_as_it_is_chosen(text: str, corridor: Corridor) -> None:
    assert parse_corridor(text, SECTORS) == corridor


@pytest.mark.parametrize("text", ["XX-TH", "KH-KH", "TH-TH", "KH-TH-space", "KH-TH-home-home", "<script>", "TH-LA"])
def test_another_is_refused(text: str) -> None:
    with pytest.raises(UnknownCorridor):
        parse_corridor(text, SECTORS)


def test_every_journey_is_read_as_it_was_written() -> None:
    for origin in (None, *ORIGINS):
        for destination in (None, *DESTINATIONS):
            if origin is None or origin != destination:
                corridor = Corridor(origin, destination, "fishing")
                assert parse_corridor(str(corridor), SECTORS) == corridor


def test_origin_and_destination_make_a_pair_when_both_are_chosen() -> None:
    assert Corridor("KH", "TH").pair == "KH-TH"
    assert Corridor("KH").pair is None
    assert Corridor(destination="TH").pair is None
