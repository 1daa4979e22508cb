"""A paper speaks its own language, whoever asks for it and in whatever language they read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask_babel import force_locale

from app.core.i18n import SOURCE, locale_by_tag


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    """Let gettext speak the language of a tag inside the block."""
    locale = locale_by_tag(tag) or SOURCE
    with force_locale(locale.disk):
        yield
