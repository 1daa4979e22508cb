"""The columns of a roster, and the headings by which offices name them in seven languages.

The first heading of a language is the one that our own files carry; so a file of ours can always be read again.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from app.core.names import name_key
from app.core.naming import zawgyi
from app.rosters import heading_words


class Column(StrEnum):
    """What a column tells."""

    NUMBER = "number"
    NAME = "name"
    LATIN = "latin"
    FAMILY = "family"
    GIVEN = "given"
    LATIN_FAMILY = "latin-family"
    LATIN_GIVEN = "latin-given"
    SEX = "sex"
    BORN = "born"
    PHONE = "phone"
    DOCUMENT = "document"
    PROVINCE = "province"
    TITLE = "title"
    ORDINAL = "ordinal"
    WRONG = "wrong"
    OTHER = "other"


OURS = (
    Column.NUMBER,
    Column.NAME,
    Column.LATIN,
    Column.SEX,
    Column.BORN,
    Column.PHONE,
    Column.DOCUMENT,
    Column.PROVINCE,
)
"""The columns of the files we write."""
NAMES = frozenset({Column.NAME, Column.LATIN, Column.FAMILY, Column.GIVEN, Column.LATIN_FAMILY, Column.LATIN_GIVEN})
IGNORED = frozenset({Column.ORDINAL, Column.WRONG, Column.OTHER})

_LONGEST = 120
_SHORTEST_CONTAINED = 4
_BETWEEN_LANGUAGES = re.compile(r"[/\n\r|()\[\]:;,\u2013\u2014\uff08\uff09\uff0f\u3001]+|\s-\s|\s{2,}")


def heading(column: Column, locale_tag: str) -> str:
    """Give the heading that our own files carry in a language."""
    return heading_words.OURS[column.value][locale_tag]


def column_of(text: str) -> Column | None:
    """Tell what a column with this heading holds; None where nobody of ours would know."""
    if not text.strip() or len(text) > _LONGEST:
        return None
    whole = _key(text)
    if whole in _COLUMNS:
        return _COLUMNS[whole]
    if any(word in whole for word in _STRANGERS):
        return Column.OTHER
    return _by_parts(text) or _contained(whole)


def _by_parts(text: str) -> Column | None:
    """Look at each language of a heading in several; what is more than a name is the better word."""
    found = [_COLUMNS.get(_key(part)) for part in _BETWEEN_LANGUAGES.split(text)]
    known = [column for column in found if column is not None]
    best = [column for column in known if column not in (Column.OTHER, Column.ORDINAL)] or known
    return next((column for column in best if column is not Column.NAME), best[0] if best else None)


def _contained(whole: str) -> Column | None:
    words = (word for word in _LONGER_FIRST if word in whole)
    return _COLUMNS.get(next(words, ""))


def _key(text: str) -> str:
    key = name_key(text)
    if any("\u1000" <= letter <= "\u109f" for letter in key) and key not in _known():
        key = name_key(zawgyi.to_unicode(text)) if name_key(zawgyi.to_unicode(text)) in _known() else key
    return _bare(key)


def _bare(key: str) -> str:
    return "".join(sign for sign in key if unicodedata.category(sign)[0] in "LMN" or sign == "#")


def _known() -> frozenset[str]:
    return _KEYS


def _table() -> dict[str, Column]:
    ours = (
        (_bare(name_key(word)), Column(name)) for name, said in heading_words.OURS.items() for word in said.values()
    )
    others = (
        (_bare(name_key(word)), Column(name)) for name, said in heading_words.OTHERS.items() for word in said.split("|")
    )
    return {key: column for key, column in (*others, *ours) if key}


_COLUMNS = _table()
_KEYS = frozenset(_COLUMNS)
_LONGER_FIRST = sorted(
    (key for key, column in _COLUMNS.items() if len(key) >= _SHORTEST_CONTAINED and column not in IGNORED),
    key=lambda key: -len(key),
)
_STRANGERS = tuple(_bare(name_key(word)) for word in heading_words.STRANGERS.split("|"))
