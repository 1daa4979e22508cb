"""Puts new words into a lesson's Markdown, card by card, and leaves every other byte as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from app.course.markdown import Span, spans_of

Passages = Mapping[str, str]
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_HEADING = re.compile(r"(?P<before>\s*#+\s*)(?P<title>.*?)(?P<after>\s*(?:\{#[^{}]*\})?\s*#*\s*)", re.DOTALL)


def with_lesson(source: str, title: str | None, cards: Mapping[str, Passages], order: Sequence[str]) -> str:
    """Put a title and cards, by their id, into a lesson; a card that is not there yet is added in order."""
    end = "\r\n" if "\r\n" in source else "\n"
    lines = _LINE.findall(source)
    spans = spans_of("\n".join(line.rstrip("\r\n") for line in lines))
    known = {span.id for span in spans}
    heading = {} if title is None else {"title": title}
    for span in reversed(spans):
        lines = _changed(lines, span, heading if span.id is None else cards.get(span.id, {}), end)
    source = "".join(lines) if None in known or title is None else "".join([f"# {title}{end}", *lines])
    for name in order:
        if name in cards and name not in known:
            source = _added(source, name, cards[name], order, end)
    return source


def _changed(lines: list[str], span: Span, words: Passages, end: str) -> list[str]:
    """Change the heading or the body of one span, keeping the empty lines around the body."""
    heading, body = lines[span.heading], lines[span.body : span.end]
    if "title" in words and (found := _HEADING.fullmatch(heading)):
        heading = found["before"] + words["title"] + found["after"]
    if "text" in words:
        full = [index for index, line in enumerate(body) if line.replace("\u200b", "").strip()]
        first, last = (full[0], full[-1] + 1) if full else (0, 0)
        is_open = last == len(body) and not body[-1].endswith(("\r", "\n"))
        body = [*body[:first], *_lines(words["text"], end), *body[last:]]
        body[-1] = body[-1].rstrip("\r\n") if is_open else body[-1]
    return [*lines[: span.heading], heading, *body, *lines[span.end :]]


def _added(source: str, name: str, words: Passages, order: Sequence[str], end: str) -> str:
    lines = _LINE.findall(source)
    spans = spans_of("\n".join(line.rstrip("\r\n") for line in lines))
    earlier = {None, *order[: order.index(name)]}
    before = [span for span in spans if span.id in earlier]
    place = min(before[-1].end, len(lines)) if before else 0
    while place and not lines[place - 1].strip():
        place -= 1
    if place:
        lines[place - 1] = lines[place - 1].rstrip("\r\n") + end
    card = [end, f"## {words['title']} {{#{name}}}{end}", end, *_lines(words["text"], end)]
    return "".join([*lines[:place], *card, *lines[place:]])


def _lines(words: str, end: str) -> list[str]:
    return [f"{line}{end}" for line in words.split("\n")]
