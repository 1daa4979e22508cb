"""Reviewers for the tests, and the words they look at."""

from __future__ import annotations

from app.accounts.models import Staff
from app.core.i18n import Locale, locale_by_tag
from app.core.permissions import Role
from app.course.units import Unit
from app.reviewing.rules import Seen
from app.reviewing.services import give_languages
from app.reviewing.texts import texts_in, words_of
from tests.learners.people import a_staff

CARD = "contract/what-for/promise"
OTHER_CARD = "contract/what-for/tells"
FACT_CARD = "contract/before-signing/time"
QUESTION = "contract/questions/M03-Q01"


def locale(tag: str) -> Locale:
    found = locale_by_tag(tag)
    assert found
    return found


KHMER, BURMESE = locale("km"), locale("my")


def a_reviewer(*tags: str, signs_as: str | None = None) -> Staff:
    staff = a_staff(Role.REVIEWER)
    give_languages(staff=staff, locales=[locale(tag) for tag in tags or ("km",)], signs_as=signs_as)
    return staff


def unit_of(path: str = CARD, language: Locale = KHMER) -> Unit:
    return texts_in(language).unit(path)


def seen_of(path: str = CARD, language: Locale = KHMER) -> Seen:
    return words_of(unit_of(path, language)).seen
