"""Measure how well phones read the square: eight names, two rasters, ordinary and hard photographs, two readers.

``python -m tests.bench.square`` prints a table, writes it into README.md, and exits with 1 where fewer than 95 of 100
ordinary photographs are read. ZXing decides; OpenCV's reader, which shares nothing with it, is reported beside it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

import cv2
import numpy as np
import pypdfium2
import zxingcpp

from app.certificates.drawing import draw
from app.certificates.numbering import Number
from app.certificates.signed import PATH, Signed, signed_address
from app.printing.qr import QUIET, square
from app.programme.rules import Award
from app.signing.keys import Use
from tests.bench.photographs import DPI, HARD, ORDINARY, PER_MILLIMETRE, Conditions, Dots, Printed, photograph
from tests.bench.report import write_into
from tests.bench.servers import ROOT
from tests.certificates.papers import a_statement
from tests.signing.people import PASSPHRASE, kept_keys

HOST = "https://verify.mlvt.gov.kh"
RASTERS = (150, 300)
ROUNDS = 20
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
LEAST = 0.95
MOST_VERSION = 12
BEGIN, END = "<!-- bench-square: begin -->\n", "<!-- bench-square: end -->"
INTRODUCTION = """\
Certificates with eight names, signed, drawn as a page and rasterised at 150 and 300 dots an inch. Each raster is
photographed by computation: toner that spreads, a fold across the square, 5 or 8 megapixels at 15 to 25 cm or the whole
page, turned by up to 12 and tilted by up to 20 degrees, uneven light and a shadow, blur, a trembling hand, noise, JPEG
at 60 to 85. *Hard* is farther, darker, more tilted, folded and blurred, all at once. A photograph counts as read
only where it gives the address to the letter; the columns are what ZXing read. No real phone or printer took part.
`make bench-square` measures this and fails where ZXing reads fewer than 95 of 100 ordinary photographs, or a version
is above 12.
"""
_HEAD = (
    "| name | bytes signed | characters | version | level | modules | mm "
    "| ordinary, 150 dpi | ordinary, 300 dpi | hard, 150 dpi | hard, 300 dpi |"
)


@dataclass(frozen=True, slots=True)
class Name:
    """Whose certificate is photographed."""

    what: str
    locale: str
    native: str | None
    latin: str | None


NAMES = (
    Name("long Khmer and Latin", "km", "ឥន្ទ្រទេវី សុវត្ថិពុទ្ធា", "INTRATEVY SOVATHIPUTHEA"),
    Name("long Burmese and Latin", "my", "မနန်းခမ်းအေးသန်းထွန်း", "NANG KHAM AYE THAN HTUN"),
    Name("Lao and Latin", "lo", "ບຸນມີ ພົມມະຈັນຫຼ້ານ້ຳ", "BOUNMY PHOMMACHANHLANAM"),
    Name("Thai and Latin", "th", "ปั๋วเป่าเปี๊ยะ ลิ้มปฏิพัทธ์", "PUAPAOPIA LIMPATIPHAT"),
    Name("Vietnamese and Latin", "vi", "Nguyễn Thị Ánh Tuyết Thử", "NGUYEN THI ANH TUYET THU"),
    Name("Chinese and Latin", "zh-Hans", "林喆玥", "LIN ZHEYUE"),
    Name("one Burmese name alone", "my", "ကျော်", None),
    Name("Latin alone", "en", None, "WIRAWAN SRISUWANNAPHUM"),
)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many photographs there were, how many gave the address, and how many gave something else."""

    taken: int = 0
    read: int = 0
    wrong: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.taken + other.taken, self.read + other.read, self.wrong + other.wrong)

    @property
    def share(self) -> float:
        """Give the share that was read."""
        return self.read / self.taken


Reader = Callable[[Dots], set[str]]
Results = dict[tuple[str, Name, int, str], Tally]
"""By reader, name, raster and conditions."""


def zxing(picture: Dots) -> set[str]:
    """Read with ZXing."""
    return {found.text for found in zxingcpp.read_barcodes(picture, formats=_QR)}


def opencv(picture: Dots) -> set[str]:
    """Read with OpenCV's own reader."""
    text, _corners, _straight = cv2.QRCodeDetector().detectAndDecode(picture)
    return {text} if text else set()


READERS: dict[str, Reader] = {"ZXing": zxing, "OpenCV": opencv}


@cache
def address_of(name: Name) -> str:
    """Sign what the square of a person holds."""
    keyring, _trust = kept_keys()
    signer = keyring.signer(keyring.active_key(Use.QR), PASSPHRASE)
    signed = Signed(
        number=str(Number("KH-MLVT", 26, 1234567)),
        code="7Q4F2M9X",
        name_native=name.native,
        name_latin=name.latin,
        course_version="2026.1",
        kind=Award.FULL,
        issued_on=date(2026, 3, 9),
        valid_until=date(2028, 3, 9),
        corridor="MM-TH",
    )
    return signed_address(HOST, signed, signer)


@cache
def paper_of(name: Name) -> bytes:
    """Draw a person's certificate."""
    native, latin = name.native, name.latin
    return draw(a_statement(name.locale, name_native=native, name_latin=latin, check_address=address_of(name)))


@cache
def raster_of(name: Name, dpi: int) -> Dots:
    """Turn the front into dots, as a printer's driver does."""
    with pypdfium2.PdfDocument(paper_of(name)) as document:
        page = document[0]
        bitmap = page.render(scale=dpi / 72, grayscale=True)
        dots = np.array(bitmap.to_numpy()).squeeze()
        bitmap.close()
        page.close()
    return dots


def bounds_of(raster: Dots) -> tuple[int, int, int, int]:
    """Find the square's dark dots in a raster: left, top, right and bottom, the last two not included."""
    (found,) = zxingcpp.read_barcodes(raster, formats=_QR)
    spot = found.position
    corners = [(corner.x, corner.y) for corner in (spot.top_left, spot.top_right, spot.bottom_left, spot.bottom_right)]
    left, top = (min(corner[axis] for corner in corners) - 6 for axis in (0, 1))
    right, bottom = (max(corner[axis] for corner in corners) + 7 for axis in (0, 1))
    dark = raster[top:bottom, left:right] < 128  # The quiet zone keeps everything else out of these few dots more.
    columns, rows = np.flatnonzero(dark.any(axis=0)), np.flatnonzero(dark.any(axis=1))
    return left + columns[0], top + rows[0], left + columns[-1] + 1, top + rows[-1] + 1


@cache
def printed(name: Name, dpi: int) -> Printed:
    """Print a raster: each of its dots stays a dot, at whatever fineness it is photographed later."""
    raster = raster_of(name, dpi)
    left, top, right, bottom = bounds_of(raster)
    times = DPI // dpi
    page = raster.repeat(times, axis=0).repeat(times, axis=1)
    middle = ((left + right) / 2 * times, (top + bottom) / 2 * times)
    return Printed(page, middle, (right - left) * times / modules_of(name))


def dots_a_module(name: Name, dpi: int) -> tuple[float, float]:
    """Measure the pitch in a raster, across and down."""
    left, top, right, bottom = bounds_of(raster_of(name, dpi))
    return (right - left) / modules_of(name), (bottom - top) / modules_of(name)


def modules_of(name: Name) -> int:
    """Count the modules on a side, without the quiet zone."""
    return square(address_of(name)).size - 2 * QUIET


def version_of(name: Name) -> int:
    """Tell the version of the square (ISO/IEC 18004)."""
    return (modules_of(name) - 17) // 4


def tally(reader: Reader, pictures: Iterable[Dots], address: str) -> Tally:
    """Count as read what gives the address to the letter, and as wrong what gives anything else."""
    total = Tally()
    for picture in pictures:
        texts = reader(picture)
        total += Tally(1, int(texts == {address}), int(bool(texts - {address})))
    return total


def pictures_of(name: Name, dpi: int, conditions: Conditions, count: int) -> list[Dots]:
    """Photograph a paper so many times; the same ones each time they are asked for."""
    first = 1_000_000 * NAMES.index(name) + 1_000 * dpi
    return [photograph(printed(name, dpi), conditions, first + place) for place in range(count)]


def measured(count: int, conditions: Iterable[Conditions], readers: Iterable[str]) -> Results:
    """Photograph every paper so many times, and let the readers try."""
    results: Results = {}
    for name in NAMES:
        for dpi in RASTERS:
            for condition in conditions:
                pictures = pictures_of(name, dpi, condition, count)
                for reader in readers:
                    results[reader, name, dpi, condition.name] = tally(READERS[reader], pictures, address_of(name))
    return results


def together(results: Results, reader: str, conditions: Conditions) -> Tally:
    """Add up all papers of one reader under some conditions."""
    kept = (one for key, one in results.items() if (key[0], key[3]) == (reader, conditions.name))
    return sum(kept, start=Tally())


def table(results: Results) -> str:
    """Write the figures in Markdown."""
    rows = [_row(results, name) for name in NAMES]
    return "\n".join([INTRODUCTION, _HEAD, "|---|" + "--:|" * 10, *rows, "", *_footing(results), ""])


def missed(results: Results) -> list[str]:
    """Name every bound that was missed."""
    faults = [f"{name.what}: version {version_of(name)}" for name in NAMES if version_of(name) > MOST_VERSION]
    ordinary = together(results, "ZXing", ORDINARY)
    if ordinary.share < LEAST:
        faults.append(f"ZXing read {ordinary.read} of {ordinary.taken} ordinary photographs, not {LEAST:.0%}")
    return faults


def main() -> int:
    """Measure, print, write the table into README.md, and tell by the exit status whether every bound holds."""
    cv2.setNumThreads(1)
    results = measured(ROUNDS, (ORDINARY, HARD), READERS)
    text = table(results)
    print(text)
    write_into(ROOT / "README.md", text, (BEGIN, END))
    faults = missed(results)
    for fault in faults:
        print(f"missed: {fault}", file=sys.stderr)
    return 1 if faults else 0


def message_bytes(address: str) -> int:
    """Count the bytes of the signed message that the digits write, without the byte before it."""
    return (int(address.partition(PATH)[2]).bit_length() + 7) // 8 - 1


def _row(results: Results, name: Name) -> str:
    address, modules = address_of(name), modules_of(name)
    cells = [
        f"{results['ZXing', name, dpi, conditions.name].share:.0%}"
        for conditions in (ORDINARY, HARD)
        for dpi in RASTERS
    ]
    size = printed(name, DPI).module * modules / PER_MILLIMETRE
    facts = [message_bytes(address), len(address), version_of(name), "M", modules, f"{size:.1f}"]
    return f"| {name.what} | " + " | ".join(map(str, [*facts, *cells])) + " |"


def _footing(results: Results) -> Iterable[str]:
    for reader in READERS:
        ordinary, hard = (together(results, reader, conditions) for conditions in (ORDINARY, HARD))
        yield (
            f"{reader} read {ordinary.read} of {ordinary.taken} ordinary photographs ({ordinary.share:.0%}) and "
            f"{hard.read} of {hard.taken} hard ones ({hard.share:.0%}); {ordinary.wrong + hard.wrong} gave something "
            "else than the address."
        )


if __name__ == "__main__":
    sys.exit(main())
