"""Writes the texts of a locale as PO files, for Poedit, Weblate and the tools of gettext.

``msgctxt`` names the unit and its passage (``contract/what-for/promise#title``). What nobody has signed yet is fuzzy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from app.core.i18n import Locale
from app.course.catalogue import Course, State
from app.course.po_notes import Notes
from app.course.units import Unit

PLURAL_FORMS = "nplurals=1; plural=0;"
"""Our languages have one form; Babel's rule for Burmese is wrong."""


def context_of(unit: Unit, passage: str) -> str:
    """Name a passage as the context of a message."""
    return f"{unit.path}#{passage}"


def exported(course: Course, units: Iterable[Unit], notes: Notes, at: datetime) -> bytes:
    """Write units as one PO file; the same units give the same bytes but for the time in the header."""
    catalogue = Catalog(fuzzy=False)
    for unit in units:
        for passage, english in unit.source.items():
            _add(catalogue, unit, passage, english, notes)
    entries = BytesIO()
    write_po(entries, catalogue, width=0, omit_header=True)
    return "".join(f"{line}\n" for line in _header(course, notes.locale, at)).encode() + entries.getvalue()


def _add(catalogue: Catalog, unit: Unit, passage: str, english: str, notes: Notes) -> None:
    message = catalogue.add(
        english,
        (unit.own or {}).get(passage, ""),
        locations=[(unit.at.file, unit.at.of(passage).line)],
        auto_comments=list(notes.of(unit, passage)),
        context=context_of(unit, passage),
    )
    # A per cent sign in a sentence is none of Python's formats, and only one text holds a place for a word.
    message.flags.discard("python-format")
    if unit.own and unit.state is not State.REVIEWED:
        message.flags.add("fuzzy")


def _header(course: Course, locale: Locale, at: datetime) -> Iterator[str]:
    time = f"{at:%Y-%m-%d %H:%M%z}"
    fields = {
        "Project-Id-Version": f"Waymark course {course.version}",
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": time,
        "PO-Revision-Date": time,
        "Last-Translator": "",
        "Language-Team": locale.english_name,
        "Language": locale.disk,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_FORMS,
        "X-Course-Version": course.version,
        "X-Course-Digest": course.digest,
    }
    yield f"# The texts of Waymark in {locale.english_name}. Fuzzy are those that no reviewer has signed."
    yield "# To sign a text, a reviewer uses the page for reviewers: taking the mark away here signs nothing."
    yield 'msgid ""'
    yield 'msgstr ""'
    yield from (f'"{name}: {value}\\n"' for name, value in fields.items())
    yield ""
