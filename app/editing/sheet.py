"""A journey's report as a sheet for other programs: one line a fact, or the fallback sentence."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from app.course.fact_catalogue import Fact
from app.editing.journeys import Answer, JourneyReport

COLUMNS = (
    "risk",
    "placeholder",
    "describe",
    "label",
    "stand",
    "cards",
    "fact",
    "text",
    "numbers",
    "confidence",
    "checked_on",
    "checked_by",
    "good_until",
    "contradicts",
    "warning",
    "source",
    "url",
    "held_back",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def journey_sheet(report: JourneyReport) -> str:
    """Write the report as CSV, with the mark by which spreadsheets know UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for answer in report.answers:
        writer.writerows([[_safe(cell) for cell in line] for line in _lines(answer)])
    return f"\ufeff{out.getvalue()}"


def _lines(answer: Answer) -> Iterator[list[str]]:
    head = [
        answer.placeholder.risk,
        answer.placeholder.name,
        answer.placeholder.describe,
        answer.label.text,
        answer.stand.value,
        str(answer.cards),
    ]
    held_back = " ".join(fact.id for fact in answer.held_back)
    if answer.fallback:
        yield [*head, "", answer.fallback.text, *[""] * 9, held_back]
    for fact, shown in zip(answer.facts, answer.shown, strict=True):
        yield [*head, fact.id, shown.text.text, *_about(fact), held_back]


def _about(fact: Fact) -> list[str]:
    numbers = "; ".join(f"{phone.country} {phone.number}" for phone in fact.phones)
    source = (fact.source.title, fact.source.url or "") if fact.source else ("", "")
    days = [str(day) if day else "" for day in (fact.checked_on, fact.checked_by, fact.good_until)]
    return [numbers, fact.confidence.value, *days, fact.contradicts or "", fact.warning or "", *source]


def _safe(cell: str) -> str:
    """Keep a spreadsheet from taking words for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
