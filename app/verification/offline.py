"""The checker that works without a network: its page in each language, the worker that keeps it, and the lists of keys.

Who opens ``/C#…`` asks for this page alone: what stands behind the number sign stays in the browser, and the page
reads it there. It is the same for everybody.
"""

from __future__ import annotations

import base64
import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, render_template, url_for

from app.signing.keys import Key
from app.signing.present import present_keys
from app.signing.trust import TrustList
from app.verification.answers import kept_by_any_page
from app.verification.day_patterns import patterns_of, zero_of
from app.verification.peers import texts_of_peers
from app.web.access import public
from app.web.assets import SOURCE, asset
from app.web.catalogues import catalogue_of, translations_folder
from app.web.headers import may_run_wasm
from app.web.localisation import current_locale, offered_locales

offline = Blueprint("offline", __name__)

SCRIPTS = tuple(f"js/checker/{name}.js" for name in ("decode", "verify", "page", "bulk"))
SCAN = "js/checker/scan.js"
ENGINE = "js/zxing/zxing.js"
READER = "js/zxing/reader.wasm"
_LOOK = ("css/waymark.css", "img/mark.svg", "img/icons.svg")
_LETTERS = ("khmer", "lao", "myanmar", "thai")
_VERSION = "checker-version"


@offline.get("/c")
@offline.get("/C")
@public
@may_run_wasm
def checker() -> str:
    """Show the checker in the language of this reader."""
    return _page()


@offline.get("/c/<locale:locale>")
@public
@may_run_wasm
def checker_in() -> str:
    """Show the checker in a language that was chosen on it."""
    return _page()


@offline.get("/c-worker.js")
@public
def worker() -> Response:
    """Give the worker that keeps the page and its files; it changes when any of them does."""
    pages = [url_for("offline.checker_in", locale=locale) for locale in offered_locales()]
    files, extras = [asset(name) for name in _files()], [asset(name) for name in (SCAN, ENGINE, READER)]
    version = _digest([*pages, *files, *extras, _words_digest()])
    code = render_template("verification/worker.js", version=version, pages=pages, files=files, extras=extras)
    return Response(code, mimetype="text/javascript", headers={"Cache-Control": "no-cache"})


@offline.get("/lists/trust.json")
@public
def trust_list() -> Response:
    """Give our own trust list as its root signed it; an empty answer of 404 where there is none."""
    keyring = present_keys().keyring
    if not keyring.trust_file.is_file():
        return Response(status=404)
    return kept_by_any_page(keyring.trust_file.read_text(encoding="utf-8"))


@offline.get("/lists/peers.json")
@public
def peers_lists() -> Response:
    """Give the lists of the other issuers whose certificates are checked here, each as it was signed there."""
    return kept_by_any_page(json.dumps(texts_of_peers()))


def checker_words() -> dict[str, Any]:
    """Give what the checker's page needs to know besides its words: how days are written, and whom it believes."""
    tag = current_locale().tag
    return {"days": patterns_of(tag), "zero": zero_of(tag), "roots": _roots(), "mark": _mark()}


def _page() -> str:
    files = {"scripts": SCRIPTS, "scan": SCAN, "engine": ENGINE, "reader": READER}
    return render_template("verification/checker.html", kit=False, **checker_words(), **files)


@cache
def _mark() -> str:
    """Give the mark of the page as an address that holds it: browsers ask for a file anew with each square."""
    content = base64.b64encode((SOURCE / "img" / "mark.svg").read_bytes()).decode()
    return f"data:image/svg+xml;base64,{content}"


def _roots() -> list[dict[str, str]]:
    """Name the roots that the page believes: it brings them along, so no list can bring another."""
    keys = present_keys()
    return [_root(trust) for trust in (keys.trust, *keys.peers) if trust]


def _root(trust: TrustList) -> dict[str, str]:
    root: Key = trust.root
    return {"issuer": trust.issuer, "kid": root.kid, "spki": root.to_json()["spki"]}


def _files() -> tuple[str, ...]:
    fonts = [f"fonts/{kind}-{letters}.woff2" for kind in ("noto-sans", "name") for letters in _LETTERS]
    return (*_LOOK, *SCRIPTS, "fonts/noto-sans-mono.woff2", *fonts)


def _words_digest() -> str:
    """Digest what the pages say; worked out once, for files change only with a new start."""
    known: dict[str, str] = current_app.extensions
    if _VERSION not in known:
        template = Path(str(current_app.root_path)) / "templates" / "verification" / "checker.html"
        catalogues = (catalogue_of(translations_folder(), locale) for locale in offered_locales())
        words = [path.read_text(encoding="utf-8") for path in (template, *catalogues) if path.is_file()]
        known[_VERSION] = _digest([*words, json.dumps(_roots())])
    return known[_VERSION]


def _digest(parts: list[str]) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()[:16]
