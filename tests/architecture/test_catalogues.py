"""Every catalogue holds every message, keeps its placeholders and has the right number of plural forms."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from app.core.i18n import LOCALES, SOURCE, Locale

ROOT = Path(__file__).parents[2]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "_l": None, "lazy_gettext": None, "pgettext": ((1, "c"), 2)}
METHODS = [("app/**.py", "python"), ("app/templates/**.html", "jinja2")]
FEWEST_MESSAGES = 150
TRANSLATED = [locale for locale in LOCALES if locale is not SOURCE]
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def source_messages() -> set[str]:
    found = extract_from_dir(str(ROOT), METHODS, keywords=KEYWORDS)
    return {entry[2] if isinstance(entry[2], str) else entry[2][0] for entry in found}


def catalogue(disk: str) -> Catalog:
    path = ROOT / "translations" / disk / "LC_MESSAGES" / "messages.po"
    return read_po(BytesIO(path.read_bytes()), locale=disk)


def texts(message: Message) -> tuple[list[str], list[str]]:
    sources = list(message.id) if isinstance(message.id, tuple | list) else [str(message.id)]
    targets = list(message.string) if isinstance(message.string, tuple | list) else [str(message.string)]
    return sources, targets


@pytest.fixture(scope="module")
def messages() -> set[str]:
    return source_messages()


def test_the_messages_were_found(messages: set[str]) -> None:
    assert len(messages) > FEWEST_MESSAGES


@pytest.mark.parametrize("locale", TRANSLATED, ids=lambda locale: locale.tag)
def test_every_message_is_translated(locale: Locale, messages: set[str]) -> None:
    done = {
        texts(entry)[0][0] for entry in catalogue(locale.disk) if entry.id and all(texts(entry)[1]) and not entry.fuzzy
    }
    missing = sorted(messages - done)
    assert not missing, f"{len(missing)} messages lack a translation, for instance {missing[:3]}"


@pytest.mark.parametrize("locale", TRANSLATED, ids=lambda locale: locale.tag)
def test_placeholders_match(locale: Locale) -> None:
    for entry in catalogue(locale.disk):
        sources, targets = texts(entry)
        if not entry.id or not any(targets):
            continue
        wanted = set(_PLACEHOLDER.findall(sources[-1]))
        for target in targets:
            assert set(_PLACEHOLDER.findall(target)) == wanted, f"{sources[-1]!r} → {target!r}"


@pytest.mark.parametrize("locale", TRANSLATED, ids=lambda locale: locale.tag)
def test_the_languages_have_one_plural_form(locale: Locale) -> None:
    assert catalogue(locale.disk).num_plurals == 1
