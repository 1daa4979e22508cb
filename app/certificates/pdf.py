"""Draw a certificate: the statement alone decides what it looks like, to the byte.

Imported by whoever draws, through ``drawing``; never where the web starts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.certificates import artwork
from app.certificates.credential import FILE_NAME
from app.certificates.designs import designed
from app.certificates.fitting import back_fits, front_fits, name_size
from app.certificates.gaps import gaps_of, kind_of, language_of
from app.certificates.statement import Statement
from app.core.days import format_iso
from app.core.i18n import LOCALES
from app.core.seam import break_html, break_text
from app.printing.attaching import Attached
from app.printing.blank import Blank
from app.printing.engine import one_at_a_time, typeset, write
from app.printing.errors import CannotPrint
from app.printing.glyphs import missing_characters
from app.printing.painting import Art, Dress
from app.printing.qr import Square, square
from app.programme.design import STANDARD, Design, Part

TEMPLATES = Path(__file__).parents[1] / "templates" / "certificates"
STYLE = TEMPLATES / "statement.css"
TIGHTEST_FRONT, TIGHTEST_BACK = 8, 4
"""How tightly each side is set, from 0; each step is smaller type, as the stylesheet says."""
_BEGIN = {
    "en": (0, 0),
    "km": (2, 3),
    "lo": (2, 2),
    "my": (2, 5),
    "th": (2, 2),
    "vi": (1, 3),
    "zh-Hans": (1, 2),
}
"""Where the front begins, with few modules and with many: what suits a language, so that most are laid out once."""
_FEW_MODULES = 6
_ROOMY_BACK = 500
"""Letters of help lines for which the largest type has room; each further so many begin a step smaller."""
_BREAK = "\u200b"
_LOCALES = {locale.tag: locale for locale in LOCALES}
_BESIDE_SQUARE = 17.0 + 4.0
"""Millimetres from the right edge of the paper to the square, and from the square to the text beside it."""
_WATERMARK_WIDTH = 560.0
"""Points."""

_MOST_BLANKS = 12
"""Kinds of certificates whose blanks are kept: seven languages, and a few."""
_blanks: dict[object, Blank] = {}

templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)


@dataclass(frozen=True, slots=True)
class Face:
    """One way to set a statement on paper."""

    name: str
    lay_out: Callable[[Statement, Square], Any]
    """Lay a document out, or raise CannotPrint."""
    art: Callable[[Statement], tuple[tuple[Art, ...], ...]]
    """What is drawn below the text, page by page."""
    gaps: Callable[[Statement], Mapping[str, str]] = gaps_of
    kind: Callable[[Statement], object] = kind_of


def draw(statement: Statement, credential: bytes | None = None) -> bytes:
    """Draw a certificate as PDF/A-3a and PDF/UA-1; the same statement and credential always give the same bytes.

    The credential is only attached: what is drawn, the statement alone decides.

    Raises CannotPrint where a character is in no font, or the text is too long for the paper.
    """
    identifier = hashlib.sha256(statement.to_json().encode() + (credential or b"")).hexdigest()[:32]
    with one_at_a_time:
        return write(laid_out_and_dressed(statement), identifier, _attached(statement, credential))


def laid_out_and_dressed(statement: Statement, face: Face | None = None) -> Any:
    """Lay a certificate out and give it its art, ready to be written, alone or with others. Raises CannotPrint."""
    _check_characters(statement)
    code = square(statement.check_address)
    document = _filled(statement, code, face or WHOLE)
    document.metadata.title = " · ".join((" / ".join(statement.names), statement.words["heading"], statement.number))
    document.metadata.keywords = [statement.check_address]
    document.metadata.created = document.metadata.modified = f"{format_iso(statement.issued_on)}T00:00:00Z"
    return document


def _filled(statement: Statement, code: Square, face: Face) -> Any:
    """Fill the blank of the certificate's kind, or one of its own where its texts stand in no other's gaps."""
    texts = {name: break_text(text, _BREAK) for name, text in face.gaps(statement).items()}
    kind, squares = (face.name, face.kind(statement), code.size), {"square": code}
    blank = _blanks.pop(kind, None)
    filled = blank.filled(texts, squares) if blank else None
    if blank is None or filled is None:
        blank = Blank(face.lay_out(statement, code), _worn(statement, code, face), texts)
        filled = blank.filled(texts, squares)
    if blank.is_for_others:
        _keep(kind, blank)
    return filled


def _keep(kind: object, blank: Blank) -> None:
    """Keep the blanks that were used last."""
    _blanks[kind] = blank
    if len(_blanks) > _MOST_BLANKS:
        del _blanks[next(iter(_blanks))]


def _attached(statement: Statement, credential: bytes | None) -> tuple[Attached, ...]:
    if credential is None:
        return ()
    return (Attached(FILE_NAME, statement.words["heading"], credential, statement.issued_on),)


def _worn(statement: Statement, code: Square, face: Face) -> Dress:
    """Give each side its art, and say names and watermark in one piece."""
    return Dress(face.art(statement), {"square": code}, frozenset({"name", "watermark"}))


def art_of(statement: Statement) -> tuple[tuple[Art, ...], ...]:
    """Give each side its border and the front its own art."""
    border, front = _border(), _front(designed(statement.design), is_signed(statement))
    return (border, front), (border,)


@cache
def _border() -> Art:
    return Art("border", artwork.border(), artwork.WIDTH, artwork.HEIGHT)


def _front(design: Design, signed: bool) -> Art:
    drawn, pixels = artwork.front(design, is_signed=signed), artwork.pictures(design, is_signed=signed)
    name = art_name("front-signed" if signed else "front", design)
    return Art(name, drawn, artwork.WIDTH, artwork.HEIGHT, pixels)


def art_name(what: str, design: Design) -> str:
    """Name the art of a design: a file holds each name once, and may show certificates of several designs."""
    return what if design.key == STANDARD else f"{what}-{design.key.rpartition('/')[2]}"


def is_signed(statement: Statement) -> bool:
    """Tell whether somebody signs below the seal."""
    said = statement.signatory or statement.signatory_title
    return bool(said) or Part.SIGNATURE in designed(statement.design).pictures


def _check_characters(statement: Statement) -> None:
    missing = missing_characters("".join(filter(str.isprintable, statement.to_json())))
    if missing:
        raise CannotPrint(f"No font has {', '.join(f'{sign} (U+{ord(sign):04X})' for sign in missing)}.")


def laid_out(statement: Statement, code: Square) -> Any:
    """Set the text of each side as large as the paper allows."""
    front = _BEGIN[statement.locale][len(statement.modules) > _FEW_MODULES]
    seal = artwork.seal_of(is_signed=is_signed(statement))
    back = min(TIGHTEST_BACK, sum(len(what) for what, _ in statement.help_lines) // _ROOMY_BACK)
    while front <= TIGHTEST_FRONT and back <= TIGHTEST_BACK:
        document = typeset(_html(statement, code, front, back), STYLE)
        is_front_right, is_back_right = front_fits(document, seal), back_fits(document)
        if is_front_right and is_back_right:
            return document
        front, back = front + (not is_front_right), back + (not is_back_right)
    raise CannotPrint("The text is too long for the paper, even in the smallest type.")


def _html(statement: Statement, code: Square, front: int, back: int) -> str:
    locale = _LOCALES[statement.locale]
    html = templates.get_template("statement.html").render(
        statement=statement,
        front=front,
        back=back,
        gaps=gaps_of(statement),
        parts=frozenset(designed(statement.design).pictures),
        is_signed=is_signed(statement),
        language=partial(language_of, statement=statement),
        name_size=name_size,
        own_name=locale.own_name,
        english_name=locale.english_name,
        side=code.side,
        foot_right=code.side + _BESIDE_SQUARE,
        watermark_size=min(150, _WATERMARK_WIDTH / (0.7 * len(statement.watermark or " "))),
    )
    return break_html(html, _BREAK)


WHOLE = Face("whole", laid_out, art_of)
"""A whole sheet of A4 with the design."""
