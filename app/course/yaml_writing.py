"""Puts new words into YAML and leaves every other byte as it was: comments, order, quotes and folded lines.

A value is named by the keys that lead to it. Words are read back before they are taken, so that quotes are right
whatever they hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

import yaml

Keys = tuple[str, ...]
Values = Mapping[Keys, str]
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_BREAKS = {"\u2028": "\\u2028", "\u2029": "\\u2029", "\x85": "\\u0085"}


def with_values(source: str, values: Values, order: Sequence[Keys]) -> str:
    """Put words where the keys lead, adding those that are not there yet; order names all keys a file may have."""
    root = yaml.compose(source, Loader=_LOADER) if source.strip() else None
    present = _scalars(root) if isinstance(root, yaml.MappingNode) else {}
    source = _replaced(source, {present[keys]: words for keys, words in values.items() if keys in present})
    new = {keys: words for keys, words in values.items() if keys not in present}
    for group in _groups(source, new):
        source = _added(source, group, order)
    return source


def _scalars(node: yaml.MappingNode, above: Keys = ()) -> dict[Keys, yaml.ScalarNode]:
    found: dict[Keys, yaml.ScalarNode] = {}
    for key, value in node.value:
        keys = (*above, str(key.value))
        if isinstance(value, yaml.ScalarNode):
            found[keys] = value
        elif isinstance(value, yaml.MappingNode):
            found |= _scalars(value, keys)
    return found


def _replaced(source: str, changes: Mapping[yaml.ScalarNode, str]) -> str:
    """Replace from the end of the text, so that the marks before stay true."""
    for node in sorted(changes, key=lambda node: -int(node.start_mark.index)):
        start, end = int(node.start_mark.index), int(node.end_mark.index)
        end = start + len(source[start:end].rstrip())
        source = source[:start] + _scalar(changes[node], node.style) + source[end:]
    return source


def _scalar(words: str, style: str | None) -> str:
    """Write words as they are, or in quotes where they would be read as anything else; keep the quotes there were."""
    single, double = f"'{words.replace(chr(39), chr(39) * 2)}'", json.dumps(words, ensure_ascii=False)
    for character, escape in _BREAKS.items():
        double = double.replace(character, escape)
    ways = {"'": (single, double), '"': (double,)}.get(style or "", (words, single, double))
    return next((way for way in ways if _is_read_as(way, words)), double)


def _is_read_as(way: str, words: str) -> bool:
    """Tell whether a value on one line is read as these words, within a block and within braces, and stays text."""
    if "\n" in way:
        return False
    try:
        read = [
            yaml.load(text, Loader=yaml.CSafeLoader) for text in (f"a:\n  b: {way}\n  c: d\n", f"a: {{b: {way}, c: d}}")
        ]
    except (yaml.YAMLError, ValueError):
        return False
    return read == [{"a": {"b": words, "c": "d"}}] * 2


def _groups(source: str, new: Values) -> Iterator[dict[Keys, str]]:
    """Gather new values that stand below the same key which is not there yet."""
    root = yaml.compose(source, Loader=_LOADER) if source.strip() else None
    groups: dict[Keys, dict[Keys, str]] = {}
    for keys, words in new.items():
        groups.setdefault(keys[: len(_node_path(root, keys)) + 1], {})[keys] = words
    yield from groups.values()


def _node_path(root: yaml.Node | None, keys: Keys) -> list[yaml.MappingNode]:
    """Follow the keys down as long as there are mappings, the root left out."""
    path: list[yaml.MappingNode] = []
    node = root
    for key in keys:
        children = {str(name.value): value for name, value in node.value} if isinstance(node, yaml.MappingNode) else {}
        node = children.get(key)
        if not isinstance(node, yaml.MappingNode):
            break
        path.append(node)
    return path


def _added(source: str, group: Values, order: Sequence[Keys]) -> str:
    root = yaml.compose(source, Loader=_LOADER) if source.strip() else None
    first = next(iter(group))
    path = _node_path(root, first)
    depth, node = len(path), path[-1] if path else root
    end = "\r\n" if "\r\n" in source else "\n"
    if not isinstance(node, yaml.MappingNode) or not node.value:
        lines = _lines({keys[depth:]: words for keys, words in group.items()}, 0)
        return source + ("" if not source or source.endswith("\n") else end) + _joined(lines, end)
    indent = int(node.value[0][0].start_mark.column)
    lines = _lines({keys[depth:]: words for keys, words in group.items()}, indent)
    place, apart = _place(
        source,
        node,
        first[depth],
        [keys[depth] for keys in order if keys[:depth] == first[:depth] and len(keys) > depth],
    )
    before = source[:place] + ("" if place == 0 or source[place - 1] == "\n" else end)
    return (
        before
        + (end if apart and place else "")
        + _joined(lines, end)
        + (end if apart and not place else "")
        + source[place:]
    )


def _place(source: str, node: yaml.MappingNode, key: str, order: Sequence[str]) -> tuple[int, bool]:
    """Find where a new key goes: after the last that stands before it in order; tell if empty lines part the keys."""
    earlier = set(order[: order.index(key)]) if key in order else set(order)
    apart = any(isinstance(value, yaml.MappingNode) for _, value in node.value) and "\n\n" in source.replace("\r", "")
    before = [value for name, value in node.value if str(name.value) in earlier]
    if not before:
        start = int(node.value[0][0].start_mark.index)
        return source.rfind("\n", 0, start) + 1, apart
    after = source.find("\n", _end(before[-1], source))
    return (after + 1 if after >= 0 else len(source)), apart


def _end(node: yaml.Node, source: str) -> int:
    """Find where the last words of a value end."""
    while isinstance(node, yaml.MappingNode | yaml.SequenceNode) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    return start + len(source[start:end].rstrip())


def _lines(values: Values, indent: int) -> Iterator[str]:
    """Write values as a block, keys of the same mapping together."""
    blocks: dict[str, dict[Keys, str]] = {}
    for keys, words in values.items():
        blocks.setdefault(keys[0], {})[keys[1:]] = words
    for name, below in blocks.items():
        if () in below:
            yield f"{' ' * indent}{name}: {_scalar(below[()], None)}"
        else:
            yield f"{' ' * indent}{name}:"
            yield from _lines(below, indent + 2)


def _joined(lines: Iterator[str], end: str) -> str:
    return "".join(f"{line}{end}" for line in lines)
