"""A filled blank is, to the byte, the paper that would have been laid out alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from app.certificates import pdf
from app.certificates.drawing import draw
from app.certificates.statement import Statement
from app.printing.blank import Blank
from app.printing.engine import typeset
from app.printing.painting import Dress
from tests.certificates.papers import HELP_LINES, LOCALES, NAMES, a_sample, a_statement
from tests.sampling import sampled

WIDE = "WOLFESCHLEGELSTEINHAUSENBERGERDORFF " * 2 + "THE THIRD"


def drawn_alone(statement: Statement) -> bytes:
    pdf._blanks.clear()
    return draw(statement)


def blanks_used(statements: Sequence[Statement]) -> int:
    """Draw one after the other and count how many had to be laid out."""
    pdf._blanks.clear()
    seen: list[Blank] = []
    for statement in statements:
        draw(statement)
        seen += (blank for blank in pdf._blanks.values() if blank not in seen)
    return len(seen)


def like(statement: Statement, **changes: object) -> Statement:
    """Give the certificate of somebody else who did the same course, on other days."""
    other = {
        "number": "XX-TEST-26-0000002-6",
        "code": "1WMQ-8K0J",
        "check_address": "HTTPS://WAYMARK.EXAMPLE.ORG/V/XX-TEST-26-0000002-6/1WMQ8K0J",
        "started_on": date(2025, 11, 28),
        "completed_on": date(2026, 12, 30),
        "issued_on": date(2027, 9, 17),
        "name_latin": "TESTPERSON WITH ANOTHER NAME",
    }
    return replace(statement, **(other | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("locale", sampled(LOCALES, "en", "my"))
def test_a_paper_is_the_same_whoever_had_one_before(locale: str) -> None:
    first, second = a_sample(locale), like(a_sample(locale))
    alone = drawn_alone(second)
    drawn_alone(first)
    assert draw(second) == alone


@pytest.mark.parametrize("script", sampled(NAMES, next(iter(NAMES))))
def test_names_of_a_script_share_a_blank_and_come_out_the_same(script: str) -> None:
    for name in NAMES[script][:4]:
        statement = like(a_statement("en"), name_native=name)
        alone = drawn_alone(statement)
        drawn_alone(a_statement("en", name_native=NAMES[script][-1]))
        assert draw(statement) == alone


def test_most_people_of_a_class_share_one_blank() -> None:
    assert blanks_used([like(a_statement("km"), name_native=name) for name in NAMES["km"]]) == 1


@pytest.mark.parametrize("name", [WIDE, "Amina  Testperson", "អាមីណា Amina"])
def test_a_name_that_stands_in_no_gap_is_laid_out_on_its_own(name: str) -> None:
    statement = a_statement(name_native=name)
    alone = drawn_alone(statement)
    drawn_alone(a_statement())
    assert draw(statement) == alone


def test_a_blank_that_holds_somebodys_name_is_not_kept() -> None:
    drawn_alone(a_statement(name_native=WIDE))
    assert not pdf._blanks


def test_other_words_are_another_kind() -> None:
    papers = [
        a_statement(),
        a_statement(name_latin=None),
        a_statement(valid_until=None),
        a_statement(help_lines=HELP_LINES),
        a_statement(course_version="2026.2"),
    ]
    assert blanks_used(papers) == len(papers)


def test_only_so_many_blanks_are_kept() -> None:
    pdf._blanks.clear()
    for place in range(pdf._MOST_BLANKS + 1):
        pdf._keep(place, Blank(typeset("<html lang='en'><title>A</title>", pdf.STYLE), Dress(), {}))
    assert list(pdf._blanks) == list(range(1, pdf._MOST_BLANKS + 1))
    pdf._blanks.clear()


def test_a_blank_is_not_mistaken_for_a_page_with_the_square_of_somebody_else() -> None:
    first, second = a_statement(), like(a_statement())
    draw(first)
    assert draw(first) != draw(second)
