"""Photographs of a printed square as phones take them, made from the pixels of a page; the seed decides every chance.

In the order in which it happens: the printer spreads its toner, the paper is folded, the phone is held at a distance
and not straight, light falls unevenly, the lens and the hand blur, the sensor adds noise, JPEG throws away the rest.
Everything is grey, as the readers of squares see it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Dots = NDArray[Any]
Span = tuple[float, float]

DPI = 300
"""Dots an inch to which every raster is brought before it is printed."""
PER_MILLIMETRE = DPI / 25.4
_VIEW = 1.27
"""Width that a phone sees, as a share of its distance: the usual main camera with 65 degrees."""
_WIDTHS = (2592, 3264)
"""Dots across of cameras with 5 and 8 megapixels."""
_AROUND = 34.0
"""Millimetres of paper on each side of the square's middle that are photographed where the page is not."""
_INK, _PAPER = 30.0, 215.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """Between which bounds a photograph is taken; blur and motion are shares of a module."""

    name: str
    distance: Span
    """Millimetres."""
    roll: float
    """Degrees to either side."""
    tilt: float
    """Degrees at most, about any line."""
    shade: Span
    """Light left in the darkest corner, and below the edge of a shadow."""
    blur: Span
    motion: Span
    noise: Span
    """Standard deviation, of 255."""
    jpeg: tuple[int, int]
    spread: Span
    """Millimetres by which toner grows on each side."""
    fold: float
    """Share of the ink that a fold takes away."""
    whole_page: float
    """Share of photographs that show the whole page."""


ORDINARY = Conditions(
    name="ordinary",
    distance=(150, 250),
    roll=12,
    tilt=20,
    shade=(0.55, 0.95),
    blur=(0.1, 0.35),
    motion=(0, 0.5),
    noise=(2, 8),
    jpeg=(60, 85),
    spread=(0, 0.04),
    fold=0.35,
    whole_page=0.125,
)
HARD = Conditions(
    name="hard",
    distance=(200, 300),
    roll=45,
    tilt=30,
    shade=(0.4, 0.8),
    blur=(0.3, 0.45),
    motion=(0.3, 0.8),
    noise=(5, 12),
    jpeg=(40, 70),
    spread=(0.02, 0.06),
    fold=0.7,
    whole_page=0.25,
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A page as it comes from a printer, and where its square stands, in dots of `DPI`."""

    page: Dots
    middle: tuple[float, float]
    module: float
    """Dots a module."""


def photograph(printed: Printed, conditions: Conditions, seed: int) -> Dots:
    """Take one photograph."""
    chance = np.random.default_rng(seed)
    whole = chance.random() < conditions.whole_page
    printed = printed if whole else _near(printed)
    paper = _folded(_spread(printed.page, conditions, chance), printed, conditions, chance)
    seen, per_module = _seen(paper, printed, conditions, chance, whole=whole)
    lit = seen * _light(seen.shape, conditions, chance)
    blurred = _moved(_blurred(lit, conditions, per_module, chance), conditions, per_module, chance)
    noisy = blurred + chance.normal(0, chance.uniform(*conditions.noise), blurred.shape)
    return _compressed(np.clip(noisy, 0, 255).astype(np.uint8), int(chance.integers(*conditions.jpeg)))


def _near(printed: Printed) -> Printed:
    """Take the part of the page that can come into a picture of its square, for the rest costs time."""
    reach = round(2 * _AROUND * PER_MILLIMETRE)
    left, top = (max(round(place) - reach, 0) for place in printed.middle)
    part = printed.page[top : top + 2 * reach, left : left + 2 * reach]
    return Printed(part, (printed.middle[0] - left, printed.middle[1] - top), printed.module)


def _spread(page: Dots, conditions: Conditions, chance: np.random.Generator) -> Dots:
    """Let black grow by less than a dot: the edge is blurred, and cut nearer to the light side."""
    grown = chance.uniform(*conditions.spread) * PER_MILLIMETRE
    soft = cv2.GaussianBlur(page, (0, 0), 1.0).astype(np.float32) / 255
    ink = np.clip((0.5 + 0.4 * grown - soft) * 2.5 + 0.5, 0, 1)
    return np.asarray(_PAPER - (_PAPER - _INK) * ink, dtype=np.float32)


def _folded(paper: Dots, printed: Printed, conditions: Conditions, chance: np.random.Generator) -> Dots:
    """Break the toner along a line of half a millimetre that crosses the square."""
    angle, reach = chance.uniform(0, np.pi), 3 * max(paper.shape)
    x, y = np.asarray(printed.middle) + chance.uniform(-8, 8, 2) * PER_MILLIMETRE
    ends = [(int(x + sign * reach * cos(angle)), int(y + sign * reach * sin(angle))) for sign in (-1, 1)]
    line = np.zeros(paper.shape, np.uint8)
    cv2.line(line, ends[0], ends[1], 255, round(0.5 * PER_MILLIMETRE))
    share = line.astype(np.float32) / 255 * conditions.fold
    return np.asarray(paper + (_PAPER - paper) * share, dtype=np.float32)


def _seen(
    paper: Dots, printed: Printed, conditions: Conditions, chance: np.random.Generator, *, whole: bool
) -> tuple[Dots, float]:
    """Hold the phone over the square, or over the whole page, and give also the dots a module has in the picture."""
    height, width = paper.shape
    distance = width / PER_MILLIMETRE / _VIEW * 1.05 if whole else chance.uniform(*conditions.distance)
    focus = float(chance.choice(_WIDTHS)) / _VIEW
    scale = focus / distance
    middle = (width / 2, height / 2) if whole else printed.middle
    wide, high = (width / PER_MILLIMETRE, height / PER_MILLIMETRE) if whole else (2 * _AROUND, 2 * _AROUND)
    size = (round(1.1 * wide * scale), round(1.1 * high * scale))
    view = _view(conditions, chance, middle, focus, distance, size)
    sharp = cv2.GaussianBlur(paper, (0, 0), max(0.4 * PER_MILLIMETRE / scale, 0.3))
    table = (90.0,)
    return cv2.warpPerspective(sharp, view, size, borderValue=table), printed.module / PER_MILLIMETRE * scale


def _view(
    conditions: Conditions,
    chance: np.random.Generator,
    middle: tuple[float, float],
    focus: float,
    distance: float,
    size: tuple[int, int],
) -> Dots:
    """Say where each dot of the paper falls in the picture of a phone that is turned and tilted."""
    roll = radians(chance.uniform(-conditions.roll, conditions.roll))
    tilt, about = radians(chance.uniform(0, conditions.tilt)), chance.uniform(0, 2 * np.pi)
    turned, _ = cv2.Rodrigues(np.array([0.0, 0.0, roll]))
    tilted, _ = cv2.Rodrigues(tilt * np.array([cos(about), sin(about), 0.0]))
    turn = tilted @ turned
    onto_paper = np.array([[1, 0, -middle[0]], [0, 1, -middle[1]], [0, 0, PER_MILLIMETRE]]) / PER_MILLIMETRE
    held = np.column_stack([turn[:, 0], turn[:, 1], [0, 0, distance]])
    camera = np.array([[focus, 0, size[0] / 2], [0, focus, size[1] / 2], [0, 0, 1]])
    return np.asarray(camera @ held @ onto_paper)


def _light(shape: tuple[int, ...], conditions: Conditions, chance: np.random.Generator) -> Dots:
    """Let the light fall off to one side, and a shadow with a soft edge lie over a part."""
    rows, columns = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32) / max(shape) - 0.5

    def across(angle: float) -> Dots:
        return np.asarray(columns * np.float32(cos(angle)) + rows * np.float32(sin(angle)))

    least, shadow = chance.uniform(*conditions.shade, 2)
    falling = 1 - (1 - least) * np.clip(across(chance.uniform(0, 2 * np.pi)) + 0.5, 0, 1)
    edge = np.clip((across(chance.uniform(0, 2 * np.pi)) - chance.uniform(-0.3, 0.3)) * 12 + 0.5, 0, 1)
    return np.asarray(falling * (1 - (1 - shadow) * edge), dtype=np.float32)


def _blurred(seen: Dots, conditions: Conditions, module: float, chance: np.random.Generator) -> Dots:
    return cv2.GaussianBlur(seen, (0, 0), chance.uniform(*conditions.blur) * module)


def _moved(seen: Dots, conditions: Conditions, module: float, chance: np.random.Generator) -> Dots:
    """Draw the picture along a short line, as a hand that trembles does."""
    length, angle = chance.uniform(*conditions.motion) * module, chance.uniform(0, np.pi)
    room = int(length) // 2 + 2
    kernel = np.zeros((2 * room + 1, 2 * room + 1), np.float32)
    for step in np.linspace(-length / 2, length / 2, 41):
        kernel[room + round(step * sin(angle)), room + round(step * cos(angle))] += 1
    return cv2.filter2D(seen, -1, kernel / kernel.sum())


def _compressed(picture: Dots, quality: int) -> Dots:
    _, file = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    read = cv2.imdecode(file, cv2.IMREAD_GRAYSCALE)
    assert read is not None
    return read
