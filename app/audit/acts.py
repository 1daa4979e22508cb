"""The words for acts on the page; each domain names its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.audit.rules import is_act

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

_WORDS: dict[str, LazyString] = {}


def named(act: str, words: LazyString) -> str:
    """Give an act its words, which tell what somebody did, and return it."""
    if not is_act(act):
        raise ValueError(f"{act!r} cannot name an act: write two words or more in kebab-case")
    _WORDS[act] = words
    return act


def named_acts() -> dict[str, LazyString]:
    """List every act that has words."""
    return dict(_WORDS)


def words_for(act: str) -> LazyString | str:
    """Tell what somebody did, or name the bare act that an older version wrote."""
    return _WORDS.get(act, act)
