"""Numbers to call say who answers, when and in which language, and what to dial from where."""

from __future__ import annotations

import pytest

from app.core.i18n import LOCALES
from app.course.phones import Opening, Phone, Who, hours_in_words, language_names, opening_as_written, parse_opening

LINE = Phone(
    "086-163-1390", "TH", Who.CHARITY, e164="+66861631390", from_abroad="+66 86 163 1390", languages=("km", "zh")
)
SHORT = Phone("1191", "LA", Who.POLICE)


def test_inside_its_country_a_number_is_dialled_as_it_is_written_and_from_abroad_with_a_plus() -> None:
    assert LINE.dialled_from("TH") == "0861631390"
    assert LINE.dialled_from("KH") == "+66861631390"


def test_a_short_number_works_in_its_country_alone() -> None:
    assert SHORT.dialled_from("LA") == "1191"
    assert SHORT.dialled_from("TH") is None
    assert SHORT.reaches_from("LA") and not SHORT.reaches_from("TH")


def test_it_speaks_the_language_of_a_locale() -> None:
    assert LINE.speaks("km") and LINE.speaks("zh-Hans") and not LINE.speaks("th")


@pytest.mark.parametrize(
    ("words", "opening"),
    [
        ("mon-fri 08:30-16:30", Opening(0, 4, "08:30", "16:30")),
        ("sun-thu 09:00-18:00", Opening(6, 3, "09:00", "18:00")),
        ("sat 09:00-12:00", Opening(5, 5, "09:00", "12:00")),
        ("09:00-22:00", Opening(None, None, "09:00", "22:00")),
        ("mon 00:00-24:00", Opening(0, 0, "00:00", "24:00")),
        ("mon-fri", None),
        ("mon-fri 8:30-16:30", None),
        ("mon-fri 25:00-26:00", None),
    ],
)
def test_hours_are_read_or_refused(words: str, opening: Opening | None) -> None:
    assert parse_opening(words) == opening
    assert opening is None or opening_as_written(opening) == words


def test_hours_and_languages_are_named_in_every_locale() -> None:
    hours = (Opening(0, 4, "08:30", "16:30"), Opening(5, 5, "09:00", "12:00"), Opening(None, None, "09:00", "22:00"))
    phone = Phone(
        "1", "TH", Who.CHARITY, hours=hours, languages=("km", "lo", "my", "th", "vi", "zh", "en", "fil", "ur")
    )
    for locale in LOCALES:
        assert [words[-11:] for words in hours_in_words(phone, locale.tag)] == [
            "08:30–16:30",
            "09:00–12:00",
            "09:00–22:00",
        ]
        assert len(set(language_names(phone, locale.tag))) == len(phone.languages)
    assert hours_in_words(phone, "en")[:2] == ("Mon–Fri 08:30–16:30", "Sat 09:00–12:00")
    assert language_names(phone, "vi")[0] == "Tiếng Khmer"
