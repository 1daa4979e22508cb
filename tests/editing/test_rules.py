"""Edits lie over the facts of the files: what learners see after each kind, and which edits no longer hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.course.corridor import Corridor
from app.course.fact_catalogue import Confidence, PastEdit
from app.course.fact_loader import load_facts
from app.course.facts import FactBook
from app.course.phones import Who
from app.editing.checks import Rule, faults_of_edit
from app.editing.rules import Edit, Manner, edited, in_force, pending, revised, state_of
from tests.editing import edits
from tests.editing.edits import ROOT, SECTORS, TODAY

LINE = "sg.hotline.mom"
JOURNEY = Corridor("KH", "SG")


@pytest.fixture(scope="module")
def book() -> FactBook:
    return load_facts(ROOT, SECTORS)


def rules_broken(book: FactBook, edit: Edit) -> set[Rule]:
    before = state_of(book, edit.fact)
    return {fault.rule for fault in faults_of_edit(book, before, edited(before, edit), edit, TODAY)}


def test_without_edits_the_book_is_that_of_the_files(book: FactBook) -> None:
    assert revised(book, []) is book


def test_a_check_renews_the_day_and_a_call_is_remembered(book: FactBook) -> None:
    after = revised(book, [edits.check(book, LINE, manner=Manner.CALLED, confidence=Confidence.MEDIUM)])
    fact = after.facts[LINE]
    assert (fact.checked_on, fact.checked_by, fact.called_on) == (TODAY, "sokha", TODAY)
    assert fact.confidence is Confidence.MEDIUM
    assert after.digest != book.digest
    assert after.words["km"].sections["values"][LINE] == book.words["km"].sections["values"][LINE]


def test_after_a_change_only_words_that_still_hold_are_shown(book: FactBook) -> None:
    new = edits.words("Call 123 in Singapore.", phones=book.facts[LINE].phones, texts={"km": "សិង្ហបុរី 123"})
    after = revised(book, [edits.change(book, LINE, **new)])
    shown = {
        locale: next(
            fact.text for fact in after.resolve("dest.labour_hotline", JOURNEY, locale, TODAY).facts if fact.id == LINE
        )
        for locale in ("en", "km", "vi")
    }
    assert shown["en"].text == "Call 123 in Singapore."
    assert shown["km"].text == "សិង្ហបុរី 123"
    assert shown["vi"] == book.word("fallbacks", book.placeholders["dest.labour_hotline"].fallback, "vi")


def test_other_numbers_were_never_called(book: FactBook) -> None:
    called = revised(book, [edits.check(book, LINE, manner=Manner.CALLED)])
    after = revised(called, [edits.change(called, LINE, 2, phones=book.facts["sg.hotline.mwc"].phones)])
    assert after.facts[LINE].called_on is None


def test_a_retired_fact_reaches_nobody_until_it_is_restored(book: FactBook) -> None:
    taken = [edits.retire(book, LINE)]
    after = revised(book, taken)
    assert LINE not in [fact.id for fact in after.resolve("dest.labour_hotline", JOURNEY, "en", TODAY).facts]
    back = revised(book, [*taken, edits.restore(after, LINE, 2)])
    assert back.facts[LINE] == book.facts[LINE]


def test_a_note_changes_nothing_but_the_digest(book: FactBook) -> None:
    after = revised(book, [edits.note(book, LINE)])
    assert after.facts == book.facts


def test_an_edit_the_files_hold_already_applies_no_second_time(book: FactBook) -> None:
    edit = edits.change(book, LINE, **edits.words("Call 123 in Singapore."))
    past = PastEdit(edit.key, TODAY, "sokha", "change")
    fact = replace(book.facts[LINE], history=(past,), text="Written by the export, then mended by hand.")
    written = replace(book, facts={**book.facts, LINE: fact})
    assert revised(written, [edit]) is written
    assert pending(fact, [edit]) == []


def test_a_check_of_other_words_holds_no_more(book: FactBook) -> None:
    edit = edits.check(book, LINE, manner=Manner.CALLED)
    mended = replace(state_of(book, LINE), fact=replace(book.facts[LINE], text="Other words."))
    assert in_force(mended, [edit]) == mended


def test_a_change_holds_unless_the_files_were_checked_later(book: FactBook) -> None:
    edit = edits.change(book, LINE, **edits.words("Call 123 in Singapore."))
    state = state_of(book, LINE)
    mended = replace(state, fact=replace(state.fact, text="Other words."))
    later = replace(state, fact=replace(mended.fact, checked_on=date(2026, 12, 1)))
    assert in_force(mended, [edit]).fact.text == "Call 123 in Singapore."
    assert in_force(later, [edit]) == later


def test_an_edit_of_a_fact_that_is_gone_is_left_alone(book: FactBook) -> None:
    edit = replace(edits.retire(book, LINE), fact="sg.gone")
    assert revised(book, [edit]) is book


def test_what_the_files_hold_breaks_no_rule_when_it_is_checked(book: FactBook) -> None:
    for fact in book.facts.values():
        if fact.is_publishable:
            assert rules_broken(book, edits.check(book, fact.id)) == set(), fact.id


def test_a_fact_nobody_read_anywhere_cannot_be_raised(book: FactBook) -> None:
    edit = edits.check(book, "hk.smw", confidence=Confidence.MEDIUM)
    assert Rule.NO_SOURCE in rules_broken(book, edit)
    assert rules_broken(book, edits.check(book, "hk.smw", confidence=Confidence.LOW)) == set()


def test_a_contradicted_fact_is_not_sure_until_somebody_settles_it(book: FactBook) -> None:
    edit = edits.check(book, "tw.hotline.1955", confidence=Confidence.HIGH)
    assert rules_broken(book, edit) == {Rule.CONTRADICTED}
    settled = replace(edit, settles=True)
    assert rules_broken(book, settled) == set()
    assert revised(book, [settled]).facts["tw.hotline.1955"].contradicts is None


def test_a_charity_stays_before_the_police(book: FactBook) -> None:
    row = book.placeholders["dest.trafficking_hotline"].rows
    place, names = next((place, names) for place, names in row.items() if len(names) > 1)
    police = next(phone for fact in book.facts.values() for phone in fact.phones if fact.who == {Who.POLICE})
    charity = next(fact for fact in book.facts.values() if any(phone.who == "charity" for phone in fact.phones))
    rows = {**row, place: (names[0], charity.id)}
    placeholder = replace(book.placeholders["dest.trafficking_hotline"], rows=rows)
    bent = replace(book, placeholders={**book.placeholders, placeholder.name: placeholder})
    assert Rule.CHARITY in rules_broken(bent, edits.change(bent, names[0], phones=(police,)))


def test_a_call_needs_a_number(book: FactBook) -> None:
    assert rules_broken(book, edits.check(book, "sg.change_employer", manner=Manner.CALLED)) == {Rule.NO_NUMBERS}
