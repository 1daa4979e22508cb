"""The fixed sentences of posters and cards, rendered in the language of the class."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

POSTER: Mapping[str, LazyString] = {
    # NOTE: The heading of a poster on the wall, above the name of a class.
    "join": _l("Join this class"),
    # NOTE: On a poster, beside a large square to scan with a phone.
    "scan": _l("Scan the square with your phone."),
    # NOTE: On a poster, before a web address.
    "open": _l("Or open this page on any phone:"),
    # NOTE: On a poster, before a code of six letters and digits.
    "code": _l("and write this code:"),
    "free": _l("It costs nothing. You need only your name."),
    "draft": _l("Draft translation. A person who speaks this language has not checked it yet."),
}
CARD: Mapping[str, LazyString] = {
    # NOTE: On a small printed card, before the number a learner signs in with.
    "number": _l("Learner number"),
    # NOTE: On a small printed card, above a large number by which the trainer calls the person in the class.
    "seat": _l("Seat"),
    "scan": _l("Scan the square, and choose a PIN the first time."),
    "draft": _l("Draft translation"),
    "keep": _l("Keep the PIN in your head. Do not write it on this card."),
}


def in_force(words: Mapping[str, LazyString]) -> dict[str, str]:
    """Render sentences in the language in force."""
    return {key: str(text) for key, text in words.items()}
