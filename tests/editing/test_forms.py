"""What the form of a change shows and is sent back untouched is no change."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from app.course.fact_catalogue import Fact
from app.course.queries import facts_in_files
from app.editing.decisions import change_of
from app.editing.forms import OTHERS, ChangeForm, PhoneForm, rows_of, tidy
from app.editing.records import present_words
from app.editing.rules import state_of


def sent(fact: Fact) -> MultiDict[str, str]:
    """Write a fact as a browser sends the untouched form."""
    fields: MultiDict[str, str] = MultiDict({"text": fact.text, "value": fact.value, "manner": "read"})
    fields |= {"confidence": fact.confidence.value, "checked_on": "2026-11-22", "seen": "abc"}
    if fact.source:
        source = fact.source
        fields |= {"source_title": source.title, "source_url": source.url or "", "source_date": source.date or ""}
    for number, row in enumerate(rows_of(fact.phones, "TH")):
        for name in PhoneForm()._fields:
            value = row.get(name) or ("call" if name == "way" else "government" if name == "who" else "")
            ticked = [] if name == "serves" and not value else [value]
            for one in value if isinstance(value, list) else ticked:
                fields.add(f"phones-{number}-{name}", one)
    for number in range(len(OTHERS)):
        fields.add(f"texts-{number}-text", "")
    return fields


def test_a_form_sent_back_untouched_changes_no_word_number_or_language(app: Flask) -> None:
    with app.test_request_context("/en/"):
        book = facts_in_files()
        for fact in book.facts.values():
            if fact.source:
                decision = change_of(ChangeForm(formdata=sent(fact)), state_of(book, fact.id))
                assert decision.new == present_words(state_of(book, fact.id)), fact.id
                assert decision.still_right == ()


@pytest.mark.parametrize("raw", ["  two \n lines ", "two\u200b lines"])
def test_words_are_written_on_one_line_without_unseen_signs(raw: str) -> None:
    assert tidy(raw) == "two lines"
