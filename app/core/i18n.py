"""The one table of languages, and which of them a reader is offered first.

Addresses and ``lang`` attributes carry the tag (``zh-Hans``); folders and catalogues carry the name on disk
(``zh_Hans``). All seven are written from left to right.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Locale:
    """A language Waymark speaks: how it is named, written and set."""

    tag: str
    disk: str
    own_name: str
    english_name: str
    script: str
    web_font: str | None
    """File name of the script's own WOFF2 font, or None where every phone has a good one."""

    @property
    def primary(self) -> str:
        """Give the primary language subtag, by which a browser's wish is matched."""
        return self.tag.partition("-")[0]


LOCALES = (
    Locale("en", "en", "English", "English", "Latn", None),
    Locale("km", "km", "ខ្មែរ", "Khmer", "Khmr", "noto-sans-khmer.woff2"),
    Locale("lo", "lo", "ລາວ", "Lao", "Laoo", "noto-sans-lao.woff2"),
    Locale("my", "my", "မြန်မာ", "Burmese", "Mymr", "noto-sans-myanmar.woff2"),
    Locale("th", "th", "ไทย", "Thai", "Thai", "noto-sans-thai.woff2"),
    Locale("vi", "vi", "Tiếng Việt", "Vietnamese", "Latn", None),
    Locale("zh-Hans", "zh_Hans", "简体中文", "Chinese (Simplified)", "Hans", None),
)
SOURCE = LOCALES[0]
_BY_TAG = {locale.tag: locale for locale in LOCALES}
_BY_PRIMARY = {locale.primary: locale for locale in LOCALES}


def locale_by_tag(tag: str) -> Locale | None:
    """Find a locale by the tag an address carries, or tell that there is none."""
    return _BY_TAG.get(tag)


def negotiate(accept_language: str, offered: Collection[Locale] = LOCALES) -> Locale:
    """Choose the locale a browser's ``Accept-Language`` header asks for; English when it asks for none on offer.

    The libraries' own negotiators give nothing for ``zh-CN`` and English for ``km-KH,en;q=0.5``, so the wish is
    matched by its primary subtag, in the order of its weights (RFC 9110, section 12.5.4).
    """
    wishes = [_weighed(part) for part in accept_language.split(",")]
    for weight, primary in sorted(wishes, key=lambda wish: -wish[0]):
        if weight > 0 and _BY_PRIMARY.get(primary) in offered:
            return _BY_PRIMARY[primary]
    return SOURCE


def _weighed(part: str) -> tuple[float, str]:
    tag, _, parameter = part.strip().partition(";")
    name, _, value = parameter.strip().partition("=")
    try:
        weight = float(value) if name.strip() == "q" else 1.0
    except ValueError:
        weight = 0.0
    return weight, tag.strip().partition("-")[0].lower()
