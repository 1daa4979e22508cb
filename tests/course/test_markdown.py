"""A card's Markdown becomes safe HTML with room for facts."""

from __future__ import annotations

from flask import Flask, render_template_string

from app.course.catalogue import Card, CardText, FactSlot, Html
from tests.course.small_course import SmallCourse

LESSON = "decide/lessons/first/en.md"


def card_of(small: SmallCourse, number: int, lesson: int = 1) -> CardText:
    course = small.load()
    card: Card = course.module("decide").lesson(lesson).card(number)
    return course.card_text(card, "en")


def words_of(small: SmallCourse, body: str) -> str:
    """Give the HTML of a card with this body."""
    small.change(LESSON, "A contract is a *promise* on paper.\n\nIt binds both sides.", body)
    return "".join(part.html for part in card_of(small, 1).parts if isinstance(part, Html))


def test_paragraphs_and_emphasis_become_html(small: SmallCourse) -> None:
    text = card_of(small, 1)
    assert text.title == "A promise on paper"
    assert text.parts == (Html("<p>A contract is a <em>promise</em> on paper.</p>\n<p>It binds both sides.</p>"),)


def test_a_list_becomes_html(small: SmallCourse) -> None:
    assert card_of(small, 2, lesson=2).parts == (Html("<ul>\n<li>Read it.</li>\n<li>Keep it.</li>\n</ul>"),)


def test_a_placeholder_line_becomes_a_slot_between_html_even_without_empty_lines(small: SmallCourse) -> None:
    text = card_of(small, 2)
    assert text.parts == (Html("<p>Look at the pay.</p>"), FactSlot("dest.min_wage"), Html("<p>Ask again.</p>"))
    assert [(slot.name, slot.at.line) for slot in text.slots] == [("dest.min_wage", 12)]


def test_a_slot_may_be_all_of_a_card(small: SmallCourse) -> None:
    small.change(LESSON, "Look at the pay.\n", "")
    small.change(LESSON, "Ask again.\n", "")
    assert card_of(small, 2).parts == (FactSlot("dest.min_wage"),)


def test_signs_of_html_are_escaped(small: SmallCourse) -> None:
    assert words_of(small, "Pay > 0 & hours < 8, &lt;b&gt;.") == "<p>Pay &gt; 0 &amp; hours &lt; 8, &lt;b&gt;.</p>"


def test_a_link_may_lead_to_the_web_but_runs_no_script(small: SmallCourse) -> None:
    body = "[one](https://example.org/a) and [two](javascript:alert(1))"
    expected = '<p><a href="https://example.org/a">one</a> and [two](javascript:alert(1))</p>'
    assert words_of(small, body) == expected


def test_a_piece_of_html_prints_itself_in_a_template() -> None:
    with Flask(__name__).app_context():
        assert render_template_string("{{ part }}", part=Html("<p>A</p>")) == "<p>A</p>"


def test_break_marks_pasted_from_elsewhere_are_dropped_and_letters_composed(small: SmallCourse) -> None:
    assert words_of(small, "Ha\u200bnoi e\u0302") == "<p>Hanoi \u00ea</p>"


def test_a_file_from_a_word_processor_reads_the_same(small: SmallCourse) -> None:
    before = small.load().digest
    words = "\ufeff" + small.read(LESSON).replace("\n", "\r\n")
    (small.root / LESSON).write_bytes(words.encode())
    assert small.load().digest == before
