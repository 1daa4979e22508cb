"""Reads a lesson's Markdown into a title and cards.

``# Title`` once, then cards as ``## Title {#card-id}``. A card holds paragraphs, lists, emphasis and links; a line
that is nothing but ``{{name}}`` is a fact slot, with or without empty lines around it. Raw HTML is never passed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from app.course.catalogue import CardPart, CardText, FactSlot, Html, LessonTitle, Place
from app.course.digests import digest_of
from app.course.reading import Reading

_CARD_HEADING = re.compile(r"(?P<title>.*?)\s*\{#(?P<id>[^{}]*)\}")
_SLOT = re.compile(r"\{\{\s*(?P<name>[a-z][a-z0-9_.]*)\s*\}\}")
_SLOT_TOKEN = "fact_slot"  # noqa: S105 - a kind of Markdown token, no secret.


@dataclass(frozen=True, slots=True)
class WrittenLesson:
    """What a lesson's file says in one language: cards by their id, in the order they are written."""

    title: LessonTitle | None
    cards: dict[str, CardText]


@dataclass(frozen=True, slots=True)
class _Section:
    level: str
    heading: str
    at: Place
    body: Sequence[Token]
    source: str


@dataclass(frozen=True, slots=True)
class Span:
    """The lines of a lesson's title (no id) or of a card, counted from 0: the heading, its body, the next heading."""

    id: str | None
    heading: int
    body: int
    end: int


def spans_of(source: str) -> list[Span]:
    """Give the lines of the title and the cards of a lesson that was read without a fault."""
    tokens, count = _MARKDOWN.parse(source), len(source.split("\n"))
    starts = [index for index, token in enumerate(tokens) if token.type == "heading_open" and token.level == 0]
    ends = [*(_lines(tokens[start])[0] for start in starts), count][1:]
    return [
        Span(_card_id(tokens[start + 1].content), *_lines(tokens[start]), end)
        for start, end in zip(starts, ends, strict=True)
    ]


def read_lesson(reading: Reading, path: Path, lang: str) -> WrittenLesson | None:
    """Read a lesson's file; None, and a fault, where it cannot be read at all."""
    source = reading.source(path)
    return parse_lesson(reading, path, source, lang) if source is not None else None


def parse_lesson(reading: Reading, path: Path, source: str, lang: str) -> WrittenLesson:
    """Read a lesson that is, or will be, in a file."""
    top, tokens = reading.place(path), _MARKDOWN.parse(source)
    _check(reading, top, tokens)
    sections = list(_sections(top, source, tokens))
    return WrittenLesson(_title(reading, top, sections, lang), _cards(reading, sections, lang))


def _sections(top: Place, source: str, tokens: Sequence[Token]) -> Iterator[_Section]:
    lines = source.split("\n")
    starts = [index for index, token in enumerate(tokens) if token.type == "heading_open" and token.level == 0]
    for start, end in zip(starts, [*starts, len(tokens)][1:], strict=True):
        heading = tokens[start]
        last = _lines(tokens[end])[0] if end < len(tokens) else len(lines)
        words = "\n".join(line.rstrip() for line in lines[_lines(heading)[1] : last]).strip()
        yield _Section(heading.tag, tokens[start + 1].content, _place(top, heading), tokens[start + 3 : end], words)


def _check(reading: Reading, top: Place, tokens: Sequence[Token]) -> None:
    if tokens and tokens[0].type != "heading_open":
        reading.fault(_place(top, tokens[0]), "this text stands outside of any card", "begin with `# Title`")
    for token in tokens:
        if token.type == "inline":
            reading.check_words(token.content, _place(top, token))
        elif token.type == _SLOT_TOKEN and token.level > 0:
            reading.fault(_place(top, token), "this placeholder stands inside a list", "give it a line outside of it")


def _title(reading: Reading, top: Place, sections: Sequence[_Section], lang: str) -> LessonTitle | None:
    titles = [section for section in sections if section.level == "h1"]
    if not titles or not titles[0].heading:
        reading.fault(top, "this lesson has no title", "begin the file with `# Title`")
        return None
    for section in titles[1:]:
        reading.fault(section.at, "this is a second lesson title", "write cards as `## Title {#card-id}`")
    for section in titles:
        if section.body:
            reading.fault(section.at, "there is text between this title and the first card", "move it into a card")
    heading = titles[0].heading
    return LessonTitle(lang=lang, digest=digest_of(heading), at=titles[0].at, title=heading)


def _cards(reading: Reading, sections: Sequence[_Section], lang: str) -> dict[str, CardText]:
    cards: dict[str, CardText] = {}
    for section in sections:
        if section.level == "h1":
            continue
        heading = _CARD_HEADING.fullmatch(section.heading)
        if section.level != "h2" or heading is None:
            reading.fault(section.at, "this heading begins no card", "write it as `## Title {#card-id}`")
        elif heading["id"] in cards:
            first = cards[heading["id"]].at.line
            reading.fault(
                section.at, f"the card `{heading['id']}` is written twice, first on line {first}", "keep one of them"
            )
        else:
            cards[heading["id"]] = _card(section, heading["title"], lang)
    return cards


def _card_id(heading: str) -> str | None:
    found = _CARD_HEADING.fullmatch(heading)
    return found["id"] if found else None


def _card(section: _Section, title: str, lang: str) -> CardText:
    digest, parts = digest_of([title, section.source]), tuple(_parts(section))
    return CardText(lang=lang, digest=digest, at=section.at, title=title, parts=parts, source=section.source)


def _parts(section: _Section) -> Iterator[CardPart]:
    words: list[Token] = []
    for token in section.body:
        if token.type == _SLOT_TOKEN and token.level == 0:
            yield from _html(words)
            words = []
            yield FactSlot(token.content, _place(section.at, token))
        else:
            words.append(token)
    yield from _html(words)


def _html(tokens: Sequence[Token]) -> Iterator[Html]:
    if tokens:
        yield Html(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}).strip())


def _lines(token: Token) -> tuple[int, int]:
    first, last = token.map or (0, 0)
    return first, last


def _place(top: Place, token: Token) -> Place:
    return Place(top.file, _lines(token)[0] + 1)


def _slot_rule(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Recognise a line that is nothing but a placeholder."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    found = _SLOT.fullmatch(line.rstrip())
    if found is None:
        return False
    if not silent:
        token = state.push(_SLOT_TOKEN, "", 0)
        token.content = found["name"]
        token.map = [start, start + 1]
        state.line = start + 1
    return True


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False}).enable(["heading", "list", "emphasis", "link", "escape", "entity"])
    # "alt" lets the rule end a paragraph, so that a placeholder needs no empty line before it.
    parser.block.ruler.before("heading", _SLOT_TOKEN, _slot_rule, {"alt": ["paragraph", "list"]})
    return parser


_MARKDOWN = _parser()
