"""A printed square comes back from the photographs of ordinary phones; what is spoilt does not count as read.

``make bench-square`` takes more photographs, hard ones too, and writes the table of README.md.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import pytest

from app.printing.qr import PITCH
from tests.bench.photographs import DPI, ORDINARY, Conditions, Dots, photograph
from tests.bench.square import (
    HOST,
    LEAST,
    MOST_VERSION,
    NAMES,
    RASTERS,
    Name,
    Tally,
    address_of,
    dots_a_module,
    missed,
    printed,
    raster_of,
    tally,
    version_of,
    zxing,
)

PHOTOGRAPHS = 100
KHMER = NAMES[0]


def pictures(conditions: Conditions, count: int) -> list[Dots]:
    """Photograph one paper under some conditions."""
    return [photograph(printed(KHMER, 150), conditions, seed) for seed in range(count)]


def seen(count: int) -> Tally:
    """Let every name and raster be photographed in turn, and read each picture."""
    total = Tally()
    for place in range(count):
        name, dpi = NAMES[place % len(NAMES)], RASTERS[place // len(NAMES) % len(RASTERS)]
        total += tally(zxing, [photograph(printed(name, dpi), ORDINARY, place)], address_of(name))
    return total


@pytest.mark.long
def test_95_of_100_ordinary_photographs_are_read_and_none_says_anything_else() -> None:
    found = seen(PHOTOGRAPHS)
    assert found.taken == PHOTOGRAPHS
    assert found.share >= LEAST
    assert found.wrong == 0


@pytest.mark.parametrize("name", NAMES, ids=lambda name: name.what)
def test_two_names_stay_within_version_12(name: Name) -> None:
    assert version_of(name) <= MOST_VERSION


@pytest.mark.parametrize("name", NAMES, ids=lambda name: name.what)
def test_a_module_is_six_dots_of_a_page_with_300_dots_an_inch(name: Name) -> None:
    assert dots_a_module(name, 300) == (6, 6)
    assert dots_a_module(name, 150) == (3, 3)
    assert pytest.approx(6 / DPI * 25.4) == PITCH


@pytest.mark.parametrize(
    "spoilt",
    [replace(ORDINARY, blur=(1.2, 1.3)), replace(ORDINARY, noise=(120, 130)), replace(ORDINARY, distance=(900, 1000))],
    ids=["blurred", "noisy", "far"],
)
def test_a_spoilt_photograph_does_not_count_as_read(spoilt: Conditions) -> None:
    spoilt = replace(spoilt, whole_page=0)
    assert tally(zxing, pictures(spoilt, 3), address_of(KHMER)) == Tally(taken=3, read=0, wrong=0)


def test_another_address_than_the_papers_own_does_not_count_as_read() -> None:
    taken = pictures(replace(ORDINARY, whole_page=0), 2)
    other = address_of(KHMER)[:-1] + ("1" if address_of(KHMER)[-1] != "1" else "2")
    assert tally(zxing, taken, address_of(KHMER)) == Tally(2, 2, 0)
    assert tally(zxing, taken, other) == Tally(2, 0, 2)
    assert address_of(KHMER).startswith(HOST.upper())


def test_a_square_with_its_middle_painted_over_is_not_read() -> None:
    raster = raster_of(KHMER, DPI).copy()
    places = printed(KHMER, DPI)
    x, y = (round(place) for place in places.middle)
    cv2.rectangle(raster, (x - 130, y - 130), (x + 130, y + 130), 255, -1)
    assert tally(zxing, [raster], address_of(KHMER)).read == 0


def test_a_bench_that_reads_too_little_fails() -> None:
    results = {("ZXing", name, 150, "ordinary"): Tally(100, 94, 0) for name in NAMES}
    assert missed(results) == ["ZXing read 752 of 800 ordinary photographs, not 95%"]
    good = {key: Tally(100, 95, 0) for key in results}
    assert missed(good) == []


def test_the_same_seed_takes_the_same_photograph() -> None:
    (one,), (again,) = pictures(ORDINARY, 1), pictures(ORDINARY, 1)
    assert (one == again).all()
