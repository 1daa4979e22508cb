"""Writes the words of a fact as plain data for the table of edits, and reads them back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.course.fact_catalogue import Confidence, Source
from app.editing.models import FactEdit
from app.editing.phone_records import phone_of, phone_record
from app.editing.rules import Act, Edit, FactState, Manner, NewWords


def words_record(words: NewWords) -> dict[str, Any]:
    """Write the words of a fact, its source, numbers and translations."""
    source = words.source
    return {
        "value": words.value,
        "text": words.text,
        "source": {"title": source.title, "url": source.url, "date": source.date} if source else None,
        "phones": [phone_record(phone) for phone in words.phones],
        "texts": dict(words.texts),
    }


def words_of(record: Mapping[str, Any]) -> NewWords:
    """Read what ``words_record`` wrote."""
    source = record["source"]
    return NewWords(
        value=record["value"],
        text=record["text"],
        source=Source(source["title"], source["url"], source["date"]) if source else None,
        phones=tuple(phone_of(phone) for phone in record["phones"]),
        texts=record["texts"],
    )


def present_words(state: FactState) -> NewWords:
    """Take the words of a fact as it stands."""
    fact = state.fact
    return NewWords(fact.value, fact.text, fact.source, fact.phones, state.texts)


def edit_of(row: FactEdit, by: str) -> Edit:
    """Read a row of the table; ``by`` is the sign-in name of who decided.

    Of a name that is an address only the part before the sign is kept: it is written into files that anybody may read.
    """
    return Edit(
        fact=row.fact,
        number=row.number,
        act=Act(row.act),
        at=row.at,
        by=by.partition("@")[0],
        seen=row.seen,
        words=row.words,
        checked_on=row.checked_on,
        manner=Manner(row.manner) if row.manner else None,
        confidence=Confidence(row.confidence) if row.confidence else None,
        note=row.note,
        settles=bool(row.settles),
        new=words_of(row.new) if row.new else None,
    )
