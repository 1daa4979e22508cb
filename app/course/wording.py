"""What the checks of wording work on: the words of a text without markup, beside those of its English, and findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from html import unescape

from app.core.i18n import SOURCE, Locale
from app.course.catalogue import NOWHERE, CardText, Course, Html, Module, Place, Text
from app.course.errors import Fault
from app.course.status import unit_names
from app.course.units import written_passages

_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"</(?:p|li)>")


class Kind(StrEnum):
    """What a finding is about."""

    SCRIPT = "script"
    ENGLISH = "english"
    NUMBER = "number"
    LENGTH = "length"
    TERM = "term"
    CHARACTER = "character"
    ORDER = "order"
    ZAWGYI = "zawgyi"
    SAME = "same"
    ANSWER = "answer"
    PLACEHOLDER = "placeholder"
    POOL = "pool"


class Severity(StrEnum):
    """Whether a finding is certain damage, or something a reviewer should look at."""

    FAULT = "fault"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something seen in the words of a unit (``contract/what-for/promise``) in one locale."""

    unit: str
    kind: Kind
    what: str
    severity: Severity = Severity.WARNING
    at: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Pair:
    """The words of a unit in a locale, passage by passage, and the English they were made from."""

    unit: str
    locale: Locale
    own: dict[str, str]
    english: dict[str, str]
    at: Place = field(default=NOWHERE, compare=False, repr=False)

    @property
    def own_words(self) -> str:
        """Give the words of the whole unit."""
        return "\n".join(self.own.values())

    @property
    def english_words(self) -> str:
        """Give the English words of the whole unit."""
        return "\n".join(self.english.values())

    def found(self, kind: Kind, what: str, severity: Severity = Severity.WARNING) -> Finding:
        """Say what was seen in this unit."""
        return Finding(self.unit, kind, what, severity, self.at)


def passages(text: Text) -> dict[str, str]:
    """Take the words of a text apart, each passage without markup and under a name of its own."""
    own = written_passages(text)
    return own | {"text": _plain(text)} if isinstance(text, CardText) else own


def pairs(course: Course, locale: Locale, module: Module | None = None) -> Iterator[Pair]:
    """Go through the units of the course, or of one module, that a locale has."""
    own, english = (dict(course.editions[tag].units()) for tag in (locale.tag, SOURCE.tag))
    for one in (module,) if module else course.modules:
        for unit, name in unit_names(one).items():
            if name in own:
                at = own[name].at
                yield Pair(f"{one.slug}/{unit}", locale, passages(own[name]), passages(english[name]), at)


def faults_in(findings: Iterable[Finding]) -> Iterator[Fault]:
    """Give the findings that are certain damage as faults of the files they stand in."""
    for one in findings:
        if one.severity is Severity.FAULT:
            yield Fault(one.at.file, one.at.line, f"{one.unit}: {one.what}", _REMEDIES[one.kind])


def _plain(text: CardText) -> str:
    html = "\n".join(part.html for part in text.parts if isinstance(part, Html))
    return unescape(_TAG.sub("", _BREAK.sub("\n", html))).strip()


_REMEDIES = {
    Kind.PLACEHOLDER: "write it as the English has it",
    Kind.NUMBER: "write the same figures as the English",
    Kind.CHARACTER: "take the character out",
    Kind.ORDER: "type the word again",
    Kind.ZAWGYI: "convert it to Unicode",
}
