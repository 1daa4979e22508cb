"""Changes single values of a YAML file and leaves every other byte, and every comment, as it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_LITERAL = ("|", ">")
WIDTH = 120


class _Writer(yaml.SafeDumper):
    """Writes as the files are written: lists stand in from their key, lists of words on one line."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Stand in the entries of a list."""
        super().increase_indent(flow, False)


def _list(writer: yaml.SafeDumper, entries: list[Any]) -> yaml.Node:
    are_words = all(isinstance(entry, str) for entry in entries)
    return writer.represent_sequence("tag:yaml.org,2002:seq", entries, flow_style=are_words)


_Writer.add_representer(list, _list)


def with_value(source: str, path: Sequence[str], value: Any, *, order: Sequence[str] = (), width: int = WIDTH) -> str:
    """Set a value by the keys that lead to it, or take it out where it is None.

    A key that is not there yet is put behind the last of those that stand before it in ``order``, or at the end.
    """
    *above, key = path
    parent, end = _parent(source, above)
    keys = [str(name.value) for name, _ in parent.value]
    if key not in keys:
        return source if value is None else _inserted(source, parent, end, key, value, order, width)
    index = keys.index(key)
    name, old = parent.value[index]
    first, last = _region(source, parent, index, end)
    if value is None:
        return _spliced(source, _offset(source, first, 0), _offset(source, last, 0), "")
    words = _written(key, value, name.start_mark.column, width)
    if isinstance(old, yaml.ScalarNode) and old.style not in _LITERAL and not isinstance(value, (list, dict)):
        start, stop = _at(source, old.start_mark), _at(source, old.end_mark)
        return _spliced(source, start, stop, words.strip()[len(key) + 2 :])
    return _spliced(source, _offset(source, first, 0), _offset(source, last, 0), words)


def with_item(source: str, path: Sequence[str], item: Any, *, order: Sequence[str] = (), width: int = WIDTH) -> str:
    """Add an entry at the end of a list, which is made where there is none."""
    *above, key = path
    parent, end = _parent(source, above)
    keys = [str(name.value) for name, _ in parent.value]
    if key not in keys:
        return _inserted(source, parent, end, key, [item], order, width)
    index = keys.index(key)
    _, last = _region(source, parent, index, end)
    lines = _written(key, [item], parent.value[index][0].start_mark.column, width).splitlines(keepends=True)
    at = _offset(source, last, 0)
    return _spliced(source, at, at, _after_line(source, at) + "".join(lines[1:]))


def _parent(source: str, path: Sequence[str]) -> tuple[yaml.MappingNode, int]:
    """Find the mapping that the keys lead to, and the line behind its last one; raise KeyError where there is none."""
    node = yaml.compose(source, Loader=_LOADER)
    end = len(source.splitlines())
    for key in path:
        if not isinstance(node, yaml.MappingNode):
            raise KeyError(key)
        index = [str(name.value) for name, _ in node.value].index(key)
        _, end = _region(source, node, index, end)
        node = node.value[index][1]
    if not isinstance(node, yaml.MappingNode):
        raise KeyError(path)
    return node, end


def _region(source: str, parent: yaml.MappingNode, index: int, end: int) -> tuple[int, int]:
    """Give the first line of an entry and the line behind its last; what follows it, comments and all, is not its."""
    name = parent.value[index][0]
    first = name.start_mark.line
    last = parent.value[index + 1][0].start_mark.line if index + 1 < len(parent.value) else end
    lines = source.splitlines()
    while last > first + 1 and _is_apart(lines[last - 1], name.start_mark.column):
        last -= 1
    return first, last


def _is_apart(line: str, column: int) -> bool:
    bare = line.lstrip()
    return not bare or (bare.startswith("#") and len(line) - len(bare) <= column)


def _inserted(
    source: str, parent: yaml.MappingNode, end: int, key: str, value: Any, order: Sequence[str], width: int
) -> str:
    keys = [str(name.value) for name, _ in parent.value]
    before = order[: order.index(key)] if key in order else keys
    index = max((place for place, name in enumerate(keys) if name in before), default=None)
    line = _region(source, parent, index, end)[1] if index is not None else parent.value[0][0].start_mark.line
    at = _offset(source, line, 0)
    words = _written(key, value, parent.value[0][0].start_mark.column, width)
    return _spliced(source, at, at, _after_line(source, at) + words)


def _written(key: str, value: Any, column: int, width: int) -> str:
    how: dict[str, Any] = {"allow_unicode": True, "sort_keys": False, "default_flow_style": False}
    words = yaml.dump({key: value}, Dumper=_Writer, width=width - column, **how)
    return "".join(f"{' ' * column}{line}" for line in words.splitlines(keepends=True))


def _at(source: str, mark: yaml.Mark) -> int:
    return _offset(source, mark.line, mark.column)


def _offset(source: str, line: int, column: int) -> int:
    return sum(len(one) for one in source.splitlines(keepends=True)[:line]) + column


def _after_line(source: str, at: int) -> str:
    """Give the line's end that a file lacks at its own end."""
    return "" if at == 0 or source[at - 1] == "\n" else "\n"


def _spliced(source: str, start: int, stop: int, words: str) -> str:
    return source[:start] + words + source[stop:]
