"""The pages of a continuity kit: the checker in each language, with all it needs beside it, for a folder or any host.

A page that was opened from a folder may fetch nothing, use no worker, no module and no symbol or font of another file.
So the lists and the reader of squares come as plain scripts, the symbols stand in the page, and the fonts in the style.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from flask import current_app, g, render_template
from flask_babel import gettext as _
from markupsafe import Markup

from app.core.i18n import Locale
from app.verification.offline import ENGINE, READER, SCAN, SCRIPTS, checker_words
from app.web.assets import SOURCE
from app.web.localisation import offered_locales

FILES, README = "files", "README.txt"
_LISTS, _PACKED, _START = f"{FILES}/lists.js", f"{FILES}/reader.js", "js/checker/start.js"
_STYLE, _SYMBOLS, _MARK = "css/waymark.css", "img/icons.svg", "img/mark.svg"
_LICENCES = ("fonts/OFL.txt", "js/zxing/LICENSE")
_FONT = re.compile(r'url\("\.\./(fonts/[^"]+\.woff2)"\)')


@contextmanager
def speaking(locale: Locale) -> Iterator[None]:
    """Write what follows in a language; a context of its own keeps the language of one part from the next."""
    with current_app.app_context(), current_app.test_request_context(f"/c/{locale.tag}"):
        g.locale = locale
        yield


def write_pages(folder: Path, lists: Sequence[str], office: str, day: str) -> None:
    """Write the pages of all languages, the first page, and the files they need."""
    for name in (*SCRIPTS, SCAN, ENGINE, _START, _MARK, *_LICENCES):
        _write(folder / FILES / name, (SOURCE / name).read_bytes())
    _write(folder / FILES / _STYLE, _FONT.sub(_embedded, (SOURCE / _STYLE).read_text(encoding="utf-8")).encode())
    _write(folder / _LISTS, f"globalThis.Kit = {_script({'lists': list(lists)})};\n".encode())
    reader = base64.b64encode((SOURCE / READER).read_bytes()).decode()
    _write(folder / _PACKED, f'globalThis.Kit.reader = "{reader}";\n'.encode())
    titles = {}
    for locale in offered_locales():
        with speaking(locale):
            titles[locale.tag] = _("Check a certificate")
            _write(folder / f"{locale.tag}.html", _page().encode())
    first = {"titles": titles, "office": office, "day": day, "start": _START, "readme": README}
    _write(folder / "index.html", render_template("verification/kit.html", asset=_beside, **first).encode())


def _page() -> str:
    files = {"scripts": SCRIPTS, "scan": SCAN, "engine": ENGINE, "reader": READER, "packed": _PACKED, "lists": _LISTS}
    symbols = Markup((SOURCE / _SYMBOLS).read_text(encoding="utf-8"))  # noqa: S704 - ours.
    address = current_app.config["PUBLIC_ADDRESS"]
    return render_template(
        "verification/checker.html",
        kit=True,
        asset=_beside,
        symbols=symbols,
        address=address,
        **checker_words(),
        **files,
    )


def _beside(name: str) -> str:
    """Give the address of a file in the kit; symbols stand in the page itself."""
    return "" if name == _SYMBOLS else f"{FILES}/{name}"


def _embedded(font: re.Match[str]) -> str:
    content = base64.b64encode((SOURCE / font[1]).read_bytes()).decode()
    return f'url("data:font/woff2;base64,{content}")'


def _script(content: object) -> str:
    """Write data as a script may hold it, wherever it is put."""
    return json.dumps(content).replace("<", "\\u003c")


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
