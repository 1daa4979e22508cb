"""Statements to draw, in seven languages; what they say is in ``papers.yaml``."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from app.certificates.statement import Statement

_TEXTS = yaml.safe_load(Path(__file__).with_name("papers.yaml").read_text(encoding="utf-8"))
LOCALES: tuple[str, ...] = tuple(_TEXTS["words"])
NAMES: dict[str, tuple[str, ...]] = {locale: tuple(names) for locale, names in _TEXTS["names"].items()}
"""Twelve invented names in each of four scripts, with the stacks, medials and marks that are hard to draw."""
HELP_LINES: tuple[tuple[str, str], ...] = tuple((what, number) for what, number in _TEXTS["help_lines"])


def a_statement(locale: str = "en", **changes: Any) -> Statement:
    """State that an invented person has finished the whole course, in a language."""
    statement = Statement(
        locale=locale,
        kind="full",
        number="XX-TEST-26-0000001-8",
        code="7Q4F-2M9X",
        check_address="HTTPS://WAYMARK.EXAMPLE.ORG/V/XX-TEST-26-0000001-8/7Q4F2M9X",
        short_address="waymark.example.org/c",
        name_native=_TEXTS["people"][locale][0],
        name_latin=_TEXTS["people"][locale][1],
        course_title="Know before you go",
        course_version="2026.1",
        started_on=date(2026, 2, 1),
        completed_on=date(2026, 3, 5),
        issued_on=date(2026, 3, 9),
        valid_until=date(2028, 3, 9),
        issuer_contact="1 Sample Road, Sampletown · check@example.org",
        watermark=None,
        **_texts(locale),
    )
    return replace(statement, **changes)


def a_sample(locale: str) -> Statement:
    """State it as a demo programme does: with a watermark, as a draft, with a further disclaimer and help lines."""
    further = (("th", _TEXTS["words"]["th"]["disclaimer"]),) if locale != "th" else ()
    return a_statement(
        locale, watermark="SAMPLE", is_draft=locale != "en", further_disclaimers=further, help_lines=HELP_LINES
    )


def _texts(locale: str) -> dict[str, Any]:
    return {
        "modules": tuple(_TEXTS["modules"][locale]),
        "modules_english": tuple(_TEXTS["modules"]["en"]),
        "design_hours": _TEXTS["hours"][locale],
        "design_hours_english": _TEXTS["hours"]["en"],
        "issuer_name": _TEXTS["issuers"][locale],
        "issuer_name_english": _TEXTS["issuers"]["en"],
        "words": _TEXTS["words"][locale],
        "english": _TEXTS["words"]["en"],
    }
