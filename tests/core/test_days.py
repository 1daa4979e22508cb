"""Each locale writes a day as its official papers do."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import get_month_names

from app.core.days import MONTHS, format_day, format_iso
from app.core.i18n import LOCALES

NINTH_OF_MARCH = {
    "en": "9 March 2026",
    "km": "ថ្ងៃទី៩ ខែមីនា ឆ្នាំ២០២៦",
    "lo": "9 ມີນາ 2026",
    "my": "၂၀၂၆ ခုနှစ်၊ မတ်လ ၉ ရက်",
    "th": "9 มีนาคม พ.ศ. 2569",
    "vi": "ngày 09 tháng 3 năm 2026",
    "zh-Hans": "2026年3月9日",
}


@pytest.mark.parametrize(("tag", "written"), NINTH_OF_MARCH.items(), ids=NINTH_OF_MARCH)
def test_the_ninth_of_march_is_written_as_its_officials_do(tag: str, written: str) -> None:
    assert format_day(date(2026, 3, 9), tag) == written


def test_every_locale_can_write_every_month() -> None:
    for locale in LOCALES:
        assert len({format_day(date(2026, month, 1), locale.tag) for month in range(1, 13)}) == 12


@pytest.mark.parametrize("tag", MONTHS)
def test_the_months_are_named_as_in_the_common_locale_data(tag: str) -> None:
    names = get_month_names("wide", "format", tag)
    assert MONTHS[tag] == tuple(names[month] for month in range(1, 13))


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
        (date(2026, 12, 10), "ngày 10 tháng 12 năm 2026"),
    ],
)
def test_vietnamese_puts_a_nought_where_a_figure_could_be_added(day: date, written: str) -> None:
    assert format_day(day, "vi") == written


def test_the_iso_form_is_the_same_everywhere() -> None:
    assert format_iso(date(2026, 3, 9)) == "2026-03-09"


def test_a_locale_that_is_not_ours_is_refused() -> None:
    with pytest.raises(KeyError):
        format_day(date(2026, 3, 9), "fr")
