"""Answer sheets filled in by a script and photographed by a script, each with what was meant by every row.

People fill a circle with pencil or pen, more or less fully; some cross out and fill another, tick, or rub out. Phones
see the sheet from aside, in uneven light, with a shadow over it, a little blurred, noisy, and keep it as JPEG.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray

from app.answersheets.layout import HEIGHT, RADIUS, WIDTH, Circle, circles

Dots = NDArray[Any]
_DPI = 200
_DOTS = _DPI / 25.4


class Hand(StrEnum):
    """How a row was answered."""

    CLEAR = "clear"
    BLANK = "blank"
    CROSSED = "crossed out, another filled"
    FAINT = "faint"
    TICKED = "ticked"
    TWICE = "two filled"


ODD = (Hand.CROSSED, Hand.FAINT, Hand.TICKED, Hand.TWICE)


@dataclass(frozen=True, slots=True)
class Meant:
    """What somebody meant by a row: the place of the option, None where nothing or nothing clear was meant."""

    hand: Hand
    place: int | None


@dataclass(frozen=True, slots=True)
class Camera:
    """How a phone sees: degrees it is turned, share of perspective, blur in millimetres of paper, noise of 255."""

    turn: float = 6.0
    tilt: float = 0.07
    blur: float = 0.16
    noise: float = 5.0
    shadow: float = 0.5
    quality: tuple[int, int] = (60, 85)
    width: tuple[int, int] = (1900, 3000)


def printed(pdf: bytes, page: int = 0) -> Dots:
    """Print a page as a mono laser does."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return np.array(document[page].render(scale=_DPI / 72, grayscale=True).to_numpy()).squeeze().copy()
    finally:
        document.close()


def fill_in_clearly(sheet: Dots, options: Sequence[int], wanted: Sequence[int], random: np.random.Generator) -> None:
    """Fill as many circles of every row as it asks for, all of them clearly."""
    for row, count in zip(circles(options), wanted, strict=True):
        for circle in row[:count]:
            _fill(sheet, circle, random)


def fill_in(sheet: Dots, options: Sequence[int], random: np.random.Generator, odd_share: float = 0.15) -> list[Meant]:
    """Fill every row in that asks for one option, by one hand or another, and tell what was meant."""
    return [_fill_row(sheet, row, random, odd_share) for row in circles(options)]


def photographed(sheet: Dots, random: np.random.Generator, camera: Camera = Camera()) -> bytes:
    """Take a picture with a phone, as JPEG."""
    scene = _seen_from_aside(sheet, random, camera)
    light = _light(scene.shape, random, camera)
    seen: Dots = scene.astype(np.float32) * light
    seen = cv2.GaussianBlur(seen, (0, 0), max(0.3, random.uniform(0.3, 1) * camera.blur * scene.shape[1] / 260))
    seen = seen * 0.92 + 8 + random.normal(0, camera.noise, seen.shape)
    quality = int(random.integers(*camera.quality))
    content = cv2.imencode(".jpg", np.clip(seen, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return bytes(content)


def _fill_row(sheet: Dots, row: Sequence[Circle], random: np.random.Generator, odd_share: float) -> Meant:
    place = int(random.integers(len(row)))
    other = (place + 1 + int(random.integers(len(row) - 1))) % len(row)
    if random.random() < odd_share:
        hand = ODD[int(random.integers(len(ODD)))]
        _odd(sheet, hand, row[place], row[other], random)
        return Meant(hand, None)
    if random.random() < 0.04:
        return Meant(Hand.BLANK, None)
    _fill(sheet, row[place], random)
    return Meant(Hand.CLEAR, place)


def _odd(sheet: Dots, hand: Hand, circle: Circle, other: Circle, random: np.random.Generator) -> None:
    if hand is Hand.CROSSED:
        _fill(sheet, circle, random)
        _cross(sheet, circle, random, reach=RADIUS + 2.2)
        _fill(sheet, other, random)
    elif hand is Hand.TWICE:
        _fill(sheet, circle, random)
        _fill(sheet, other, random)
    elif hand is Hand.TICKED:
        _tick(sheet, circle, random)
    else:
        _scribble(sheet, circle, random, ink=float(random.uniform(95, 150)), lines=5)


def _fill(sheet: Dots, circle: Circle, random: np.random.Generator) -> None:
    """Fill a circle as people do: with pen or pencil, in strokes, not quite to its edge."""
    _scribble(sheet, circle, random, ink=float(random.uniform(20, 125)), lines=int(random.integers(15, 24)))


def _scribble(sheet: Dots, circle: Circle, random: np.random.Generator, *, ink: float, lines: int) -> None:
    reach = RADIUS * random.uniform(0.86, 1.0)
    lean = random.uniform(-0.6, 0.6)
    for step in np.linspace(-0.92, 0.92, lines):
        half = reach * np.sqrt(1 - step * step) * random.uniform(0.85, 1.03)
        y = circle.y + step * reach + random.normal(0, 0.12)
        start = circle.x - half + random.normal(0, 0.2), y - lean * half
        end = circle.x + half + random.normal(0, 0.2), y + lean * half
        _line(sheet, start, end, ink + random.normal(0, 8), 0.55)


def _cross(sheet: Dots, circle: Circle, random: np.random.Generator, reach: float) -> None:
    for side in (-1, 1):
        bend = random.normal(0, 0.4, 4)
        start = circle.x - reach + bend[0], circle.y - side * reach + bend[1]
        end = circle.x + reach + bend[2], circle.y + side * reach + bend[3]
        _line(sheet, start, end, float(random.uniform(20, 90)), 0.6)


def _tick(sheet: Dots, circle: Circle, random: np.random.Generator) -> None:
    low = circle.x - 0.8 + random.normal(0, 0.3), circle.y + 2.6
    ink = float(random.uniform(20, 90))
    _line(sheet, (circle.x - 3.0, circle.y - 0.4), low, ink, 0.6)
    _line(sheet, low, (circle.x + 3.6, circle.y - 3.4), ink, 0.6)


def _line(sheet: Dots, start: tuple[float, float], end: tuple[float, float], ink: float, width: float) -> None:
    """Draw a stroke that lies over what is there already, as ink does."""
    (x0, y0), (x1, y1) = ((round(x * _DOTS * 16), round(y * _DOTS * 16)) for x, y in (start, end))
    stroke = np.full_like(sheet, 255)
    thick = max(1, round(width * _DOTS))
    cv2.line(stroke, (x0, y0), (x1, y1), float(np.clip(ink, 0, 255)), thick, cv2.LINE_AA, 4)
    np.minimum(sheet, stroke, out=sheet)


def _seen_from_aside(sheet: Dots, random: np.random.Generator, camera: Camera) -> Dots:
    """Lay the sheet on a table and look at it from a little aside."""
    width = int(random.integers(*camera.width))
    height = round(width * 4 / 3)
    table = float(random.uniform(70, 150))
    share = random.uniform(0.86, 0.94)
    scale = min(width / WIDTH, height / HEIGHT) * share
    corners = np.array([(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)], np.float32)
    centred = (corners - (WIDTH / 2, HEIGHT / 2)) * scale
    turn = np.deg2rad(random.uniform(-camera.turn, camera.turn))
    turned = centred @ np.array([(np.cos(turn), np.sin(turn)), (-np.sin(turn), np.cos(turn))])
    tilt = 1 + camera.tilt * random.uniform(-1, 1, 4)
    there = (turned * tilt[:, None] + (width / 2, height / 2)).astype(np.float32)
    bend = cv2.getPerspectiveTransform((corners * _DOTS).astype(np.float32), there)
    seen = cv2.warpPerspective(
        sheet, bend, (width, height), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_CONSTANT, borderValue=table
    )
    return np.asarray(seen, np.uint8)


def _light(shape: tuple[int, ...], random: np.random.Generator, camera: Camera) -> Dots:
    """Light the table unevenly, and let a hand or a phone throw its shadow."""
    height, width = shape[:2]
    across, down = np.linspace(-1, 1, width)[None, :], np.linspace(-1, 1, height)[:, None]
    light = 0.86 + 0.12 * (random.uniform(-1, 1) * across + random.uniform(-1, 1) * down)
    shadow: Dots = np.zeros((height // 4, width // 4), np.float32)
    edge = np.array([(random.uniform(0, 1) * width / 4, random.uniform(0, 1) * height / 4) for _ in range(3)], np.int32)
    cv2.fillPoly(shadow, [edge], float(camera.shadow * random.uniform(0.4, 1)))
    shadow = cv2.GaussianBlur(shadow, (0, 0), random.uniform(4, 22))
    return (light * (1 - cv2.resize(shadow, (width, height)))).astype(np.float32)
