"""What the pictures show, in words, by locale: for those who hear the page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from app.core.i18n import LOCALES


def load_picture_texts(root: Path) -> Mapping[str, Mapping[str, str]]:
    """Read the alternative texts by locale tag and picture; a locale without a file has none."""
    return {locale.tag: _read(root / "pictures" / f"{locale.disk}.yaml") for locale in LOCALES}


def _read(path: Path) -> Mapping[str, str]:
    return yaml.load(path.read_text(), Loader=yaml.CSafeLoader) or {} if path.exists() else {}
