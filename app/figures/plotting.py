"""Draws plots with Matplotlib, in a process of its own: plots come in as JSON, SVG goes out as JSON.

Started by ``app.figures.drawing`` as a file, so that it loads Matplotlib and nothing of ours, and takes its fifty
megabytes away again when it ends. Texts are not drawn here but left as signs (``{0}``), which whoever asked replaces
by words in the reader's language: so a plot is drawn once for all languages, and the browser sets Khmer and Burmese,
which Matplotlib does not shape. All looks are presentation attributes, as the content policy allows no inline style.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

INK, PATH, EDGE, STONE, WASH, PAPER = "#17252a", "#0b5d5b", "#857b6c", "#c9c2b4", "#eaf3f1", "#fffdf8"
"""The tokens of the look."""
WIDTH = 340.0
"""As wide as a small phone shows without making it smaller; one unit is one CSS pixel there."""
SIZE = 16.0
ROW = 54.0
_SVG = "{http://www.w3.org/2000/svg}"
_KEPT = {"fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "text-anchor", "opacity"}

Row = dict[str, Any]


def draw(plot: dict[str, Any]) -> str:
    """Draw one plot as SVG."""
    mpl.rcParams["svg.fonttype"] = "none"
    rows = plot["rows"]
    height = 190.0 if plot["kind"] == "columns" else ROW * len(rows) + 4
    figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72)
    FigureCanvasSVG(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    _KINDS[plot["kind"]](axes, rows, height)
    target = io.StringIO()
    figure.savefig(target, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return tidied(target.getvalue())


def _bars(axes: Axes, rows: list[Row], height: float) -> None:
    """Draw lengths from the left, the name above and the number behind each; a hidden one is a dotted line."""
    room = WIDTH - 76
    most = max((row["value"] or 0 for row in rows), default=0) or 1
    _span(axes, WIDTH * most / room, height)
    for place, row in enumerate(rows):
        y = place * ROW + 35
        _label(axes, row, place)
        if row["value"] is None:
            axes.plot([0, most * 0.12], [y, y], color=EDGE, linewidth=2, linestyle=(0, (1, 2)), clip_on=False)
        else:
            axes.barh(y, row["value"], height=15, color=PATH, clip_on=False)
        _words(axes, (row["value"] or (0 if row["value"] == 0 else most * 0.12)) + most * 0.02, y, row["text"])


def _pairs(axes: Axes, rows: list[Row], height: float) -> None:
    """Draw two shares of a hundred: a ring for the first, a full dot for the second, and the way between them."""
    _span(axes, 124, height, left=-12)
    for place, row in enumerate(rows):
        y = place * ROW + 36
        _label(axes, row, place, x=-12)
        axes.plot([0, 100], [y, y], color=STONE, linewidth=1, clip_on=False)
        first, second = row["first"], row["second"]
        if first is None or second is None:
            _words(axes, 102, y, row["text"])
            continue
        axes.plot([first, second], [y, y], color=PATH, linewidth=3, clip_on=False)
        axes.plot([first], [y], "o", markersize=9, color=PAPER, markeredgecolor=PATH, markeredgewidth=2, clip_on=False)
        axes.plot([second], [y], "o", markersize=10, color=PATH, clip_on=False)
        lower, upper = ("first", "second") if first <= second else ("second", "first")
        _words(axes, row[lower] - 3, y, row[f"{lower}_text"], anchor="right")
        _words(axes, row[upper] + 3, y, row[f"{upper}_text"])


def _ranges(axes: Axes, rows: list[Row], height: float) -> None:
    """Draw from the lower quartile to the upper, with a dot at the middle."""
    room = WIDTH - 130
    most = max((row["upper"] or 0 for row in rows), default=0) or 1
    _span(axes, WIDTH * most / room, height, left=-WIDTH * most / room * 0.02)
    for place, row in enumerate(rows):
        y = place * ROW + 36
        _label(axes, row, place, x=-WIDTH * most / room * 0.02)
        axes.plot([0, most], [y, y], color=STONE, linewidth=1, clip_on=False)
        if row["middle"] is not None:
            axes.plot([row["lower"], row["upper"]], [y, y], color=PATH, linewidth=6, clip_on=False)
            axes.plot([row["middle"]], [y], "o", markersize=12, color=PAPER, markeredgecolor=PATH, markeredgewidth=3)
        _words(axes, (row["upper"] or most) + most * 0.05, y, row["text"])


def _columns(axes: Axes, rows: list[Row], _height: float) -> None:
    """Draw a column for each month, its number above it; a month that is not told of has a dotted line."""
    values = [row["value"] or 0 for row in rows]
    most = max(values, default=0) or 1
    axes.set_xlim(-0.5, max(12, len(rows)) - 0.5)
    axes.set_ylim(-most * 0.17, most * 1.16)
    axes.axhline(0, color=EDGE, linewidth=1)
    axes.bar(range(len(rows)), values, width=0.66, color=PATH, clip_on=False)
    for place, row in enumerate(rows):
        axes.text(place, -most * 0.1, row["label"], ha="center", va="center", fontsize=14, color=INK, clip_on=False)
        if row["value"] is None:
            axes.plot([place - 0.3, place + 0.3], [most * 0.02] * 2, color=EDGE, linewidth=2, linestyle=(0, (1, 2)))
        if row["text"]:
            axes.text(place, values[place] + most * 0.03, row["text"], ha="center", va="bottom", fontsize=13, color=INK)


_KINDS: dict[str, Callable[[Axes, list[Row], float], None]] = {
    "bars": _bars,
    "pairs": _pairs,
    "ranges": _ranges,
    "columns": _columns,
}


def _span(axes: Axes, right: float, height: float, left: float = 0.0) -> None:
    axes.set_xlim(left, right)
    axes.set_ylim(height, 0)


def _label(axes: Axes, row: Row, place: int, x: float = 0.0) -> None:
    axes.text(x, place * ROW + 18, row["label"], fontsize=SIZE, color=INK, clip_on=False)


def _words(axes: Axes, x: float, y: float, words: str, anchor: str = "left") -> None:
    axes.text(x, y, words, ha=anchor, va="center_baseline", fontsize=SIZE, fontweight="bold", color=INK, clip_on=False)


def tidied(svg: str) -> str:
    """Take away what a page has no use for, and turn styles into attributes."""
    ElementTree.register_namespace("", _SVG.strip("{}"))
    root = ElementTree.fromstring(re.sub(r"<!DOCTYPE[^>]*>", "", svg))  # noqa: S314  # Matplotlib wrote it.
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{_SVG}metadata", f"{_SVG}style", f"{_SVG}defs") and not _has_shapes(child):
                parent.remove(child)
    _inline_markers(root)
    for element in root.iter():
        element.attrib.pop("id", None)
        _unstyle(element)
    for attribute in ("width", "height", "version"):
        root.attrib.pop(attribute, None)
    return ElementTree.tostring(root, encoding="unicode")


def _has_shapes(element: ElementTree.Element) -> bool:
    return element.tag == f"{_SVG}defs" and element.find(f"{_SVG}path") is not None


def _inline_markers(root: ElementTree.Element) -> None:
    """Put a dot where it is used: names of definitions would meet those of other plots on the page."""
    shapes = {f"#{path.get('id')}": path for path in root.iter(f"{_SVG}path") if path.get("id")}
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == f"{_SVG}defs":
                parent.remove(child)
    for use in list(root.iter(f"{_SVG}use")):
        shape = shapes[use.attrib.pop("{http://www.w3.org/1999/xlink}href")]
        _unstyle(use)
        _unstyle(shape)
        x, y = use.attrib.pop("x"), use.attrib.pop("y")
        use.tag = f"{_SVG}path"
        use.attrib.update({**shape.attrib, **use.attrib, "transform": f"translate({x} {y})"})
        use.attrib.pop("id", None)


def _unstyle(element: ElementTree.Element) -> None:
    style = element.attrib.pop("style", "")
    named = dict(part.split(":", 1) for part in style.split(";") if ":" in part)
    for name, value in ((name.strip(), value.strip()) for name, value in named.items()):
        if name in _KEPT:
            element.set(name, value)
        elif name == "font":
            size = re.search(r"([\d.]+)px", value)
            element.set("font-size", size.group(1) if size else str(SIZE))
            if "bold" in value or re.match(r"[67]00", value):
                element.set("font-weight", "700")
        elif name in ("font-size", "font-weight"):
            element.set(name, value.removesuffix("px"))
    if element.tag == f"{_SVG}text" and element.get("transform", "").startswith("rotate(-0"):
        del element.attrib["transform"]
    if element.get("clip-path"):
        del element.attrib["clip-path"]


if __name__ == "__main__":
    json.dump([draw(plot) for plot in json.load(sys.stdin)], sys.stdout)
