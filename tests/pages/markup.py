"""Reads a page as a tree of elements, as far as the tests of its craft need one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
CONTROLS = frozenset({"input", "select", "textarea"})


@dataclass
class Element:
    """An element with its attributes, its text and what it lies in."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Give all text inside, in one line."""
        return re.sub(r"\s+", " ", self._text()).strip()

    def _text(self) -> str:
        return "".join(child if isinstance(child, str) else child._text() for child in self.children)

    def get(self, name: str) -> str:
        """Give an attribute, empty where there is none."""
        return self.attributes.get(name, "")

    def every(self, *tags: str) -> Iterator[Element]:
        """Go through the elements inside, of these tags or of any."""
        for child in self.children:
            if isinstance(child, Element):
                if not tags or child.tag in tags:
                    yield child
                yield from child.every(*tags)

    def parents(self) -> Iterator[Element]:
        """Go outwards through what the element lies in."""
        if self.parent:
            yield self.parent
            yield from self.parent.parents()


class Broken(AssertionError):
    """A page whose tags do not match."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.top = self.here = Element("", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            raise Broken(f"<{tag}> says an attribute twice: {names}")
        element = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(element)
        if tag not in VOID:
            self.here = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag != self.here.tag or self.here.parent is None:
            raise Broken(f"</{tag}> closes <{self.here.tag}> in line {self.getpos()[0]}")
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


def read(html: str) -> Element:
    """Read a page; raise Broken where a tag is not closed or not opened."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.here is not reader.top:
        raise Broken(f"<{reader.here.tag}> is never closed")
    return reader.top


def controls_of(page: Element, form: Element) -> list[Element]:
    """Give what belongs to a form, inside it or by its name."""
    inside = set(map(id, form.every()))
    return [
        control
        for control in page.every(*CONTROLS, "button")
        if id(control) in inside or (form.get("id") and control.get("form") == form.get("id"))
    ]


def sent_by(page: Element, form: Element) -> dict[str, list[str]]:
    """Give what a browser would send if the form were sent untouched."""
    fields: dict[str, list[str]] = {}
    for control in controls_of(page, form):
        kind = control.get("type")
        name = control.get("name")
        if (
            not name
            or control.tag == "button"
            or (kind in ("radio", "checkbox") and "checked" not in control.attributes)
        ):
            continue
        fields.setdefault(name, []).append(_value(control))
    return fields


def _value(control: Element) -> str:
    if control.tag == "select":
        options = list(control.every("option"))
        return next((one for one in options if "selected" in one.attributes), options[0]).get("value")
    if control.tag == "textarea":
        return control.text
    return control.attributes.get("value", "on" if control.get("type") in ("radio", "checkbox") else "")
