"""The names of the months, as people of seven languages write them in a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale as BabelLocale

from app.core.days import MONTHS
from app.core.i18n import LOCALES


def month_in(text: str) -> int | None:
    """Find the name of a month: a whole word in Latin letters, any part in scripts without spaces."""
    words = set(re.findall(r"[a-z]+", text.lower()))
    bare = text.replace(".", "")
    for name, month in _longest_first():
        if name in words or (not name.isascii() and name in bare):
            return month
    return None


@cache
def _longest_first() -> tuple[tuple[str, int], ...]:
    """Give every name with its month; made when first asked for, as it needs Babel's words of all our languages."""
    names = {(name.replace(".", "").lower(), month) for name, month in _names_of_months()}
    return tuple(sorted(names, key=lambda pair: -len(pair[0])))


def _names_of_months() -> Iterator[tuple[str, int]]:
    for names in MONTHS.values():
        yield from ((name, month) for month, name in enumerate(names, 1))
    for locale in LOCALES:
        if locale.tag in ("vi", "zh-Hans"):
            continue  # They count their months; a name such as Tháng 1 would be found in Tháng 10.
        months = BabelLocale.parse(locale.disk).months["format"]
        for width in ("wide", "abbreviated"):
            yield from ((name, month) for month, name in months[width].items())
    yield from (("sept", 9), ("មិនា", 3), ("កុម្ភះ", 2), ("กพ", 2))
