"""Reads the names in a line: in one column or two, in one script or two, with titles and numbers before them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.core.names import NameWarning, is_latin
from app.core.naming.characters import is_letter, script_of
from app.learners.numbering import read_number
from app.learners.rules import ReadName, read_name
from app.rosters.cells import Cell, shown
from app.rosters.columns import Column
from app.rosters.people import Correction, Doubt, Fault, Option, Question, Why, Wrong
from app.rosters.sexes import read_sex

_LANGUAGES = {"KHMER": "km", "LAO": "lo", "MYANMAR": "my", "THAI": "th", "CJK": "zh"}
_FAMILY_FIRST = frozenset({"vi", "km", "zh", "my"})
_FAMILY_FIRST_COUNTRIES = frozenset({"KH", "VN", "CN", "MM"})
_LINE_NUMBER = re.compile(r"^[(\[]?\d{1,4}\s*[.)\]\u17d4\u3001-]\s*(?=\D)")
_TWO_NAMES = re.compile(r"\s*[\n/()\uff08\uff09|]\s*|\s+-\s+")
_LATIN_TITLES = r"(?:mr|mrs|ms|miss|mme)(?:\.\s*|\s+)"
_KHMER_TITLES = r"(?:លោកស្រី|លោក|អ្នកស្រី|កញ្ញា)\s+"
_LAO_TITLES = r"(?:ທ້າວ|ນາງສາວ|ນາງ|ທ່ານ)\s+"
_THAI_TITLES = r"(?:นางสาว|น\.\s?ส\.|นาย(?!\s*$)|ด\.\s?[ชญ]\.|เด็กชาย|เด็กหญิง|นาง\s)\s*"
_TITLE = re.compile(f"^(?:{_LATIN_TITLES}|{_KHMER_TITLES}|{_LAO_TITLES}|{_THAI_TITLES})", re.I)
_INVISIBLE = re.compile("[\u00ad\u034f\u17b4\u17b5\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
LEAVE_OUT = "out"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of a roster beside its cells."""

    locale: str
    origin: str | None = None
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The names of learners whose numbers stand in the roster, by number."""


@dataclass(slots=True)
class Found:
    """What has been read of a line so far."""

    corrections: list[Correction]
    faults: list[Fault]
    questions: list[Question]


@dataclass(frozen=True, slots=True)
class _Typed:
    """A name as it was typed, and in which column."""

    column: Column
    text: str
    before: str
    why: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a line, and the sex that a title told."""

    native: str | None = None
    latin: str | None = None
    sex: str | None = None


def read_names(
    key: str, cells: Mapping[Column, Cell], around: Surroundings, choices: Mapping[str, str], found: Found
) -> Names:
    """Read both names of a line; what is in doubt becomes a question."""
    kept = _as_kept(cells, around)
    if kept is not None:
        return kept
    names: dict[bool, str] = {}
    title = None
    for typed in _typed_names(cells, around):
        without, told = _without_title(typed)
        title = title or told
        latin = _is_plain_latin(without.text, typed.column)
        if latin in names:
            continue
        name = _settled(f"{key}.{'latin' if latin else 'native'}", without, latin, around, choices, found)
        if name:
            names[latin] = name
    if not names and not found.faults:
        found.faults.append(Fault(Column.NAME, "", Wrong.NO_NAME))
    return Names(names.get(False), names.get(True), title)


def _as_kept(cells: Mapping[Column, Cell], around: Surroundings) -> Names | None:
    """Take the names that went out with a learner's number as they are; they were asked about when they came in."""
    number = read_number(shown(cells.get(Column.NUMBER)))
    known = around.names.get(number or "", frozenset())
    native, latin = shown(cells.get(Column.NAME)), shown(cells.get(Column.LATIN))
    came = [name for name in (native, latin) if name]
    return Names(native or None, latin or None) if came and known.issuperset(came) else None


def invisible_or_disordered(before: str, after: str) -> tuple[Why, ...]:
    """Tell why a text changed by being put in order; nothing where only spaces did."""
    if _INVISIBLE.search(before):
        return (Why.INVISIBLE,)
    return (Why.COMPOSED,) if "".join(before.split()) != "".join(after.split()) else ()


def _typed_names(cells: Mapping[Column, Cell], around: Surroundings) -> Iterator[_Typed]:
    texts = {column: str(shown(cell)) for column, cell in cells.items()}
    for column in (Column.NAME, Column.LATIN):
        if column in texts:
            yield from _split(column, texts[column])
    for family, given in ((Column.FAMILY, Column.GIVEN), (Column.LATIN_FAMILY, Column.LATIN_GIVEN)):
        parts = {column: texts[column] for column in (family, given) if column in texts}
        if parts:
            yield _joined(parts, family, around)


def _split(column: Column, raw: str) -> Iterator[_Typed]:
    """Take off a number before the name, and part two names in two scripts."""
    text = _LINE_NUMBER.sub("", raw)
    why = (Why.ORDINAL,) if text != raw else ()
    parts = [part for part in _TWO_NAMES.split(text) if part.strip()]
    if len(parts) == 2 and is_latin(parts[0]) != is_latin(parts[1]) and all(map(_has_letters, parts)):
        for part in parts:
            yield _Typed(column, part, raw, (*why, Why.SPLIT))
    else:
        yield _Typed(column, text, raw, why)


def _joined(parts: Mapping[Column, str], family: Column, around: Surroundings) -> _Typed:
    """Put family and given name in the order of their language."""
    text = "".join(parts.values())
    language = _language(text, around)
    if is_latin(text) and language not in _FAMILY_FIRST:
        first = around.origin in _FAMILY_FIRST_COUNTRIES
    else:
        first = language in _FAMILY_FIRST
    words = [parts[column] for column in sorted(parts, key=lambda column: (column is family) is not first)]
    between = "" if language == "zh" else " "
    before = " + ".join(parts.values())
    return _Typed(family, between.join(words), before, (Why.JOINED,) if len(words) > 1 else ())


def _without_title(typed: _Typed) -> tuple[_Typed, str | None]:
    found = _TITLE.match(typed.text.strip())
    rest = typed.text.strip()[found.end() :] if found else ""
    if not found or not _has_letters(rest):
        return typed, None
    return _Typed(typed.column, rest, typed.before, (*typed.why, Why.TITLE)), read_sex(found[0].strip())


def _settled(
    key: str, typed: _Typed, latin: bool, around: Surroundings, choices: Mapping[str, str], found: Found
) -> str | None:
    language = None if latin else _language(typed.text, around)
    read = read_name(typed.text, language)
    if read.fault:
        found.faults.append(Fault(typed.column, typed.before, Wrong.NOT_A_NAME))
        return None
    name = read.name or _ask(key, typed, read, choices, found)
    zawgyi = NameWarning.ZAWGYI_CONVERTED in read.warnings and name != typed.text
    why = (*typed.why, *((Why.ZAWGYI,) if zawgyi else invisible_or_disordered(typed.text, name)))
    if why:
        found.corrections.append(Correction(typed.column, typed.before, name, why))
    return name


def _ask(key: str, typed: _Typed, read: ReadName, choices: Mapping[str, str], found: Found) -> str:
    """Ask which reading is right; where Zawgyi is sure and nothing else is odd, the converted one is proposed."""
    doubts = tuple(Doubt(warning.value) for warning in read.warnings)
    options = tuple(Option(str(place), reading) for place, reading in enumerate(read.readings))
    is_sure = doubts == (Doubt.ZAWGYI_CONVERTED,)
    answer = choices.get(key) or ("0" if is_sure else None)
    if answer not in {LEAVE_OUT, *(option.value for option in options)}:
        answer = None
    found.questions.append(Question(key, doubts, options, answer, typed.before, typed.column, is_asked=not is_sure))
    return read.readings[int(answer)] if answer and answer != LEAVE_OUT else read.readings[0]


def _language(text: str, around: Surroundings) -> str:
    """Tell the language of a name by its letters; Latin ones are of the class's language."""
    scripts = {script_of(letter) for letter in text if is_letter(letter)}
    for script, language in _LANGUAGES.items():
        if script in scripts:
            return language
    if around.locale == "vi" or around.origin == "VN":
        return "vi"
    return around.locale.partition("-")[0]


def _is_plain_latin(text: str, column: Column) -> bool:
    """Tell whether a name is for the passport's line: Latin letters without accents, or where the heading says so."""
    if not is_latin(unicodedata.normalize("NFC", text)):
        return False
    return text.isascii() or column in (Column.LATIN, Column.LATIN_FAMILY, Column.LATIN_GIVEN)


def _has_letters(text: str) -> bool:
    return any(map(is_letter, text))
