"""What is drawn when certificates are measured: people with different names, and the page as one plainly sets it."""

from __future__ import annotations

from functools import cache

from app.certificates import artwork, pdf
from app.certificates.drawing import draw
from app.certificates.numbering import Number
from app.certificates.statement import Statement
from app.printing import engine
from app.printing.qr import square
from app.signing.keys import Key, Signer, Use
from tests.certificates.papers import NAMES, a_statement
from tests.signing.people import PASSPHRASE, kept_keys

_DIGITS = 450
"""As many as the square of a Khmer and a Latin name has, signed."""
_EMPTY = 'viewBox="0 0 1 1">'
_ART = ".art { position: absolute; left: 0; top: 0; width: 297mm; height: 210mm; }"


def learners(count: int) -> list[Statement]:
    """State that so many people have finished the course, each with a name, a number and a square of their own."""
    numbers = [Number("XX-TEST", 26, place + 1) for place in range(count)]
    names = NAMES["km"]
    return [
        a_statement(
            number=str(number),
            name_native=names[place % len(names)],
            name_latin=f"TESTPERSON {place}",
            check_address=f"HTTPS://WAYMARK.EXAMPLE.ORG/C#{(10**_DIGITS // 7) + place**9}",
        )
        for place, number in enumerate(numbers)
    ]


def plain_page(statement: Statement) -> str:
    """Set a certificate as a page of HTML that holds its style, its art and its square."""
    code = square(statement.check_address)
    html = pdf._html(statement, code, *pdf._BEGIN[statement.locale][:1], 0)
    html = html.replace(_EMPTY, f'viewBox="0 0 {code.size} {code.size}"><path d="{code.path()}"/>')
    art = "".join(f'<div class="art">{svg}</div>' for svg in (artwork.border(), artwork.front()))
    style = f"<style>{pdf.STYLE.read_text(encoding='utf-8')}{_ART}</style>"
    return html.replace("</head>", f"{style}</head>").replace(
        '<section class="front">', f'<section class="front">{art}'
    )


def plain(statement: Statement) -> bytes:
    """Draw it with one call, as the documentation of WeasyPrint begins."""
    with engine._only_our_fonts():
        written: bytes = engine.weasyprint.HTML(string=plain_page(statement)).write_pdf()  # type: ignore[attr-defined]
    return written


def first_of_its_kind(statement: Statement) -> bytes:
    """Draw it as if no certificate of its kind had been drawn before."""
    pdf._blanks.clear()
    return draw(statement)


@cache
def signers() -> tuple[Signer, Signer, Key]:
    """Give what signs credentials, what seals files, and the root of the test keys."""
    keyring, trust = kept_keys()
    by_vc, by_pdf = (keyring.signer(keyring.active_key(use), PASSPHRASE) for use in (Use.VC, Use.PDF))
    return by_vc, by_pdf, trust.root
