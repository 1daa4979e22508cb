"""Plain drawings out of SVG files that somebody sent: flat shapes, rebuilt from a list of what may be there.

Nothing of the file is passed on as it is. What would change how a drawing looks and cannot be kept (gradients, text,
pictures inside, clips, filters), what runs and what points anywhere makes the whole file refused, by its name; what
only editors need (metadata, layers' names) is left out. So what is kept can neither fetch, run nor grow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

import tinycss2

SVG = "http://www.w3.org/2000/svg"
MOST_SHAPES, DEEPEST, MOST_LETTERS = 4_000, 40, 200_000
"""How many shapes, how deep in groups, and how many letters of paths: a coat of arms has some hundred shapes."""
_MOST_TAGS = 5 * MOST_SHAPES
"""Opening and closing ones, with what editors keep for themselves."""
_SHAPES: Mapping[str, tuple[str, ...]] = {
    "path": ("d",),
    "rect": ("x", "y", "width", "height", "rx", "ry"),
    "circle": ("cx", "cy", "r"),
    "ellipse": ("cx", "cy", "rx", "ry"),
    "line": ("x1", "y1", "x2", "y2"),
    "polyline": ("points",),
    "polygon": ("points",),
    "g": (),
}
_LOOKS = (
    "fill",
    "fill-opacity",
    "fill-rule",
    "stroke",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "opacity",
)
_LEFT_OUT = frozenset({"title", "desc", "metadata", "namedview", "style"})
_CHANGES_LOOKS = frozenset(
    {"filter", "mask", "clip-path", "mix-blend-mode", "marker-start", "marker-mid", "marker-end"}
)
_NUMBER = r"[-+]?(?:\d++(?:\.\d*+)?|\.\d++)(?:[eE][-+]?\d++)?"
"""As all patterns here, it reads each sign once: a file that was made to be slow is refused as fast as any other."""
_LENGTH = re.compile(rf"({_NUMBER})(?:px)?")
_PATH = re.compile(r"[MmZzLlHhVvCcSsQqTtAa0-9eE+\-.,\s]*")
_NUMBERS = re.compile(r"[0-9eE+\-.,\s]*")
_TRANSFORM = re.compile(r"\s*(?:(?:matrix|translate|scale|rotate|skewX|skewY)\s*\([0-9eE+\-.,\s]*\)[\s,]*)*")
_LOOK = re.compile(r"none|inherit|[a-zA-Z]{3,20}|#[0-9a-fA-F]{3,8}|rgba?\([\d\s.,%]+\)|[0-9eE+\-.,\s%]*(?:px)?")
_CLASS = re.compile(r"\s*\.([\w-]+)\s*")
_DECLARES = re.compile(r"<!\s*(?:ENTITY|ATTLIST|ELEMENT)|<!DOCTYPE[^<>]*\[", re.IGNORECASE)


class NotPlain(ValueError):
    """A drawing is not one of flat shapes; ``what`` names the part that cannot be kept, as the file calls it."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(what)


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes, safe to be drawn, and the box they are drawn in."""

    shapes: str
    """Elements of SVG without a root."""
    left: float
    top: float
    width: float
    height: float

    def to_svg(self) -> bytes:
        """Write it as a file of its own, which reads back as the same drawing."""
        box = f"{self.left:g} {self.top:g} {self.width:g} {self.height:g}"
        return f'<svg xmlns="{SVG}" viewBox="{box}">{self.shapes}</svg>'.encode()

    def placed(self, x: float, y: float, width: float, height: float) -> str:
        """Draw it in the middle of a box, as large as the box allows."""
        scale = min(width / self.width, height / self.height)
        x += (width - self.width * scale) / 2 - self.left * scale
        y += (height - self.height * scale) / 2 - self.top * scale
        return f'<g transform="translate({x:.4f} {y:.4f}) scale({scale:.6f})">{self.shapes}</g>'


def plain_drawing(content: bytes) -> Drawing:
    """Read a file and rebuild its drawing; raise NotPlain."""
    try:
        return _rebuilt(_root_of(content))
    except RecursionError:  # Brackets in brackets in brackets, as no drawing program writes them.
        raise NotPlain("<style>") from None


def _rebuilt(root: ElementTree.Element) -> Drawing:
    _refuse_handlers(root.attrib)
    left, top, width, height = _box_of(root)
    rules = dict(_rules_of(root))
    out = ElementTree.Element("g")
    for child in root:
        _rebuild(child, out, rules, depth=1)
    shapes = sum(1 for _ in out.iter()) - 1
    if not any(element.tag != "g" for element in out.iter()):
        raise NotPlain("svg")
    if shapes > MOST_SHAPES:
        raise NotPlain(f"{shapes} shapes")
    return Drawing("".join(ElementTree.tostring(child, encoding="unicode") for child in out), left, top, width, height)


def _root_of(content: bytes) -> ElementTree.Element:
    """Parse a file that declares nothing; what it is written in is UTF-8, whatever it says."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotPlain("encoding") from None
    if len(text) > 2 * MOST_LETTERS:
        raise NotPlain(f"{len(text)} letters")
    if text.count("<") > _MOST_TAGS:
        raise NotPlain(f"{text.count('<')} <…>")
    if _DECLARES.search(text):
        raise NotPlain("<!ENTITY>")
    try:
        root = ElementTree.fromstring(text)  # noqa: S314  # It declares no entity, which was just looked for.
    except (ElementTree.ParseError, ValueError, RecursionError):
        raise NotPlain("XML") from None
    if root.tag != f"{{{SVG}}}svg":
        raise NotPlain(_bare(root.tag))
    return root


def _box_of(root: ElementTree.Element) -> tuple[float, float, float, float]:
    """Tell the box of the drawing: its viewBox, or its width and height."""
    box = root.get("viewBox")
    if box is None:
        sizes = [_LENGTH.fullmatch(root.get(name, "").strip()) for name in ("width", "height")]
        numbers = [0.0, 0.0, *(float(size[1]) for size in sizes if size)]
    else:
        numbers = [float(part) for part in re.findall(_NUMBER, box)]
    if len(numbers) != 4 or not all(1e-3 < side < 1e6 for side in numbers[2:]) or max(map(abs, numbers)) > 1e6:
        raise NotPlain("viewBox")
    return numbers[0], numbers[1], numbers[2], numbers[3]


def _rules_of(root: ElementTree.Element) -> Iterator[tuple[str, dict[str, str]]]:
    """Read the rules for classes, which drawing programs write; any other rule is refused."""
    for style in root.iter(f"{{{SVG}}}style"):
        for rule in tinycss2.parse_stylesheet(style.text or "", skip_comments=True, skip_whitespace=True):
            if rule.type != "qualified-rule":
                raise NotPlain("<style>")
            for selector in tinycss2.serialize(rule.prelude).split(","):
                name = _CLASS.fullmatch(selector)
                if name is None:
                    raise NotPlain(f"<style> {selector.strip()[:20]}")
                yield name[1], _declared(tinycss2.serialize(rule.content))


def _declared(style: str) -> dict[str, str]:
    found = tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True)
    return {one.name.lower(): tinycss2.serialize(one.value).strip() for one in found if one.type == "declaration"}


def _rebuild(
    element: ElementTree.Element, into: ElementTree.Element, rules: Mapping[str, dict[str, str]], *, depth: int
) -> None:
    """Copy what may stay of an element and of what is in it."""
    if not isinstance(element.tag, str) or not element.tag.startswith(f"{{{SVG}}}"):
        return  # A comment, or what an editor keeps for itself.
    tag = _bare(element.tag)
    if tag in _LEFT_OUT or (tag == "defs" and all(_bare(child.tag) in _LEFT_OUT for child in element)):
        return
    if tag not in _SHAPES:
        raise NotPlain(f"<{tag}>")
    if depth > DEEPEST:
        raise NotPlain(f"{depth} <g>")
    copy = ElementTree.SubElement(into, tag, dict(_attributes_of(element, tag, rules)))
    for child in element:
        _rebuild(child, copy, rules, depth=depth + 1)


def _attributes_of(
    element: ElementTree.Element, tag: str, rules: Mapping[str, dict[str, str]]
) -> Iterator[tuple[str, str]]:
    """Give what an element may keep: where it is, its transform and its looks, a style winning over an attribute."""
    looks = {name: value for name, value in element.attrib.items() if not name.startswith("{")}
    _refuse_handlers(looks)
    for name in element.get("class", "").split():
        looks |= rules.get(name, {})
    looks |= _declared(element.get("style", ""))
    for name in _CHANGES_LOOKS & set(looks):
        if looks[name] not in ("none", "normal"):
            raise NotPlain(name)
    if looks.get("display") == "none" or looks.get("visibility") == "hidden":
        looks["opacity"] = "0"
    for name in _SHAPES[tag]:
        if name in looks:
            yield name, _checked(name, looks[name])
    if "transform" in looks:
        yield "transform", _matching(_TRANSFORM, "transform", looks["transform"])
    yield from ((name, _matching(_LOOK, name, looks[name])) for name in _LOOKS if name in looks)


def _refuse_handlers(names: Iterable[str]) -> None:
    for name in names:
        if name.lower().startswith("on"):
            raise NotPlain(name)


def _checked(name: str, value: str) -> str:
    if name == "d":
        return _matching(_PATH, name, value)
    if name == "points":
        return _matching(_NUMBERS, name, value)
    return _matching(_LENGTH, name, value.strip())


def _matching(pattern: re.Pattern[str], name: str, value: str) -> str:
    value = value.strip()
    if pattern.fullmatch(value) is None:
        raise NotPlain(f'{name}="{value[:20]}"')
    return value


def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]
