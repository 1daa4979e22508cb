"""The square on the paper: its pitch, its quiet zone, and that a reader gets the address back."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from app.printing.qr import PITCH, QUIET, Square, square

PLAIN = "HTTPS://WAYMARK.EXAMPLE.ORG/V/XX-TEST-26-0000001-8/7Q4F2M9X"
SIGNED = "HTTPS://VERIFY.EXAMPLE.ORG/C#" + "0123456789" * 48
ADDRESSES = (PLAIN, SIGNED, "https://example.org/c?number=XX-TEST-26-0000001-8", "https://example.org/ឈ្មោះ")


def drawn(code: Square, scale: int) -> Image.Image:
    """Draw the runs alone, as the paper does."""
    picture = Image.new("L", (code.size * scale, code.size * scale), 255)
    pen = ImageDraw.Draw(picture)
    for column, row, length in code.runs:
        pen.rectangle((column * scale, row * scale, (column + length) * scale - 1, (row + 1) * scale - 1), fill=0)
    return picture


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_reader_gets_the_address_back(address: str) -> None:
    (found,) = zxingcpp.read_barcodes(drawn(square(address), 3))
    assert found.text == address


@pytest.mark.parametrize("address", ADDRESSES)
def test_four_modules_stay_empty_on_each_side(address: str) -> None:
    code = square(address)
    inside = range(QUIET, code.size - QUIET)
    assert all(
        row in inside and column in inside and column + length - 1 in inside for column, row, length in code.runs
    )
    assert min(row for _, row, _ in code.runs) == QUIET


def test_the_pitch_is_the_same_however_much_is_in_it() -> None:
    for address in ADDRESSES:
        code = square(address)
        assert code.side / code.size == PITCH == 0.508


def test_the_error_level_is_m_and_is_not_raised() -> None:
    (found,) = zxingcpp.read_barcodes(drawn(square("HTTPS://A"), 3))
    assert found.ec_level == "M"


def test_digits_behind_a_number_sign_are_packed_closest() -> None:
    assert square(SIGNED).size == 61 + 2 * QUIET
    assert square(SIGNED).size < square(SIGNED.lower()).size


def test_the_same_address_gives_the_same_square() -> None:
    assert square.__wrapped__(PLAIN) == square.__wrapped__(PLAIN)


def test_the_svg_is_one_path_at_its_true_size() -> None:
    tree = ElementTree.fromstring(square(PLAIN).svg())  # noqa: S314  # It is our own.
    assert [child.tag.rpartition("}")[2] for child in tree] == ["path"]
    assert tree.get("width") == f"{square(PLAIN).side:g}mm"
