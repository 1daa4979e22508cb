"""Leaflets drawn once for all tests: every module at least once, and every language at least twice."""

from __future__ import annotations

import io
import os
import subprocess
from datetime import date
from itertools import product

import pikepdf
import pypdfium2

from app.core.i18n import LOCALES
from app.course.corridor import Corridor
from app.course.queries import course
from app.handouts.composing import compose
from app.handouts.drawing import draw
from app.handouts.leaflet import Leaflet
from app.handouts.pdf import Drawn

TAGS = tuple(locale.tag for locale in LOCALES)
SLUGS = (
    *("decide", "recruiters", "contract", "rights", "danger", "journey", "health"),
    *("money", "remittance", "family", "help", "return", "danger", "contract"),
)
SPREAD = list(
    product(SLUGS[:12], TAGS) if os.environ.get("WAYMARK_ALL_LEAFLETS") else zip(SLUGS, TAGS * 2, strict=True)
)
"""What the tests draw; ``make handouts-check`` draws all."""
CHECKED = date(2026, 11, 22)
"""A day on which the facts of the course are fresh."""
THERE = Corridor("KH", "TH")


def said(slug: str, tag: str, corridor: Corridor | None = None, today: date = CHECKED) -> Leaflet:
    return compose(course().module(slug), tag, corridor, today)


_kept: dict[tuple[str, str], Drawn] = {}


def drawn(slug: str, tag: str) -> Drawn:
    """Draw a leaflet of the real course once for all tests."""
    if (slug, tag) not in _kept:
        _kept[slug, tag] = draw(said(slug, tag))
    return _kept[slug, tag]


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def copied_with_poppler(content: bytes) -> str:
    """Copy all text as it is written in the file, without white space."""
    run = subprocess.run(["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True)
    return "".join(run.stdout.decode().split())


def copied_with_pdfium(content: bytes) -> str:
    """Copy all text without white space; pdfium gives a hyphen at the end of a line as U+FFFE."""
    with pypdfium2.PdfDocument(content) as document:
        pages = []
        for page in document:
            text = page.get_textpage()
            pages.append(text.get_text_range())
            text.close()
            page.close()
    return "".join("".join(pages).split()).replace("\ufffe", "-")
