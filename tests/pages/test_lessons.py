"""The measurement of lessons finds what it is there for, and a lesson of each language has none of it."""

from __future__ import annotations

import pytest

from app.core.i18n import LOCALES, Locale
from tests.browser import Live, Visits
from tests.pages.lessons import FAULTS, see_lesson
from tests.sampling import sampled

IN_SHORT = [locale for locale in LOCALES if locale.tag in ("km", "my")]
PLAIN = "<!doctype html><body style='margin:0'><p style='{style}'>{words}</p>"
PLANTED = [
    ("white-space: nowrap", "a line without an end " * 20, "leaves the screen"),
    ("position: relative; left: -60px", "a line that begins outside", "leaves the screen"),
    ("height: 10px; overflow: hidden; line-height: 30px", "a line cut off below", "is clipped"),
    ("width: 40px; overflow: hidden", "unbreakable_and_cut_off_at_the_side", "is clipped"),
]


@pytest.mark.parametrize(("style", "words", "fault"), PLANTED)
def test_a_planted_fault_is_found(visits: Visits, style: str, words: str, fault: str) -> None:
    page = visits.phone()
    page.set_content(PLAIN.format(style=style, words=words))
    assert any(found.startswith(fault) for found in page.evaluate(FAULTS))


def test_a_page_in_order_has_no_fault(visits: Visits) -> None:
    page = visits.phone()
    page.set_content(PLAIN.format(style="", words="A line that fits."))
    assert page.evaluate(FAULTS) == []


@pytest.mark.parametrize("locale", sampled(LOCALES, *IN_SHORT), ids=lambda locale: locale.tag)
def test_a_lesson_on_a_small_phone_has_no_fault(live: Live, visits: Visits, locale: Locale) -> None:
    module = live.app.extensions["course"].module("danger")
    assert see_lesson(visits.phone(locale.tag), locale, module, module.lessons[0]).faults == ()
