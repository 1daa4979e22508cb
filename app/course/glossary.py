"""The glossary: for each English term the one form that each language uses, read from ``curriculum/glossary.yaml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.core.i18n import LOCALES, SOURCE
from app.course.catalogue import NOWHERE, Place
from app.course.documents import Fields, read_required
from app.course.errors import BrokenCourse
from app.course.reading import Reading

_TAGS = tuple(locale.tag for locale in LOCALES if locale is not SOURCE)


@dataclass(frozen=True, slots=True)
class Rendering:
    """How a language says a term: the form to use, others that are in use, and what a translator must know.

    At risk is a form that nobody was sure of: a speaker of the language must confirm it.
    """

    use: str
    also: tuple[str, ...] = ()
    note: str | None = None
    risk: bool = False
    at: Place = field(default=NOWHERE, compare=False, repr=False)

    @property
    def forms(self) -> tuple[str, ...]:
        """Give every form that counts as this term, the one to use first."""
        return (self.use, *self.also)


@dataclass(frozen=True, slots=True)
class Term:
    """An English term, the words by which a text is known to speak of it, and its renderings by locale."""

    english: str
    find: tuple[str, ...]
    renderings: Mapping[str, Rendering]
    at: Place = field(default=NOWHERE, compare=False, repr=False)


Glossary = tuple[Term, ...]


def load_glossary(root: Path) -> Glossary:
    """Load the glossary from a curriculum folder; raise BrokenCourse with every fault where there is any."""
    reading = Reading(root.absolute())
    terms = tuple(_terms(reading))
    if reading.faults:
        raise BrokenCourse(reading.faults)
    return terms


def _terms(reading: Reading) -> Iterator[Term]:
    fields = read_required(reading, reading.root / "glossary.yaml", "write in it how each language says each term")
    for name, block in fields.all_blocks().items() if fields else ():
        yield _term(reading, block, name)


def _term(reading: Reading, fields: Fields, name: str) -> Term:
    find = fields.words("find") if "find" in fields.names else (name,)
    blocks = {tag: block for tag in _TAGS if (block := fields.block(tag))}
    renderings = {tag: _rendering(reading, block) for tag, block in blocks.items()}
    fields.refuse_others()
    return Term(name, find, renderings, fields.at)


def _rendering(reading: Reading, fields: Fields) -> Rendering:
    rendering = Rendering(
        use=fields.prose("use"),
        also=fields.words("also") if "also" in fields.names else (),
        note=fields.text_or_none("note"),
        risk=fields.truth("risk"),
        at=fields.at,
    )
    for form in {form for form in rendering.forms if rendering.forms.count(form) > 1}:
        reading.fault(fields.at, f"the form `{form}` is written twice", "write it once")
    fields.refuse_others()
    return rendering
