"""The fixed sentences of handouts and help cards, rendered in the language of the paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

WORDS: Mapping[str, LazyString] = {
    # NOTE: Small, above the title of a module on a printed sheet: "Module 3 of 12".
    "place": _l("Module %(number)s of %(count)s"),
    # NOTE: The heading of a list on a printed sheet: "name the 10 points of a contract" and so on.
    "outcomes": _l("After this you can"),
    # NOTE: Beside a star on a printed sheet, above the one thing nobody may get wrong.
    "must_know": _l("You must know this"),
    # NOTE: On a printed sheet, before things to ask about: "Ask: minimum wage · overtime pay".
    "ask": _l("Ask:"),
    # NOTE: On a printed sheet, above empty lines.
    "write_numbers": _l("Write the numbers for your journey here."),
    # NOTE: On a printed sheet, beside a square to scan with a phone.
    "scan": _l("Learn this on a phone: scan the square, or open this page."),
    "help": _l("Numbers to call for help"),
    "news": _l("News you must know"),
    # NOTE: Before the version of the course: 2026.1.
    "version": _l("Version of the course"),
    "draft": _l("Draft translation. A person who speaks this language has not checked it yet."),
    # NOTE: On a small card that a worker carries, above empty lines.
    "notes": _l("My own numbers"),
    # NOTE: On a small card that a worker carries, above the numbers of police and ambulance.
    "danger": _l("In danger now"),
    "right": _l("Calling these numbers is your right. Numbers can change: the app shows the newest."),
    # NOTE: On a printed sheet, before a list of titles, each with a day.
    "sources": _l("Sources, and the day on which each was last checked:"),
}


def words_in_force(**values: str) -> dict[str, str]:
    """Render all sentences in the language in force, with the values of those that have places."""
    words = {key: str(text) for key, text in WORDS.items()}
    return words | {"place": words["place"] % {"number": values.get("number", ""), "count": values.get("count", "")}}
