"""The kinds of work, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

_NAMES: dict[str, LazyString] = {
    "home": _l("Work in a home"),
    "fishing": _l("Fishing or seafood"),
    "building": _l("Building"),
    "farm": _l("Farm"),
    "factory": _l("Factory"),
    "other": _l("Other work"),
}


def sector_name(sector: str) -> str:
    """Name a kind of work in the reader's language."""
    return str(_NAMES[sector])
