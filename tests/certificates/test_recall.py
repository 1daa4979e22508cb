"""Who is on the list of a recall follows from versions, days and journeys alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.certificates.recall import (
    Issued,
    Said,
    Spell,
    Turn,
    Verdict,
    asks,
    other_locales,
    recalled_for_fact,
    recalled_for_text,
    spells_of,
    turns_in_order,
)
from app.course.catalogue import State
from app.course.corridor import Corridor
from app.course.snapshot import PlaceThen, Snapshot, Words

PATH = "contract/what-for/promise"
OLD, NEW = Said("Call 111.", "111", ("111",)), Said("Call 222.", "222", ("222",))
WAGE = PlaceThen("dest.min_wage", {"TH": ("th.wage",), "MY": ("my.wage",)})
EMBASSY = PlaceThen("pair.embassy", {"KH-TH": ("th.wage",)})
ISSUED = Issued(
    number="XX-TEST-26-0000001-8",
    kind="core",
    status="active",
    locale="km",
    corridor=Corridor("KH", "TH"),
    issued_on=date(2026, 3, 10),
    started_on=date(2026, 3, 1),
    completed_on=date(2026, 3, 9),
    course_version="2026.1",
    course_digest="old",
    modules_english=("The contract",),
    help_numbers=("111", "+855 111"),
)


def words(text: str) -> Words:
    return Words({"title": text}, text, State.DRAFT)


def snapshot(digest: str, english: str, khmer: str | None) -> Snapshot:
    texts = {
        "en": {PATH: words(english), "contract/about": words("The contract")},
        "km": {PATH: words(khmer)} if khmer else {},
        "vi": {PATH: words("Lời hứa")},
    }
    return Snapshot("2026.1", digest, (), (), texts, {}, {})


def test_corrected_english_concerns_every_language_made_from_it() -> None:
    then, now = snapshot("old", "Wrong", "ខុស"), snapshot("new", "Right", "ខុស")
    assert other_locales(then, now, [PATH]) == {"en", "km", "vi"}


def test_a_corrected_translation_concerns_its_own_language() -> None:
    assert other_locales(snapshot("old", "Right", "ខុស"), snapshot("new", "Right", "ត្រូវ"), [PATH]) == {"km"}


def test_what_was_read_in_english_and_is_translated_now_reads_otherwise() -> None:
    assert other_locales(snapshot("old", "Right", None), snapshot("new", "Right", "ត្រូវ"), [PATH]) == {"km"}


def test_a_text_that_was_not_there_was_not_taught() -> None:
    then = Snapshot("2026.1", "old", (), (), {"en": {}, "km": {}}, {}, {})
    assert not other_locales(then, snapshot("new", "Right", "ត្រូវ"), [PATH])


def judged(issued: Issued) -> Verdict | None:
    release = snapshot("old", "Wrong", "ខុស")
    found = recalled_for_text(issued, {"2026.1": release, "old": release}, {"old": frozenset({"km"})}, "contract")
    return found.verdict if found else None


def test_a_certificate_of_such_a_release_and_language_is_listed() -> None:
    assert judged(ISSUED) is Verdict.TAUGHT
    assert judged(replace(ISSUED, locale="vi")) is None


def test_a_certificate_for_other_modules_is_not_listed() -> None:
    assert judged(replace(ISSUED, modules_english=("Your rights",))) is None


def test_an_unknown_digest_cannot_be_told_and_a_missing_one_goes_by_its_version() -> None:
    assert judged(replace(ISSUED, course_digest="never released")) is Verdict.CANNOT_TELL
    assert judged(replace(ISSUED, course_digest=None)) is Verdict.TAUGHT
    assert judged(replace(ISSUED, course_digest=None, course_version="2025.1")) is Verdict.CANNOT_TELL


def test_turns_follow_each_other_and_repeat_nothing() -> None:
    turns = turns_in_order(
        [
            (datetime(2026, 3, 1, tzinfo=UTC), NEW),
            (datetime(2026, 1, 1, tzinfo=UTC), OLD),
            (datetime(2026, 2, 1, tzinfo=UTC), OLD),
        ]
    )
    assert turns == (Turn(date(2026, 1, 1), OLD), Turn(date(2026, 3, 1), NEW))


def test_a_spell_lasts_from_its_turn_to_the_next() -> None:
    turns = [Turn(date(2026, 1, 1), OLD), Turn(date(2026, 3, 1), None), Turn(date(2026, 4, 1), NEW)]
    assert spells_of(turns, NEW, date(2026, 5, 1)) == (Spell(date(2026, 1, 1), date(2026, 3, 1), OLD),)


def test_of_a_retired_fact_everything_that_was_said_counts() -> None:
    assert spells_of([Turn(date(2026, 1, 1), OLD)], None, date(2026, 5, 1)) == (
        Spell(date(2026, 1, 1), date(2026, 5, 1), OLD),
    )


@pytest.mark.parametrize(
    ("corridor", "answer"),
    [
        (Corridor("KH", "TH"), True),
        (Corridor("KH", "MY"), False),
        (Corridor(None, "TH"), True),
        (Corridor("KH"), None),
        (None, None),
    ],
)
def test_a_journey_leads_past_a_fact_or_not_or_nobody_knows(corridor: Corridor | None, answer: bool | None) -> None:
    assert asks([WAGE, EMBASSY], "th.wage", corridor) is answer


SPELLS = (Spell(date(2026, 3, 9), date(2026, 3, 20), OLD),)


def verdict(issued: Issued, does_ask: bool | None, gone: frozenset[str] = frozenset()) -> Verdict | None:
    found = recalled_for_fact(issued, SPELLS, date(2026, 1, 1), does_ask, gone)
    return found.verdict if found else None


def test_a_course_on_one_day_of_the_spell_counts() -> None:
    assert verdict(ISSUED, True) is Verdict.TAUGHT
    assert verdict(replace(ISSUED, completed_on=date(2026, 3, 8)), True) is None


def test_who_chose_no_journey_may_have_seen_it() -> None:
    assert verdict(ISSUED, None) is Verdict.MAY_HAVE_SEEN
    assert verdict(ISSUED, False) is None


def test_a_number_that_is_wrong_now_on_the_back_counts_whatever_the_days_say() -> None:
    later = replace(ISSUED, started_on=date(2026, 5, 1), completed_on=date(2026, 5, 2))
    found = recalled_for_fact(later, SPELLS, date(2026, 1, 1), True, frozenset({"111"}))
    assert found and found.is_printed
    assert verdict(later, True, frozenset({"333"})) is None


def test_days_before_anything_is_known_cannot_be_told() -> None:
    early = replace(ISSUED, started_on=date(2025, 3, 1), completed_on=date(2025, 3, 2))
    assert verdict(early, True) is Verdict.CANNOT_TELL
    found = recalled_for_fact(ISSUED, (), None, True, frozenset())
    assert found and found.verdict is Verdict.CANNOT_TELL
