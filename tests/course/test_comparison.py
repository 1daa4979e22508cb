"""Each kind of change that is planted in a course is told, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.core.i18n import locale_by_tag
from app.course.comparison import Became, Comparison, Difference, Topic, compare
from app.course.comparison_words import in_words
from app.course.services import review_texts, stamp_texts
from app.course.snapshot import Snapshot
from tests.course.small_curriculum import SmallCurriculum

MODULE = "contract/module.yaml"
ENGLISH = "contract/lessons/first/en.md"
QUESTIONS = "contract/questions/en.yaml"
PROMISE = "      - id: promise\n        kind: message\n        picture: contract\n"
WAGE = "## What you are paid {#wage}\n\nLook at the pay.\n{{dest.min_wage}}\n\nAsk again.\n"
NEW_CARD = "      - id: proof\n        kind: message\n"
NEW_QUESTION = """\
  - id: M03-Q99
    outcome: M03-LO1
    difficulty: 2
    kind: single
    options: [a, b, c]
    right: [a]
"""
NEW_QUESTION_TEXT = "M03-Q99:\n  text: What else?\n  options: {a: One, b: Two, c: Three}\n  explanation: One.\n"


@pytest.fixture
def whole(tmp_path: Path) -> SmallCurriculum:
    return SmallCurriculum(tmp_path)


def planted(whole: SmallCurriculum, *changes: tuple[str, str, str]) -> Comparison:
    """Change words in files and tell what differs."""
    before = whole.snapshot()
    for path, old, new in changes:
        whole.change(path, old, new)
    return compare(before, whole.snapshot())


def told(comparison: Comparison) -> list[Difference]:
    """Leave the units aside, which have tests of their own."""
    return [one for one in comparison.differences if one.topic is not Topic.UNIT]


def test_of_two_equal_courses_nothing_is_told(whole: SmallCurriculum) -> None:
    comparison = planted(whole)
    assert comparison.differences == ()
    assert "Nothing differs." in in_words(comparison)


def test_an_added_card_is_told_once_and_not_as_words(whole: SmallCurriculum) -> None:
    comparison = planted(
        whole,
        (MODULE, "      - id: wage", NEW_CARD + "      - id: wage"),
        (ENGLISH, "## What you are paid", "## A proof {#proof}\n\nIt is a proof.\n\n## What you are paid"),
    )
    assert comparison.differences == (Difference(Topic.ADDED, "contract/first/proof", part="card"),)


def test_a_removed_question_is_told(whole: SmallCurriculum) -> None:
    whole.change(MODULE, "questions:\n", "questions:\n" + NEW_QUESTION)
    whole.add(QUESTIONS, NEW_QUESTION_TEXT)
    comparison = planted(whole, (MODULE, NEW_QUESTION, ""), (QUESTIONS, NEW_QUESTION_TEXT, ""))
    assert comparison.differences == (Difference(Topic.REMOVED, "contract/questions/M03-Q99", part="question"),)


def test_an_added_question_is_told(whole: SmallCurriculum) -> None:
    before = whole.snapshot()
    whole.change(MODULE, "questions:\n", "questions:\n" + NEW_QUESTION)
    whole.add(QUESTIONS, NEW_QUESTION_TEXT)
    assert compare(before, whole.snapshot()).differences == (
        Difference(Topic.ADDED, "contract/questions/M03-Q99", part="question"),
    )


def test_a_removed_module_is_one_difference_with_all_below_it(whole: SmallCurriculum) -> None:
    before = whole.snapshot()
    whole.change("course.yaml", "[decide, contract]", "[contract]")
    (whole.root / "decide").rename(whole.root.parent / "decide")
    differences = told(compare(before, whole.snapshot()))
    assert differences == [Difference(Topic.REMOVED, "decide", part="module")]


def test_modules_that_change_places_are_told(whole: SmallCurriculum) -> None:
    comparison = planted(whole, ("course.yaml", "[decide, contract]", "[contract, decide]"))
    assert [(one.topic, one.part, one.old, one.new) for one in comparison.differences] == [
        (Topic.MOVED, "module", "place 2", "place 1")
    ]


def test_cards_that_change_places_are_told(whole: SmallCurriculum) -> None:
    comparison = planted(
        whole,
        (ENGLISH, WAGE, ""),
        (ENGLISH, "## A promise on paper", WAGE + "\n## A promise on paper"),
        (MODULE, PROMISE, ""),
        (
            MODULE,
            "      - id: wage\n        kind: facts\n",
            "      - id: wage\n        kind: facts\n" + PROMISE,
        ),
    )
    assert [(one.topic, one.part) for one in comparison.differences] == [(Topic.MOVED, "card")]


def test_a_card_that_moved_to_another_lesson_is_the_same_card(whole: SmallCurriculum) -> None:
    card = "      - id: story\n        kind: story\n"
    words = "## Somchai and the bus {#story}\n\nThe agent says: sign fast.\n\n"
    comparison = planted(
        whole,
        (MODULE, card, ""),
        (MODULE, "      - id: wage\n        kind: facts\n", "      - id: wage\n        kind: facts\n" + card),
        ("contract/lessons/second/en.md", words, ""),
        (ENGLISH, WAGE, WAGE + "\n" + words),
    )
    assert comparison.differences == (
        Difference(Topic.MOVED, "contract/first/story", "contract/second/story", "contract/first/story", "card"),
    )


def test_a_renamed_lesson_is_told_with_both_titles(whole: SmallCurriculum) -> None:
    comparison = planted(whole, (ENGLISH, "# The first lesson", "# What a contract is"))
    assert told(comparison) == [
        Difference(Topic.RENAMED, "contract/first", "The first lesson", "What a contract is", "title", "en")
    ]


def test_a_changed_sentence_is_told_beside_the_old_one(whole: SmallCurriculum) -> None:
    comparison = planted(whole, (ENGLISH, "It binds both sides.", "It binds you both."))
    path = "contract/first/promise"
    assert comparison.differences == (
        Difference(Topic.UNIT, path, locale="en", became=Became.CHANGED),
        Difference(Topic.WORDS, path, "It binds both sides.", "It binds you both.", "text", "en"),
    )


def test_another_right_answer_is_told_first_and_loudly(whole: SmallCurriculum) -> None:
    comparison = planted(whole, (MODULE, "right: [a]", "right: [b]"))
    assert told(comparison) == [Difference(Topic.ANSWER, "contract/questions/M03-Q02", "a: One", "b: Two", "question")]
    lines = list(in_words(comparison))
    assert lines[2] == "!!! RIGHT ANSWERS CHANGED !!!"
    assert lines[3:6] == ["  contract/questions/M03-Q02: another answer is right", "    - a: One", "    + b: Two"]


def test_options_whose_words_change_places_change_the_right_answer(whole: SmallCurriculum) -> None:
    comparison = planted(whole, (QUESTIONS, "a: One\n    b: Two", "a: Two\n    b: One"))
    answers = comparison.of(Topic.ANSWER)
    assert [(one.path, one.part) for one in answers] == [("contract/questions/M03-Q01", "words")]


def test_a_right_answer_that_takes_the_words_of_a_wrong_one_is_another(whole: SmallCurriculum) -> None:
    # The first question has two right options, the others one.
    words = whole.read(QUESTIONS)
    at = words.index("M03-Q02")
    before = whole.snapshot()
    whole.write(QUESTIONS, words[:at] + words[at:].replace("a: One\n    b: Two", "a: Two\n    b: One", 1))
    answers = compare(before, whole.snapshot()).of(Topic.ANSWER)
    assert answers == (Difference(Topic.ANSWER, "contract/questions/M03-Q02", "a: One", "a: Two", "question"),)


@pytest.mark.parametrize(
    ("old", "new", "topic", "path", "part"),
    [
        ("lesson_minutes: 10", "lesson_minutes: 12", Topic.MINUTES, "contract", "lesson_minutes"),
        ("    minutes: 5", "    minutes: 6", Topic.MINUTES, "contract/first", "minutes"),
        ("bloom: remember", "bloom: apply", Topic.OUTCOMES, "contract", "outcomes"),
        ("core: true", "core: false", Topic.SETTING, "contract", "core"),
        ("picture: contract", "picture: promise", Topic.SETTING, "contract/first/promise", "picture"),
        ("difficulty: 1", "difficulty: 2", Topic.SETTING, "contract/questions/M03-Q01", "difficulty"),
    ],
)
def test_minutes_outcomes_and_settings_are_told(
    whole: SmallCurriculum, old: str, new: str, topic: Topic, path: str, part: str
) -> None:
    changes = [(MODULE, old, new)]
    if part in ("lesson_minutes", "minutes"):
        changes = [(MODULE, "lesson_minutes: 10", "lesson_minutes: 11"), (MODULE, "    minutes: 5", "    minutes: 6")]
    found = {(one.topic, one.path, one.part) for one in planted(whole, *changes).differences}
    assert (topic, path, part) in found


def test_outdated_and_reviewed_texts_are_told_by_language(whole: SmallCurriculum) -> None:
    khmer = locale_by_tag("km")
    assert khmer
    stamp_texts(root=whole.root, course=whole.load(), facts=whole.facts(), locale=khmer)
    before = whole.snapshot()
    review_texts(
        root=whole.root,
        course=whole.load(),
        facts=whole.facts(),
        locale=khmer,
        name="decide/about",
        by="Sok Dara",
        on=date(2026, 3, 9),
    )
    whole.change("decide/lessons/first/en.md", "It binds both sides.", "It binds you both.")
    units = compare(before, whole.snapshot()).of(Topic.UNIT)
    assert {(one.locale, one.path, one.became) for one in units} == {
        ("en", "decide/first/promise", Became.CHANGED),
        ("km", "decide/first/promise", Became.OUTDATED),
        ("km", "decide/about", Became.REVIEWED),
    }


def test_words_of_a_language_are_shown_where_asked_for(whole: SmallCurriculum) -> None:
    comparison = planted(whole, ("decide/lessons/first/km.md", "កិច្ចសន្យាគឺជាការសន្យា។", "កិច្ចសន្យា។"))
    assert "    + កិច្ចសន្យា។" not in in_words(comparison)
    assert "    + កិច្ចសន្យា។" in in_words(comparison, "km")
    assert "  changed: 1" in in_words(comparison)


def wage_changes(whole: SmallCurriculum) -> None:
    whole.change(
        "facts/countries/th.yaml", "text: In Thailand the minimum wage is 1,400", "text: In Thailand it is 1,500"
    )
    whole.change("facts/text/km.yaml", "១.៤០០", "១.៥០០")


def wage_goes(whole: SmallCurriculum) -> None:
    words = whole.read("facts/countries/th.yaml")
    whole.write("facts/countries/th.yaml", words[words.index("th.charity") :])
    whole.change("facts/placeholders.yaml", "    TH: [th.wage]\n", "    TH: []\n")
    words = whole.read("facts/text/km.yaml")
    whole.write("facts/text/km.yaml", words[: words.index("values:")])


def wage_is_checked(whole: SmallCurriculum) -> None:
    whole.change("facts/countries/th.yaml", "checked_on: 2026-11-21", "checked_on: 2026-12-01")


def wage_is_doubted(whole: SmallCurriculum) -> None:
    whole.change("facts/countries/th.yaml", "confidence: high", "confidence: low")


@pytest.mark.parametrize(
    ("change", "topics"),
    [
        (wage_changes, {Topic.FACT_CHANGED}),
        (wage_goes, {Topic.FACT_RETIRED}),
        (wage_is_checked, {Topic.FACT_CHECKED}),
        (wage_is_doubted, {Topic.FACT_CHANGED, Topic.FACT_RETIRED}),
    ],
)
def test_facts_are_told(whole: SmallCurriculum, change: Callable[[SmallCurriculum], None], topics: set[Topic]) -> None:
    before = whole.snapshot()
    change(whole)
    found = [one for one in compare(before, whole.snapshot()).differences if one.path == "th.wage"]
    assert {one.topic for one in found} == topics


def test_an_added_fact_is_told_and_a_changed_one_with_old_and_new_words(whole: SmallCurriculum) -> None:
    after = whole.snapshot()
    wage_changes(whole)
    before = whole.snapshot()
    changed = [one for one in compare(before, after).of(Topic.FACT_CHANGED) if one.part == "text"]
    assert [(one.old or "")[:29] for one in changed] == ["In Thailand it is 1,500 THB a"]
    without = Snapshot(before.version, before.digest, before.modules, before.sectors, before.texts, {}, before.places)
    assert "th.wage" in [one.path for one in compare(without, before).of(Topic.FACT_ADDED)]
