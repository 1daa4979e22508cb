"""Last passes over a page: line-break marks where browsers need them, then packing; and pages kept ready-made."""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock

from flask import Flask, current_app, g, request
from flask_compress import Compress
from werkzeug.wrappers import Response

from app.core.seam import break_html
from app.web.localisation import current_locale

SEAMED = frozenset({"km", "lo", "my", "th"})
MOST_PAGES = 1500
_READY = "ready-pages"


@dataclass(frozen=True, slots=True)
class ReadyPage:
    """A finished page, packed, with the tag by which a browser asks whether its copy is still good."""

    packed: bytes
    etag: str


class ReadyPages:
    """The pages drawn last, at most MOST_PAGES of them (about 4 kB each, packed)."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Hashable, ReadyPage] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, draw: Callable[[], str]) -> ReadyPage:
        """Give the page of a key, drawn on first use."""
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
                return self._pages[key]
        page = _finished(draw())
        with self._lock:
            self._pages[key] = page
            while len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)
        return page


def init_pages(app: Flask) -> None:
    """Mark line breaks in the scripts without spaces, and pack what is sent.

    Flask runs these in the reverse order of their registration, so packing is registered first and comes last.
    """
    app.config.setdefault("COMPRESS_ALGORITHM", ["br", "gzip"])
    app.config.setdefault("COMPRESS_BR_LEVEL", 4)
    app.config.setdefault("COMPRESS_LEVEL", 5)
    app.config.setdefault("COMPRESS_STREAMS", False)
    app.extensions[_READY] = ReadyPages()
    Compress(app)
    app.after_request(_mark_line_breaks)


def ready_page(key: Hashable, draw: Callable[[], str]) -> Response:
    """Answer with a page that is the same for everybody who may see it: drawn once, revalidated by its tag.

    The key holds all the page depends on: its language, the digest of its words, the journey, the day. Where a device
    puts something of its own around every page, ``g.page_dress`` names it.
    """
    pages: ReadyPages = current_app.extensions[_READY]
    page = pages.get((request.endpoint, current_locale().tag, g.get("page_dress"), key), draw)
    if request.accept_encodings.quality("gzip") > 0:
        response = Response(page.packed, mimetype="text/html")
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = Response(gzip.decompress(page.packed), mimetype="text/html")
    response.headers["Vary"] = "Accept-Encoding, Cookie"
    response.set_etag(page.etag, weak=True)
    return response.make_conditional(request)


def _finished(html: str) -> ReadyPage:
    if current_locale().tag in SEAMED:
        html = break_html(html)
    content = html.encode()
    return ReadyPage(gzip.compress(content, 9, mtime=0), hashlib.sha256(content).hexdigest()[:20])


def _mark_line_breaks(response: Response) -> Response:
    finished = response.direct_passthrough or "Content-Encoding" in response.headers or response.status_code == 304
    if response.mimetype == "text/html" and current_locale().tag in SEAMED and not finished:
        response.set_data(break_html(response.get_data(as_text=True)))
    return response
