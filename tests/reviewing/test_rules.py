"""What is in force, computed from acts alone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from app.reviewing.rules import Act, Entry, Seen, Standing, Words, changed, judged, last_reading_back

NOW = Seen("english", "own")
OLD = Seen("english", "older")
WORDS = Words(NOW, {"title": "ក", "text": "ខ"})
NEW = {"title": "គ"}


def entry(row_id: int, act: Act, seen: Seen = NOW, staff: int = 1, **more: Any) -> Entry:
    return Entry(row_id, datetime(2026, 3, 9, tzinfo=UTC), staff, "contract/about", act, seen, **more)


def standing(*entries: Entry, words: Words = WORDS) -> Standing:
    return judged(entries, words).standing


def test_a_text_without_acts_waits_for_a_review() -> None:
    assert standing() is Standing.OPEN
    assert standing(words=Words(NOW, None)) is Standing.MISSING


def test_an_accept_counts_on_exactly_the_words_that_were_seen() -> None:
    assert standing(entry(1, Act.ACCEPT)) is Standing.ACCEPTED
    assert standing(entry(1, Act.ACCEPT, OLD)) is Standing.OPEN
    assert standing(entry(1, Act.ACCEPT, Seen("older english", "own"))) is Standing.OPEN


def test_words_that_come_back_bring_their_sign_off_back() -> None:
    assert standing(entry(1, Act.ACCEPT), entry(2, Act.ACCEPT, OLD)) is Standing.ACCEPTED


def test_a_sign_off_in_the_files_counts() -> None:
    assert standing(words=Words(NOW, WORDS.own, is_signed=True)) is Standing.ACCEPTED


def test_an_accept_that_was_withdrawn_counts_no_more() -> None:
    assert standing(entry(1, Act.ACCEPT), entry(2, Act.WITHDRAW, ends=1)) is Standing.OPEN


def test_a_suggestion_puts_an_accepted_text_back_into_question() -> None:
    accepted, suggested = entry(1, Act.ACCEPT), entry(2, Act.SUGGEST, staff=2, passages=NEW)
    assert standing(accepted, suggested) is Standing.SUGGESTED
    assert standing(accepted, suggested, entry(3, Act.DECLINE, ends=2)) is Standing.ACCEPTED
    assert standing(accepted, suggested, entry(3, Act.WITHDRAW, staff=2, ends=2)) is Standing.ACCEPTED
    assert standing(accepted, suggested, entry(3, Act.TAKE, ends=2)) is Standing.TAKEN


def test_two_suggestions_stand_side_by_side() -> None:
    both = (entry(1, Act.SUGGEST, passages=NEW), entry(2, Act.SUGGEST, staff=2, passages={"title": "ឃ"}))
    assert judged(both, WORDS).open == both


def test_a_suggestion_stays_open_when_the_words_change() -> None:
    assert standing(entry(1, Act.SUGGEST, OLD, passages=NEW)) is Standing.SUGGESTED


def test_an_agreed_suggestion_waits_until_it_is_written() -> None:
    agreed = (entry(1, Act.SUGGEST, passages=NEW), entry(2, Act.TAKE, staff=2, ends=1))
    assert standing(*agreed) is Standing.TAKEN
    written = Words(Seen("english", "new"), {"title": "គ", "text": "ខ"})
    assert standing(*agreed, words=written) is Standing.OPEN


def test_words_may_be_suggested_where_there_are_none() -> None:
    missing, suggested = Words(Seen("english", ""), None), entry(1, Act.SUGGEST, Seen("english", ""), passages=NEW)
    assert standing(suggested, words=missing) is Standing.SUGGESTED
    assert standing(suggested, entry(2, Act.TAKE, staff=2, ends=1), words=missing) is Standing.TAKEN


def test_agreed_suggestions_wait_in_the_order_of_the_agreement() -> None:
    first, second = entry(1, Act.SUGGEST, passages=NEW), entry(2, Act.SUGGEST, passages={"title": "ឃ"})
    taken = judged((first, second, entry(3, Act.TAKE, ends=2), entry(4, Act.TAKE, ends=1)), WORDS).taken
    assert taken == (second, first)


def test_only_passages_that_differ_are_a_change() -> None:
    assert changed({"title": "ក", "text": "ខ"}, {"title": "ក", "text": "គ"}) == {"text": "គ"}


def test_the_newest_reading_back_is_the_one_that_was_not_withdrawn() -> None:
    first, second = entry(1, Act.BACK_TRANSLATE, words="one"), entry(2, Act.BACK_TRANSLATE, words="two")
    assert last_reading_back((first, second)) is second
    assert last_reading_back((first, second, entry(3, Act.WITHDRAW, ends=2))) is first
    assert last_reading_back(()) is None
