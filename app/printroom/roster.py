"""The list on which people sign when they fetch their certificates: what it says, in a language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from app.core import clock
from app.core.days import format_day
from app.core.i18n import Locale
from app.printing.door import behind
from app.printing.glyphs import missing_characters
from app.printing.speaking import speaking
from app.printroom.choosing import Line


@dataclass(frozen=True, slots=True)
class Signer:
    """A line of the list."""

    place: int
    number: str
    names: tuple[str, ...]
    locale: str


@dataclass(frozen=True, slots=True)
class SigningSheet:
    """All that is on the list; the same always gives the same bytes."""

    locale: str
    title: str
    day: str
    signers: tuple[Signer, ...]
    words: Mapping[str, str]


def signing_sheet(title: str, signers: Iterable[Signer], locale: Locale) -> SigningSheet:
    """Draw up the list; a name that the fonts cannot print is left out, since the number says whose line it is."""
    with speaking(locale.tag):
        return SigningSheet(
            locale=locale.tag,
            title=title if not missing_characters(title) else "",
            day=format_day(clock.today(), locale.tag),
            signers=tuple(map(_printable, signers)),
            words=_words(),
        )


def draw_signing_sheet(sheet: SigningSheet) -> bytes:
    """Draw the list; this loads the engine."""
    drawn: bytes = behind("app.printroom.roster_pdf").draw(sheet)
    return drawn


def signers_of_lines(lines: Iterable[Line]) -> list[Signer]:
    """Give those of a class a line each, counted from 1."""
    return [Signer(place, line.number, line.names, line.locale) for place, line in enumerate(lines, start=1)]


def _printable(signer: Signer) -> Signer:
    names = tuple(name for name in signer.names if not missing_characters(name))
    return Signer(signer.place, signer.number, names, signer.locale)


def _words() -> dict[str, str]:
    return {
        "heading": _("Certificates handed over"),
        # NOTE: Heading of a column: the place in an order, 1, 2, 3.
        "place": _("Place"),
        "number": _("Number"),
        "name": _("Name"),
        "signature": _("Signature"),
        # NOTE: Heading of a narrow column in which people write the day.
        "date": _("Date"),
        "note": _("Who signs here has got the certificate. It is free: nobody may ask for money for it."),
    }
