"""What the settings were when somebody began to write, carried by the page; and what came in between."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from app.programme.rules import Settings


def sealed(settings: Settings, names: Iterable[str]) -> str:
    """Write some of the settings so that nobody changes them on the way."""
    return _sealer().dumps({name: _plain(getattr(settings, name)) for name in names})


def unsealed(text: str | None, now: Settings, names: Collection[str]) -> Settings:
    """Give the settings as they were seen; as they are now, where the page is not ours or of an older version."""
    try:
        values: dict[str, Any] = _sealer().loads(text or "")
    except BadData:
        return now
    return replace(now, **{name: _like(getattr(now, name), values[name]) for name in names if name in values})


def merged(seen: Settings, now: Settings, wanted: Settings, names: Iterable[str]) -> Settings:
    """Put together what two people decided: what this one changed is as they wrote it, all else as it is now."""
    changed = {name: getattr(wanted, name) for name in names if getattr(wanted, name) != getattr(seen, name)}
    if "issuer_name" in changed:
        changed["issuer_name"] = _merged_names(seen, now, wanted)
    return replace(now, **changed)


def _merged_names(seen: Settings, now: Settings, wanted: Settings) -> dict[str, str]:
    old, new = seen.issuer_name, wanted.issuer_name
    tags = [*now.issuer_name, *(tag for tag in new if tag not in now.issuer_name)]
    names = {tag: (new if new.get(tag) != old.get(tag) else now.issuer_name).get(tag, "") for tag in tags}
    return {tag: name for tag, name in names.items() if name}


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value


def _like(example: Any, value: Any) -> Any:
    return frozenset(value) if isinstance(example, frozenset) else value


def _sealer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="settings-as-seen")
