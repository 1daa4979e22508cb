"""The interface's catalogues as translators keep them: the messages of ``translations/`` by locale."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

from app.core.i18n import SOURCE, Locale
from app.web.catalogues import catalogue_of, interface_signed_by, read_catalogue

Key = tuple[str, str]
"""The context of a message, empty where it has none, and its English."""


@dataclass(frozen=True, slots=True)
class InterfaceCount:
    """How many messages of the interface a locale has; fuzzy are those whose English changed since."""

    translated: int
    missing: int
    fuzzy: int
    reviewed_by: str | None = None

    @property
    def total(self) -> int:
        """Count all messages, translated or not."""
        return self.translated + self.missing + self.fuzzy

    @property
    def reviewed(self) -> int:
        """Count what somebody has read: the catalogue is signed as a whole, or not at all."""
        return self.translated if self.reviewed_by else 0


def wanted_messages(root: Path) -> set[Key]:
    """Collect the messages that the application says today, as ``make strings`` does; none where no source is."""
    if not (root / "pyproject.toml").is_file():
        return set()
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    methods = [(one["pattern"], one["method"]) for one in settings["tool"]["babel"]["mappings"]]
    found = extract_from_dir(root, methods, keywords={**DEFAULT_KEYWORDS, "_l": None})
    return {(context or "", forms(words)[0]) for _, _, words, _, context in found}


def count_interface(folder: Path, locale: Locale, wanted: Collection[Key]) -> InterfaceCount:
    """Count the messages of a locale against those that the application says; English has them all."""
    if locale is SOURCE:
        return InterfaceCount(len(wanted), 0, 0)
    own = {key_of(message): message for message in messages_in(catalogue_of(folder, locale))}
    fuzzy = {key for key, message in own.items() if message.fuzzy and key in wanted}
    done = {key for key, message in own.items() if is_translated(message) and key in wanted} - fuzzy
    signed_by = interface_signed_by(folder, locale)
    return InterfaceCount(len(done), len(wanted) - len(done) - len(fuzzy), len(fuzzy), signed_by)


def messages_in(path: Path) -> Iterator[Message]:
    """Go through the messages of a catalogue; none where there is no such file."""
    return messages(read_catalogue(path)) if path.is_file() else iter(())


def messages(catalogue: Catalog) -> Iterator[Message]:
    """Go through the messages, without the header."""
    return (message for message in catalogue if message.id)


def key_of(message: Message) -> Key:
    """Tell a message from any other: by its context and its English, in the singular where it has both."""
    return message.context or "", forms(message.id)[0]


def forms(words: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Give the forms of a message: one, or as many as its plural has."""
    return (words or "",) if isinstance(words, str | None) else tuple(words)


def is_translated(message: Message) -> bool:
    """Tell whether every form of a message has words."""
    return all(forms(message.string))
