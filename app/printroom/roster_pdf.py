"""Draws the list on which people sign when they fetch their certificates.

Imported by whoever draws, through ``roster``; never where the web starts.
"""

from __future__ import annotations

import hashlib

from app.certificates.gaps import language_of_name
from app.core.seam import break_html
from app.printing.engine import one_at_a_time, typeset, write
from app.printing.painting import Dress, dress
from app.printroom.layouts_setting import TEMPLATES, templates
from app.printroom.roster import SigningSheet

_BREAK = "\u200b"


def draw(sheet: SigningSheet) -> bytes:
    """Draw the list as PDF/A-3a and PDF/UA-1."""
    html = templates.get_template("roster.html").render(sheet=sheet, words=sheet.words, language=language_of_name)
    with one_at_a_time:
        document = typeset(break_html(html, _BREAK), TEMPLATES / "roster.css")
        worn = Dress(in_one_piece=frozenset({"name"}))
        return write(dress(document, worn), hashlib.sha256(repr(sheet).encode()).hexdigest()[:32])
