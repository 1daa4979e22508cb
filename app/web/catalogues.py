"""The interface's catalogues: where they lie, and whether a person has reviewed exactly these words.

A sign-off of an interface is a file beside its catalogue, bound to the digest of every message and its translation. A
note in the catalogue's header would not do: the tools of gettext drop headers they do not know, and it would stay
when the words change.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

import yaml
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from flask import current_app

from app.core.i18n import SOURCE, Locale

_HEAD = "# Written by `flask course review`: who has read every string of the interface, and the words they read.\n"


def translations_folder() -> Path:
    """Give the folder that holds the catalogues of this application."""
    return Path(current_app.config["BABEL_TRANSLATION_DIRECTORIES"])


def catalogue_of(folder: Path, locale: Locale) -> Path:
    """Name the catalogue of a locale."""
    return folder / locale.disk / "LC_MESSAGES" / "messages.po"


def read_catalogue(path: Path) -> Catalog:
    """Read a catalogue with the lines of its messages."""
    with path.open("rb") as file:
        return read_po(file)


def is_interface_reviewed(locale: Locale) -> bool:
    """Tell whether a person has read every word of the interface, and not one has changed since."""
    return locale is SOURCE or _is_signed(translations_folder(), locale)


def sign_interface(folder: Path, locale: Locale, *, by: str, on: date) -> Path:
    """Note who has read every word of a catalogue, and give the file the note is in."""
    catalogue = catalogue_of(folder, locale)
    note = {"own": _digest(catalogue), "reviewed_by": by, "reviewed_on": on}
    path = _review_file(catalogue)
    path.write_text(_HEAD + yaml.safe_dump(note, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def interface_signed_by(folder: Path, locale: Locale) -> str | None:
    """Name who has read every word of a catalogue as it is now; None where nobody has."""
    catalogue = catalogue_of(folder, locale)
    path = _review_file(catalogue)
    if not path.is_file():
        return None
    note = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return (note.get("reviewed_by") or None) if note.get("own") == _digest(catalogue) else None


@cache
def _is_signed(folder: Path, locale: Locale) -> bool:
    return interface_signed_by(folder, locale) is not None


def _review_file(catalogue: Path) -> Path:
    return catalogue.parents[1] / "review.yaml"


def _digest(path: Path) -> str:
    messages = sorted(
        [message.context or "", str(message.id), str(message.string)] for message in read_catalogue(path) if message.id
    )
    return sha256(json.dumps(messages, ensure_ascii=False).encode()).hexdigest()[:16]
