"""Where everything stands on an answer sheet, in millimetres: drawing and reading share these figures.

Four corner marks tell where the paper is and which way it lies. They are markers of ArUco's dictionary of 4×4 bits,
numbers 0 to 3 clockwise from the upper left; their bits are published with OpenCV.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 210.0, 297.0
MARK = 12.0
"""The side of a corner mark."""
EDGE = 10.0
"""From the edge of the paper to a corner mark."""
CORNERS = (
    (EDGE, EDGE),
    (WIDTH - EDGE - MARK, EDGE),
    (WIDTH - EDGE - MARK, HEIGHT - EDGE - MARK),
    (EDGE, HEIGHT - EDGE - MARK),
)
"""The upper left corner of each mark, by its number."""
_BITS = (
    ("000000", "010110", "001010", "000110", "000100", "000000"),
    ("000000", "000000", "011110", "010010", "010100", "000000"),
    ("000000", "000110", "000110", "000100", "011010", "000000"),
    ("000000", "010010", "010010", "001000", "001100", "000000"),
)
"""Rows of each mark, its black border included; 0 is black."""

LETTERS = "ABCDEF"
MOST_ROWS = 10
FIRST_ROW, ROW_STEP = 96.0, 16.0
"""The middle of the first row of circles, and from one row to the next."""
FIRST_CIRCLE, CIRCLE_STEP = 74.0, 24.0
RADIUS = 4.2
"""Of a circle, to the middle of its line."""
CODE_BOX = (150.0, 26.0, 42.0, 42.0)
"""Where the square with the sheet's code stands: left, top, width and height with room around it."""


@dataclass(frozen=True, slots=True)
class Circle:
    """The middle of a circle to fill."""

    x: float
    y: float


def circles(options: Sequence[int]) -> tuple[tuple[Circle, ...], ...]:
    """Place the circles of questions that have so many options each."""
    if not 1 <= len(options) <= MOST_ROWS or not all(1 <= count <= len(LETTERS) for count in options):
        raise ValueError(f"a sheet has no room for questions with {options} options")
    return tuple(
        tuple(Circle(FIRST_CIRCLE + place * CIRCLE_STEP, FIRST_ROW + row * ROW_STEP) for place in range(count))
        for row, count in enumerate(options)
    )


def corner_squares(number: int) -> Iterator[tuple[float, float, float]]:
    """Give the black squares of a corner mark: left, top and side of each."""
    left, top = CORNERS[number]
    side = MARK / len(_BITS[number])
    for row, bits in enumerate(_BITS[number]):
        for column, bit in enumerate(bits):
            if bit == "0":
                yield left + column * side, top + row * side, side


def corner_path(number: int) -> str:
    """Write a corner mark as a path of SVG."""
    return "".join(f"M{x:g} {y:g}h{side:g}v{side:g}h-{side:g}z" for x, y, side in corner_squares(number))
