"""A module whose pool of questions is thin is named to its authors."""

from __future__ import annotations

from app.core.i18n import LOCALES, SOURCE
from app.course.pools import thin_pools
from app.course.wording import Kind, Severity
from tests.course.small_course import SmallCourse

STRUCTURE = "decide/module.yaml"


def said(small: SmallCourse) -> list[str]:
    found = [one for one in thin_pools(small.load(), SOURCE) if one.unit == "decide/questions"]
    assert {(one.kind, one.severity) for one in found} <= {(Kind.POOL, Severity.WARNING)}
    return [one.what for one in found]


def question(small: SmallCourse, name: str, more: str) -> None:
    entry = f"  - id: {name}\n    outcome: M01-LO1\n    difficulty: 1\n    kind: single\n    options: [a, b, c]\n"
    small.add(STRUCTURE, f"{entry}    right: [a]\n    {more}\n")
    small.add(
        "decide/questions/en.yaml",
        f"{name}:\n  text: What?\n  options:\n    a: One\n    b: Two\n    c: Three\n  explanation: One is first.\n",
    )


def test_too_few_wordings_and_check_questions_are_named(small: SmallCourse) -> None:
    assert said(small) == [
        "the must-know question has 1 wording, write 3 or more",
        "0 questions of `use: check` for before and after the course, keep 2",
    ]


def test_a_full_pool_is_left_alone(small: SmallCourse) -> None:
    for name, more in (("M", "must_know: true"), ("N", "must_know: true"), ("C", "use: check"), ("D", "use: check")):
        question(small, f"M01-{name}", more)
    assert said(small) == []
    question(small, "M01-E", "use: check")
    assert said(small) == ["3 questions of `use: check` for before and after the course, keep 2"]


def test_an_outcome_that_few_questions_test_is_named(small: SmallCourse) -> None:
    small.change(STRUCTURE, "    bloom: remember\n", "    bloom: remember\n  - id: M01-LO2\n    bloom: remember\n")
    small.change(
        STRUCTURE,
        "outcome: M01-LO1\n    difficulty: 1\n    kind: single",
        "outcome: M01-LO2\n    difficulty: 1\n    kind: single",
    )
    for tag in ("en", "km"):
        small.add(f"decide/about/{tag}.yaml", "  M01-LO2: Say it again.\n")
    (first, *_) = thin_pools(small.load(), SOURCE)
    assert first.what == "M01-LO2 has 1 question in the quiz, write 3 or more"
    assert first.at.line == small.line_of(STRUCTURE, "- id: M01-LO2")


def test_a_thin_pool_is_said_of_english_alone(small: SmallCourse) -> None:
    course = small.load()
    assert [locale.tag for locale in LOCALES if list(thin_pools(course, locale))] == ["en"]
