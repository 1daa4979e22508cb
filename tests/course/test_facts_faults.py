"""A fault in the facts is found at the start, with the file, the line and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.course.fact_checks import figures
from tests.course.small_facts import SmallFacts


@pytest.fixture
def small(tmp_path: Path) -> SmallFacts:
    return SmallFacts(tmp_path)


def test_facts_without_a_fault_load(small: SmallFacts) -> None:
    assert small.faults() == ()


def test_a_fault_names_file_line_what_and_what_to_do(small: SmallFacts) -> None:
    small.change("countries/th.yaml", "kind: minimum_wage", "kind: minimum_pay")
    line = small.line_of("countries/th.yaml", "minimum_pay")
    (fault,) = small.faults()
    assert str(fault).startswith(
        f"curriculum/facts/countries/th.yaml:{line}: `kind` cannot be `minimum_pay`; use one of "
    )


@pytest.mark.parametrize(
    ("path", "old", "new", "what"),
    [
        ("countries/th.yaml", "confidence: high", "confidence: sure", "`confidence` has the wrong shape"),
        ("countries/th.yaml", "  confidence: high\n", "", "`confidence` is missing"),
        ("countries/th.yaml", "  checked_on: 2026-11-21\n", "", "has a source and no day of a check"),
        ("countries/th.yaml", "checked_on: 2026-11-21", "checked_on: 21 November", "`checked_on` has the wrong shape"),
        ("countries/th.yaml", "  value: 1,400", "  worth: 1,400", "nothing reads the key `worth`"),
        ("countries/th.yaml", "url: https:", "url: javascript:", "is no web address"),
        ("countries/th.yaml", "minimum wage is", "minimum <b>wage</b> is", "this text holds raw HTML"),
        ("countries/th.yaml", "th.charity:", "th.wage:", "`th.wage` is written twice"),
        (
            "countries/th.yaml",
            "confidence: high",
            "confidence: high\n  sectors: [space]",
            "`sectors` cannot hold `space`",
        ),
        ("countries/th.yaml", "in Thailand answers at", "answers at", "does not say that it is in Thailand"),
        ("countries/th.yaml", "'+6629575851'", "'+8529575851'", "`+8529575851` is no number of TH"),
        ("countries/th.yaml", "'+6629575851'", "'+66 2 957 5851'", "is no number of TH"),
        ("countries/th.yaml", "'+6629575851'", "1191", "`1191` is no number of TH"),
        ("countries/th.yaml", "who: charity", "who: friend", "`who` has the wrong shape"),
        ("countries/th.yaml", "country: TH", "country: XX", "`country` cannot be `XX`"),
        ("countries/th.yaml", "mon-fri 08:30-16:30", "in the morning", "nobody can read the hours `in the morning`"),
        ("countries/th.yaml", "[km, th]", "[Khmer]", "`Khmer` is no code of a language"),
        ("shelf_lives.yaml", "minimum_wage: law", "minimum_wage: long", "`minimum_wage` cannot be `long`"),
        ("shelf_lives.yaml", "law: 365", "law: a year", "`law` has the wrong shape"),
        ("placeholders.yaml", "[th.wage]", "[th.wages]", "there is no fact `th.wages`"),
        ("placeholders.yaml", "[th.wage]", "[th.wage, th.wage]", "the row `TH` names a fact twice"),
        ("placeholders.yaml", "    TH:", "    XX:", "`dest.min_wage` can have no row `XX`"),
        ("placeholders.yaml", "    KH-TH:", "    TH:", "`pair.embassy` can have no row `TH`"),
        ("placeholders.yaml", "    KH-TH:", "    TH-KH-TH:", "`pair.embassy` can have no row `TH-KH-TH`"),
        ("placeholders.yaml", "    KH-TH:", "    TH-TH:", "`pair.embassy` can have no row `TH-TH`"),
        ("placeholders.yaml", "[th.charity, th.embassy]", "[th.embassy, th.charity]", "stands before the charity"),
        ("placeholders.yaml", "risk: A", "risk: Z", "`risk` cannot be `Z`"),
        ("placeholders.yaml", "pair.embassy:", "there.embassy:", "belongs to no part of a journey"),
        ("placeholders.yaml", "fallback: check-first", "fallback: guess", "has no English words for `guess`"),
        ("text/en.yaml", "  pair.embassy: Words\n", "", "`labels` has no English words for `pair.embassy`"),
        ("text/en.yaml", "  TH: Thailand\n", "", "`countries` has no English words for `TH`"),
        ("text/en.yaml", "Only in %(country)s.", "Only here.", "`only-inside` has no place for the country"),
        ("text/en.yaml", "labels:", "values:\n  th.wage: Words\nlabels:", "English has its facts in countries/"),
        ("text/km.yaml", "  th.wage:", "  th.pay:", "`values` knows no `th.pay`"),
        ("text/km.yaml", "values:", "facts:", "nothing reads `facts`"),
        ("text/km.yaml", "១.៤០០", "១.៣០០", "`th.wage` lost figures of the English: 1400"),
    ],
)
def test_it_is_found(small: SmallFacts, path: str, old: str, new: str, what: str) -> None:
    small.change(path, old, new)
    found = [fault for fault in small.faults() if what in fault.what]
    assert found, small.faults()
    assert all(fault.line > 0 and fault.what_to_do for fault in found)


def test_a_translated_number_to_call_keeps_its_country(small: SmallFacts) -> None:
    small.change("text/km.yaml", "values:", "values:\n  th.charity: អង្គការមួយឆ្លើយតាម 02 957 5851")
    assert [fault.what for fault in small.faults()] == ["`th.charity` gives a number and does not say that it is in ថៃ"]


def test_a_fact_may_have_a_shorter_shelf_life_than_its_kind_and_no_longer_one(small: SmallFacts) -> None:
    small.change("countries/th.yaml", "confidence: high", "confidence: high\n  shelf_life: situation")
    assert small.load().facts["th.wage"].days == 30
    small.change("countries/th.yaml", "shelf_life: situation", "shelf_life: definition")
    assert ["longer" in fault.what for fault in small.faults()] == [True]


@pytest.mark.parametrize("path", ["shelf_lives.yaml", "placeholders.yaml", "text/en.yaml"])
def test_a_missing_file_is_found(small: SmallFacts, path: str) -> None:
    (small.root / "facts" / path).unlink()
    assert any("missing" in fault.what and fault.file.endswith(path) for fault in small.faults())


def test_a_file_of_no_country_or_locale_is_found(small: SmallFacts) -> None:
    small.write("countries/zz.yaml", "")
    small.write("text/khmer.yaml", "")
    assert [fault.what for fault in small.faults()] == ["no country has this name", "no locale is called `khmer.yaml`"]


def test_a_fact_in_two_files_is_found(small: SmallFacts) -> None:
    small.write("countries/kh.yaml", small.read("countries/th.yaml"))
    whats = [fault.what for fault in small.faults()]
    assert "`th.wage` is also in curriculum/facts/countries/kh.yaml:1" in whats


def test_all_faults_are_told_at_once(small: SmallFacts) -> None:
    small.change("countries/th.yaml", "who: charity", "who: friend")
    small.change("placeholders.yaml", "risk: A", "risk: Z")
    assert len(small.faults()) == 2


def test_figures_are_the_same_in_all_digits_and_with_all_marks() -> None:
    assert figures("1,700 THB at 1.5 from 08:30") == figures("១.៧០០ បាត ១,៥ ០៨:៣០") == {"1700", "15", "8", "30"}
