"""Days as official papers of each language write them.

Babel knows neither digits of their own nor the Buddhist era, and ICU gives the Thai era to Khmer and Lao as well,
whose old calendars have another new year. So there is a table of our own. It takes no locale from the reader: a
certificate states its own language.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from app.core.digits import native_digits

_NAMES_OF_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "km": "មករា កុម្ភៈ មីនា មេសា ឧសភា មិថុនា កក្កដា សីហា កញ្ញា តុលា វិច្ឆិកា ធ្នូ",
    "lo": "ມັງກອນ ກຸມພາ ມີນາ ເມສາ ພຶດສະພາ ມິຖຸນາ ກໍລະກົດ ສິງຫາ ກັນຍາ ຕຸລາ ພະຈິກ ທັນວາ",
    "my": "ဇန်နဝါရီ ဖေဖော်ဝါရီ မတ် ဧပြီ မေ ဇွန် ဇူလိုင် ဩဂုတ် စက်တင်ဘာ အောက်တိုဘာ နိုဝင်ဘာ ဒီဇင်ဘာ",
    "th": "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
}
MONTHS = {tag: tuple(names.split()) for tag, names in _NAMES_OF_MONTHS.items()}
"""The months by name; Vietnamese and Chinese count them instead."""

_BUDDHIST_ERA = 543  # years ahead of the common era; whole, since Thailand moved its new year to 1 January in 1941


def format_day(day: date, locale_tag: str) -> str:
    """Write a day in full. The locale is one of ours, by its tag."""
    return _PATTERNS[locale_tag](day)


def format_iso(day: date) -> str:
    """Write a day as 2026-03-09, which every certificate carries beside the words (ISO 8601)."""
    return f"{day.year:04}-{day.month:02}-{day.day:02}"


def _month(day: date, locale_tag: str) -> str:
    return MONTHS[locale_tag][day.month - 1]


def _day_month_year(locale_tag: str) -> Callable[[date], str]:
    return lambda day: f"{day.day} {_month(day, locale_tag)} {day.year}"


def _khmer(day: date) -> str:
    return native_digits(f"ថ្ងៃទី{day.day} ខែ{_month(day, 'km')} ឆ្នាំ{day.year}", "km")


def _burmese(day: date) -> str:
    return native_digits(f"{day.year} ခုနှစ်၊ {_month(day, 'my')}လ {day.day} ရက်", "my")


def _thai(day: date) -> str:
    return f"{day.day} {_month(day, 'th')} พ.ศ. {day.year + _BUDDHIST_ERA}"


def _vietnamese(day: date) -> str:
    """Put a nought before days below ten and the months one and two, against forgery (Decree 30/2020/NĐ-CP)."""
    month = f"{day.month:02}" if day.month < 3 else f"{day.month}"
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


_PATTERNS: dict[str, Callable[[date], str]] = {
    "en": _day_month_year("en"),
    "km": _khmer,
    "lo": _day_month_year("lo"),
    "my": _burmese,
    "th": _thai,
    "vi": _vietnamese,
    "zh-Hans": _chinese,
}
