"""A ministry may ask for more than the standard and never for less."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.programme.rules import Award, Completion, Settings, faults_of, last_valid_day

SETTINGS = Settings(
    issuer_code="KH-MLVT", issuer_name={"en": "Ministry of Work", "km": "ក្រសួង"}, contact="Phnom Penh, +855 12 000 000"
)
LOCALES = ("en", "km")
MODULES = ("M03", "M06")


def test_the_core_statement_asks_for_the_core_modules_alone() -> None:
    assert Completion().asks_for(Award.CORE, "M03", core=True)
    assert not Completion().asks_for(Award.CORE, "M06", core=False)


def test_the_full_certificate_asks_for_every_module() -> None:
    assert Completion().asks_for(Award.FULL, "M06", core=False)


def test_a_ministry_may_add_a_module_and_cannot_take_one_away() -> None:
    tightened = Completion(also_core=frozenset({"M06"}))

    assert tightened.asks_for(Award.CORE, "M06", core=False)
    assert tightened.asks_for(Award.CORE, "M03", core=True)


@pytest.mark.parametrize(
    ("issued_on", "months", "last"),
    [
        (date(2026, 11, 22), 24, date(2028, 11, 22)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 11, 22), None, None),
    ],
)
def test_a_certificate_is_valid_to_the_same_day_of_the_month(
    issued_on: date, months: int | None, last: date | None
) -> None:
    assert last_valid_day(issued_on, months) == last


def test_good_settings_have_no_faults() -> None:
    assert faults_of(SETTINGS, locales=LOCALES, modules=MODULES) == ()


@pytest.mark.parametrize(
    ("bad", "word"),
    [
        (replace(SETTINGS, issuer_code="KH MLVT"), "issuer code"),
        (replace(SETTINGS, issuer_name={"km": "ក្រសួង"}), "English"),
        (replace(SETTINGS, issuer_name={"en": "Ministry", "fr": "Ministère"}), "fr"),
        (replace(SETTINGS, contact=" "), "contact"),
        (replace(SETTINGS, issuer_code="XX-TEST"), "watermark"),
        (replace(SETTINGS, validity_months=0), "0 months"),
        (replace(SETTINGS, validity_months=121), "121 months"),
        (replace(SETTINGS, also_core=frozenset({"M13"})), "M13"),
        (replace(SETTINGS, second_approval=True), "switch approval on too"),
        (replace(SETTINGS, attendance_share=101), "101 per cent"),
        (replace(SETTINGS, attendance_share=-1), "-1 per cent"),
    ],
)
def test_each_fault_of_the_settings_is_named(bad: Settings, word: str) -> None:
    (fault,) = faults_of(bad, locales=LOCALES, modules=MODULES)

    assert word in fault
