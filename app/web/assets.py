"""Static files under names that carry their digest, so that a phone pays for each only once.

``collect`` copies ``app/static`` into the build folder, writes the digest into each name and into the addresses
inside the stylesheets, and lays a brotli and a gzip copy beside each file; WhiteNoise serves them for ever.
"""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import TypedDict
from wsgiref.headers import Headers

import brotli
from flask import Flask, current_app
from whitenoise import WhiteNoise

SOURCE = Path(__file__).parents[1] / "static"
MANIFEST = "manifest.json"
PREFIX = "/static/"
_ADDRESS = re.compile(r'url\("?([^")]+)"?\)')
_UNPACKED = (".css", ".js", ".svg", ".json", ".webmanifest", ".txt", ".ttf", ".otf", ".wasm")


class StaticNotBuilt(Exception):
    """The static files were not collected, or changed since; the message says what to do."""


class Manifest(TypedDict):
    """What was collected: the digest of the sources, and the table of names."""

    sources: str
    names: dict[str, str]


def collect(source: Path, target: Path) -> dict[str, str]:
    """Copy all static files under names with digests and return the table of names."""
    shutil.rmtree(target, ignore_errors=True)
    names: dict[str, str] = {}
    files = [path for path in sorted(source.rglob("*")) if path.is_file()]
    for path in sorted(files, key=lambda path: path.suffix == ".css"):
        name = path.relative_to(source).as_posix()
        content = path.read_bytes()
        if path.suffix == ".css":
            content = _with_digests(content.decode(), name, names).encode()
        names[name] = _named(name, content)
        _write(target / names[name], content)
    (target / MANIFEST).write_text(json.dumps({"sources": fingerprint(source), "names": names}, indent=1))
    return names


def fingerprint(source: Path) -> str:
    """Digest the sources' names, sizes and times, to notice that they changed."""
    state = [
        (path.relative_to(source).as_posix(), path.stat().st_size, path.stat().st_mtime_ns)
        for path in sorted(source.rglob("*"))
        if path.is_file()
    ]
    return hashlib.sha256(json.dumps(state).encode()).hexdigest()


def init_assets(app: Flask) -> None:
    """Serve the collected files and give templates ``asset(name)``; collect them first outside of production."""
    target: Path = app.config["STATIC_BUILD"]
    app.extensions["asset-names"] = _names(app, target)
    app.jinja_env.globals["asset"] = asset
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=target,
        prefix=PREFIX,
        allow_all_origins=False,
        add_headers_function=_keep_to_this_site,
        immutable_file_test=_never_changes,
    )


def asset(name: str) -> str:
    """Give the address of a static file."""
    return PREFIX + str(current_app.extensions["asset-names"][name])


def _names(app: Flask, target: Path) -> dict[str, str]:
    if app.config["STAGE"] != "production":
        return _collected(target)
    if not (target / MANIFEST).exists():
        raise StaticNotBuilt(f"{target / MANIFEST} is missing: run 'flask assets collect' first.")
    return _held(target)["names"]


def _collected(target: Path) -> dict[str, str]:
    """Collect unless it was done since the last change; of several processes that start at once, one collects."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.with_name(f".{target.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (target / MANIFEST).exists() and (held := _held(target))["sources"] == fingerprint(SOURCE):
            return held["names"]
        return collect(SOURCE, target)


def _held(target: Path) -> Manifest:
    manifest: Manifest = json.loads((target / MANIFEST).read_text())
    return manifest


def _keep_to_this_site(headers: Headers, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


def _never_changes(_path: str, url: str) -> bool:
    return re.search(r"\.[0-9a-f]{10}\.\w+$", url) is not None


def _with_digests(css: str, name: str, names: dict[str, str]) -> str:
    folder = Path("/") / Path(name).parent

    def dated(match: re.Match[str]) -> str:
        address = match.group(1)
        if address.startswith("data:"):
            return match.group()
        target = _resolved(folder, address)
        return f'url("{PREFIX}{names[target]}")'

    return _ADDRESS.sub(dated, css)


def _resolved(folder: Path, address: str) -> str:
    parts: list[str] = []
    for part in (folder / address).parts[1:]:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def _named(name: str, content: bytes) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}{dot}{suffix}"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    if path.suffix in _UNPACKED:
        path.with_name(path.name + ".br").write_bytes(brotli.compress(content))
        path.with_name(path.name + ".gz").write_bytes(gzip.compress(content, mtime=0))
