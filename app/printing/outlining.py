"""The tree that a screen reader reads, without the branches that say nothing.

WeasyPrint makes an element of each line break and of each span in a span. A reader finds the same headings,
paragraphs, lists and languages without them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.printing.engine import boxes

_SILENT = frozenset({"span", "br"})

Marks = dict[Any, dict[str, Any]]


def outline(root: Any, marks: Mapping[Any, dict[str, Any]]) -> tuple[Any, Marks]:
    """Copy a tree of boxes without the silent ones; give it with the marks of the content that its leaves hold."""
    kept: Marks = {}
    tree = root.copy()
    tree.children = [twig for child in root.children for twig in _twigs(child, root, marks, kept)]
    return tree, kept


def _twigs(box: Any, parent: Any, marks: Mapping[Any, dict[str, Any]], kept: Marks) -> list[Any]:
    """Give what stands for a box: itself, what it holds, or nothing."""
    box = getattr(box, "_box", box)  # A placeholder of what is positioned.
    if box in marks:
        kept[box] = marks[box]
        return [box]
    twigs = [twig for child in getattr(box, "children", ()) for twig in _twigs(child, box, marks, kept)]
    if not twigs or _is_silent(box, parent):
        return twigs
    twin = box.copy()
    twin.children = twigs
    return [twin]


def _is_silent(box: Any, parent: Any) -> bool:
    return isinstance(box, boxes.LineBox) or box.element_tag in _SILENT or box.element is parent.element
