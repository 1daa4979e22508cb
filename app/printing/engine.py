"""The engine: WeasyPrint with our fonts alone, no address it may fetch, and everything shared that can be.

Never imported where the web starts: it takes a second and forty megabytes. Whoever needs a part of WeasyPrint takes
it from here, so that it is never loaded before the fonts are settled. What it shares is not safe to use from two
threads at once; whoever lays out or writes holds ``one_at_a_time``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, time
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from threading import RLock
from typing import Any, NoReturn

from app.printing.attaching import Attached
from app.printing.glyphs import FOLDER
from app.printing.packing import pack

one_at_a_time = RLock()
_PROFILE = "srgb-2014"
_UA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 this file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""
"""A file of PDF/A may also claim PDF/UA if it explains the words of that claim inside the one RDF (ISO 19005-3)."""


@contextmanager
def _only_our_fonts() -> Iterator[None]:
    """Let Fontconfig see our fonts alone, and the machine's again for whatever else this process starts later."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(FOLDER / "fonts.conf")
    try:
        yield
    finally:
        del os.environ["FONTCONFIG_FILE"]
        if before is not None:
            os.environ["FONTCONFIG_FILE"] = before


with _only_our_fonts():
    import weasyprint
    from weasyprint import pdf as _pdf
    from weasyprint.document import Page
    from weasyprint.draw.text import draw_text
    from weasyprint.formatting_structure import boxes
    from weasyprint.images import SVGImage
    from weasyprint.layout.inline import split_text_box
    from weasyprint.pdf.stream import Stream
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

__all__ = [
    "Page",
    "SVGImage",
    "Stream",
    "boxes",
    "draw_text",
    "one_at_a_time",
    "split_text_box",
    "typeset",
    "write",
]


class NothingToFetch(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types.
    """A fetcher that refuses every address: fonts come from Fontconfig, art and style from files of ours."""

    def fetch(self, url: str, headers: object = None) -> NoReturn:
        """Refuse."""
        raise ValueError(f"A paper fetches nothing, and not {url} either.")


def typeset(html: str, style: Path) -> Any:
    """Lay out a page in the style of a CSS file, which is read once, and return WeasyPrint's document."""
    source = weasyprint.HTML(string=html, url_fetcher=NothingToFetch())
    return source.render(
        font_config=_fonts(),
        stylesheets=[_style(style)],
        color_profiles={_PROFILE: _profile()},
        output_intent=_PROFILE,
    )


def write(document: Any, identifier: str, attached: Iterable[Attached] = ()) -> bytes:
    """Write a document as PDF/A-3a that is PDF/UA-1 as well; the same document gives the same bytes."""
    describe = document.metadata.generate_rdf_metadata
    document.metadata.generate_rdf_metadata = lambda *claim: describe(*claim).replace(b"</rdf:RDF>", _UA)
    written: bytes = document.write_pdf(
        pdf_variant="pdf/a-3a",
        pdf_identifier=identifier,
        output_intent=_PROFILE,
        finisher=pack,
        attachments=[_attachment(file) for file in attached],
    )
    return written


def _attachment(file: Attached) -> Any:
    """Attach a file as the data behind the paper."""
    midnight = datetime.combine(file.day, time())
    return weasyprint.Attachment(
        file_obj=BytesIO(file.content),
        name=file.name,
        description=file.description,
        created=midnight,
        modified=midnight,
        relationship="Data",
        url_fetcher=NothingToFetch(),
    )


@cache
def _fonts() -> Any:
    with _only_our_fonts():
        return FontConfiguration()


@cache
def _style(path: Path) -> Any:
    return weasyprint.CSS(filename=path, font_config=_fonts(), url_fetcher=NothingToFetch())


class _Profile:
    """The colour profile of all colours, as WeasyPrint wants one.

    Its own reads the file anew for each paper, and writes it back in other bytes the second time.
    """

    name = "sRGB2014"
    components = ("r", "g", "b")
    pdf_reference: bytes | None = None

    def __init__(self) -> None:
        self.content = (files(_pdf) / "sRGB2014.icc").read_bytes()


@cache
def _profile() -> _Profile:
    return _Profile()
