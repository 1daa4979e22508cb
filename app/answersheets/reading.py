"""Read photographs and scans of answer sheets with OpenCV; behind a door, since that takes fifty megabytes.

A page is found by its corner marks, laid flat, freed of shadows, and each row of circles is looked for within two
millimetres of its place, because paper is never quite flat.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import cv2
import numpy as np
import pypdfium2
import zxingcpp
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from app.answersheets.errors import NoPicture, NoSheet, NotSharp, TooManyPages
from app.answersheets.layout import CODE_BOX, CORNERS, HEIGHT, MARK, RADIUS, WIDTH, Circle, circles
from app.answersheets.rules import Ink

Dots = NDArray[Any]
"""A grey picture, or how light each dot is; OpenCV's types do not tell which."""

SCALE = 8
"""Dots a millimetre of the page laid flat."""
MOST_PAGES = 60
MOST_DOTS = 60_000_000
"""Of a picture; no telephone takes more, and unpacking more could fill the memory."""
_SCAN_DPI = 200
_LONGEST_SIDE = 3_600
_FEWEST_MARKS = 3
_DARK = 0.74
"""A dot darker than this share of the paper around it is ink; a soft pencil leaves some 0.6."""
_INSIDE, _AROUND = RADIUS - 0.8, (RADIUS + 0.9, RADIUS + 2.2)
_SEARCH, _STEP = 2.0, 0.25
_SHARPEST_EDGE = 1.1
"""Millimetres over which a corner mark's edge may go from light to dark."""


@dataclass(frozen=True, slots=True)
class Flat:
    """A page laid flat: how light each dot is as a share of the paper around it, and the page as a picture."""

    light: Dots
    picture: Dots


def pages_of(content: bytes) -> Iterator[Dots]:
    """Give the grey pictures of a file, be it a photograph or a PDF of scans; raise NoPicture or TooManyPages."""
    if content.startswith(b"%PDF"):
        yield from _scans(content)
        return
    picture = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE) if _is_bearable(content) else None
    if picture is None:
        raise NoPicture
    yield _handy(picture)


def lay_flat(picture: Dots) -> Flat:
    """Find a page by its corner marks and lay it flat; raise NoSheet or NotSharp."""
    here, there = _corners(picture)
    bend, _used = cv2.findHomography(here, there * SCALE, cv2.RANSAC, SCALE * 1.5)
    if bend is None:
        raise NoSheet
    size = round(WIDTH * SCALE), round(HEIGHT * SCALE)
    flat = cv2.warpPerspective(picture, bend, size, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)
    light = _without_shadows(flat)
    if _blur(light) > _SHARPEST_EDGE:
        raise NotSharp
    return Flat(light, flat)


def code_on(flat: Flat, picture: Dots) -> str | None:
    """Read what the sheet's square holds, from the flat page or the photograph itself."""
    left, top, width, height = (round(side * SCALE) for side in CODE_BOX)
    for seen in (flat.picture[top : top + height, left : left + width], flat.picture, picture):
        found = zxingcpp.read_barcodes(
            np.ascontiguousarray(seen), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
        )
        if found:
            return str(found[0].text)
    return None


def inks_on(flat: Flat, options: Sequence[int]) -> tuple[tuple[Ink, ...], ...]:
    """Measure every circle of a page whose questions have so many options each."""
    return tuple(_row(flat.light, row) for row in circles(options))


def picture_of(flat: Flat, row: Sequence[Circle]) -> bytes:
    """Cut out a row of circles as a small PNG, to be shown where it is not clear."""
    top, bottom = (round((row[0].y + side) * SCALE) for side in (-7.5, 7.5))
    left, right = round((row[0].x - 34) * SCALE), round((row[-1].x + 9) * SCALE)
    small = cv2.resize(flat.picture[top:bottom, left:right], None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return bytes(cv2.imencode(".png", small)[1])


def _scans(content: bytes) -> Iterator[Dots]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        raise NoPicture from None
    try:
        if len(document) > MOST_PAGES:
            raise TooManyPages
        for page in document:
            scale = min(_SCAN_DPI / 72, _LONGEST_SIDE / max(page.get_size()))
            yield np.array(page.render(scale=scale, grayscale=True).to_numpy()).squeeze()
    finally:
        document.close()


def _is_bearable(content: bytes) -> bool:
    """Tell, by its head alone, whether a file is a picture of a size that can be unpacked."""
    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP", "TIFF")) as picture:
            return picture.width * picture.height <= MOST_DOTS
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return False


def _handy(picture: Dots) -> Dots:
    """Make a large photograph smaller: beyond some twelve dots a millimetre nothing more is seen."""
    longest = max(picture.shape)
    if longest <= _LONGEST_SIDE:
        return picture
    share = _LONGEST_SIDE / longest
    return cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)


def _corners(picture: Dots) -> tuple[Dots, Dots]:
    """Find the corner marks, and say where their corners are on the picture and on the paper."""
    settings = cv2.aruco.DetectorParameters()
    settings.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    detector = cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50), settings)
    seen, numbers, _others = detector.detectMarkers(picture)
    found = {int(number[0]): corners[0] for number, corners in zip(_listed(numbers), seen, strict=True)}
    known = [number for number in sorted(found) if number < len(CORNERS)]
    if len(known) < _FEWEST_MARKS:
        raise NoSheet
    here = np.concatenate([found[number] for number in known]).astype(np.float32)
    there = np.concatenate([_on_paper(number) for number in known])
    return here, there


def _listed(numbers: Dots | None) -> Sequence[Dots]:
    return [] if numbers is None else [np.atleast_1d(number) for number in numbers]


def _on_paper(number: int) -> Dots:
    left, top = CORNERS[number]
    return np.array([(left, top), (left + MARK, top), (left + MARK, top + MARK), (left, top + MARK)], dtype=np.float32)


def _without_shadows(flat: Dots) -> Dots:
    """Divide each dot by the paper around it, so that a shadow is paper and not ink.

    Whatever is dark and narrower than a filled circle is wiped out by a closing, which leaves the edges of shadows
    where they are.
    """
    small = cv2.resize(flat, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    side = round((2 * RADIUS + 3.5) * SCALE / 4)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)))
    paper = cv2.medianBlur(closed, 9)
    paper = cv2.resize(paper, (flat.shape[1], flat.shape[0]), interpolation=cv2.INTER_LINEAR)
    soft = cv2.GaussianBlur(flat, (0, 0), 0.15 * SCALE).astype(np.float32)
    return soft / np.maximum(paper, 1).astype(np.float32)


def _blur(light: Dots) -> float:
    """Measure, in millimetres, how wide the left edges of the corner marks are between light and dark."""
    widths = []
    for left, top in CORNERS:
        rows = slice(round((top + 3) * SCALE), round((top + MARK - 3) * SCALE))
        columns = slice(round((left - 2.5) * SCALE), round((left + 1.8) * SCALE))
        edge = light[rows, columns].mean(axis=0)
        span = float(edge.max() - edge.min())
        steepest = float(np.abs(np.diff(edge)).max())
        widths.append(span / max(steepest, 1e-6) / SCALE)
    return float(np.median(widths))


def _row(light: Dots, row: Sequence[Circle]) -> tuple[Ink, ...]:
    across, down = _shift(light, row)
    return tuple(_ink(light, Circle(circle.x + across, circle.y + down)) for circle in row)


def _shift(light: Dots, row: Sequence[Circle]) -> tuple[float, float]:
    """Find by how much a row lies beside its place: there its printed circles are darkest, nearest places first."""
    turns = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    rim = np.concatenate(
        [(circle.x, circle.y) + RADIUS * np.stack([np.cos(turns), np.sin(turns)], 1) for circle in row]
    )
    steps = np.arange(-_SEARCH, _SEARCH + _STEP / 2, _STEP)
    shifts = sorted(((x, y) for x in steps for y in steps), key=lambda shift: shift[0] ** 2 + shift[1] ** 2)
    return min(
        shifts, key=lambda shift: float(_at(light, rim + shift).mean()) + 0.004 * (abs(shift[0]) + abs(shift[1]))
    )


def _at(light: Dots, points: Dots) -> Dots:
    columns = np.clip((points[:, 0] * SCALE).round().astype(int), 0, light.shape[1] - 1)
    rows = np.clip((points[:, 1] * SCALE).round().astype(int), 0, light.shape[0] - 1)
    found: Dots = light[rows, columns]
    return found


def _ink(light: Dots, circle: Circle) -> Ink:
    reach = RADIUS + 3
    top, left = round((circle.y - reach) * SCALE), round((circle.x - reach) * SCALE)
    side = round(2 * reach * SCALE)
    patch = light[top : top + side, left : left + side]
    rows, columns = np.ogrid[: patch.shape[0], : patch.shape[1]]
    away = np.hypot((columns + left) / SCALE - circle.x, (rows + top) / SCALE - circle.y)
    dark = patch < _DARK
    ring = (away > _AROUND[0]) & (away < _AROUND[1])
    return Ink(float(dark[away < _INSIDE].mean()), float(dark[ring].mean()))
