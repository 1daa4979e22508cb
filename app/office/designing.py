"""Looking at a design before anybody is given a certificate in it."""

from __future__ import annotations

from collections.abc import Iterator

from app.certificates.designs import know
from app.certificates.sampling import sample_statement
from app.core.i18n import LOCALES, Locale
from app.printing.door import behind
from app.printing.errors import CannotPrint
from app.printing.pictures import Kept
from app.programme.design import Design, Picture, PictureKind

WIDTH = 1000
"""Pixels of the picture of a paper."""


def sample_pdf(design: Design, tag: str) -> bytes:
    """Draw a certificate of nobody in a design; raise CannotPrint where its words have no room."""
    know([design])
    drawn: bytes = behind("app.certificates.pdf").draw(sample_statement(design, tag))
    return drawn


def sample_png(design: Design, tag: str) -> bytes:
    """Show the front of that certificate as a picture; raise CannotPrint."""
    shown: bytes = behind("app.printing.trying").page_as_png(sample_pdf(design, tag), WIDTH)
    return shown


def languages_without_room(design: Design) -> Iterator[Locale]:
    """Find the languages in which the words of a design do not fit on the paper beside the longest names."""
    for locale in LOCALES:
        try:
            sample_pdf(design, locale.tag)
        except CannotPrint:
            yield locale


def picture_of(kept: Kept) -> Picture:
    """Take a checked picture for a design."""
    kind = PictureKind.DRAWING if kept.is_drawing else PictureKind.PIXELS
    return Picture(kind, kept.content, kept.width, kept.height)
