"""What a certificate states: everything that is printed, and nothing else is read when it is drawn.

The register stores exactly this, as JSON. So a certificate that is drawn again in ten years is the one that was given,
whatever has become of the course, the programme or the learner.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from app.core.i18n import LOCALES
from app.programme.design import STANDARD, is_key

KINDS = ("core", "full")
KEYS = (
    "heading",
    "states_that",
    "has_completed",
    "modules_label",
    "hours_label",
    "started_label",
    "completed_label",
    "issued_label",
    "valid_until_label",
    "no_end",
    "issuer_label",
    "seal_label",
    "number_label",
    "code_label",
    "version_label",
    "check_sentence",
    "disclaimer",
    "sample_note",
    "draft_note",
    "help_heading",
    "help_note",
)
"""The keys of the words. They belong to the design: another set is another design, or old certificates break."""


_LATER = (
    "course_digest",
    "header",
    "header_english",
    "legal_line",
    "legal_line_english",
    "signatory",
    "signatory_english",
    "signatory_title",
    "signatory_title_english",
)
"""What statements did not hold from the first day on; left out where it is empty."""


class BrokenStatement(ValueError):
    """A statement contradicts itself or lacks something; the message says what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Everything printed on one certificate, as finished text in its own language and in English.

    ``words`` holds the fixed sentences in the certificate's language, ``english`` the same in English, by these keys:

    - ``heading``: what this paper is; ``states_that``: stands above the name;
    - ``has_completed``: stands below the name and says in one sentence what was learned, with the course's title;
    - ``modules_label``, ``hours_label``, ``started_label``, ``completed_label``, ``issued_label``,
      ``valid_until_label``, ``number_label``, ``code_label``, ``version_label``: stand before what they name;
    - ``no_end``: stands for the last valid day where there is none;
    - ``issuer_label``: stands above the issuer; ``seal_label``: in the place for the seal;
    - ``check_sentence``: how to check the paper; the short address stands below it;
    - ``disclaimer``: what the paper is not;
    - ``sample_note``: printed where there is a watermark: that it is no real certificate;
    - ``draft_note``: printed where ``is_draft``: that nobody has checked this language yet, so the English counts;
    - ``help_heading`` and ``help_note``: above and below the help lines on the back.

    Raises BrokenStatement.
    """

    design: str = STANDARD
    """The key of its pictures."""
    locale: str
    """The tag of the certificate's own language; never the reader's."""
    kind: str
    number: str
    code: str
    """As printed, in two halves: 7Q4F-2M9X."""
    check_address: str
    """What the QR holds."""
    short_address: str
    """What a person types, who then gives number and code."""
    name_native: str | None
    name_latin: str | None
    """As in the passport."""
    course_title: str
    course_version: str
    course_digest: str = ""
    """Which words were taught under that version; kept and not printed."""
    modules: tuple[str, ...]
    modules_english: tuple[str, ...] = ()
    design_hours: str
    """How long the course is made to take: "7 hours". Empty, like the two days, on a copy that leaves them out."""
    design_hours_english: str = ""
    started_on: date | None
    completed_on: date | None
    issued_on: date
    valid_until: date | None
    issuer_name: str
    issuer_name_english: str = ""
    issuer_contact: str
    watermark: str | None
    is_draft: bool = False
    """Whether the words of this language wait for a first check."""
    words: Mapping[str, str]
    english: Mapping[str, str]
    further_disclaimers: tuple[tuple[str, str], ...] = ()
    """The disclaimer in other languages, of the destination above all: tag and text."""
    help_lines: tuple[tuple[str, str], ...] = ()
    """What for and which number, for the back; without them there is no back."""
    header: str = ""
    """What the issuer's state writes above such papers. This and what follows are words of the design, if any."""
    header_english: str = ""
    legal_line: str = ""
    legal_line_english: str = ""
    signatory: str = ""
    signatory_english: str = ""
    signatory_title: str = ""
    signatory_title_english: str = ""

    def __post_init__(self) -> None:
        fault = _fault_of(self)
        if fault:
            raise BrokenStatement(fault)

    @property
    def names(self) -> tuple[str, ...]:
        """Give the names as they stand on the paper, the large one first; two equal ones are one."""
        return tuple(dict.fromkeys(name for name in (self.name_native, self.name_latin) if name))

    def to_json(self) -> str:
        """Write the statement for the register; equal statements give equal text.

        One issued before something was kept is written as it was, so that its paper stays the same.
        """
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        values = {name: value for name, value in values.items() if value or name not in _LATER}
        return json.dumps(values, ensure_ascii=False, sort_keys=True, default=_plain)

    @classmethod
    def from_json(cls, text: str) -> Statement:
        """Read what ``to_json`` wrote."""
        values = json.loads(text)
        known = {field.name for field in fields(cls)}
        if not isinstance(values, dict) or not set(values) <= known:
            raise BrokenStatement("This is no statement, or one that a later version has written.")
        return cls(**{name: _READ.get(name, _same)(value) for name, value in values.items()})


def _fault_of(statement: Statement) -> str | None:
    """Say what is wrong with a statement, the gravest first."""
    keys = set(KEYS)
    checks = (
        (not is_key(statement.design), f"design {statement.design!r} is not known"),
        (statement.locale not in {locale.tag for locale in LOCALES}, f"locale {statement.locale!r} is not known"),
        (statement.kind not in KINDS, f"kind {statement.kind!r} is not known"),
        (not statement.names, "neither of the two names is given"),
        (not statement.modules, "no module is named"),
        ((statement.started_on is None) != (statement.completed_on is None), "one of the days of learning is missing"),
        (
            bool(statement.modules_english) and len(statement.modules_english) != len(statement.modules),
            "the modules in English are not as many as the modules",
        ),
        (set(statement.words) != keys, f"words differ in {sorted(set(statement.words) ^ keys)}"),
        (set(statement.english) != keys, f"English words differ in {sorted(set(statement.english) ^ keys)}"),
    )
    return next((fault for wrong, fault in checks if wrong), None)


def _plain(value: object) -> object:
    """Turn what JSON does not know into what it knows."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{value!r} cannot stand in a statement")


def _same(value: Any) -> Any:
    return value


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _pairs(value: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(pair) for pair in value)


_READ: dict[str, Callable[[Any], Any]] = {
    "started_on": _day,
    "completed_on": _day,
    "issued_on": _day,
    "valid_until": _day,
    "modules": tuple,
    "modules_english": tuple,
    "further_disclaimers": _pairs,
    "help_lines": _pairs,
}
