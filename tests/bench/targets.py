"""Which pages are measured, and what each must reach as a share of our own hello."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

PUBLIC: Mapping[int, float] = {8: 0.5, 32: 0.5}
SIGNED_IN: Mapping[int, float] = {8: 0.20, 32: 0.13}
MOST_MEMORY = 120 * 1_000_000
FIRST_ANSWER_WITHIN = 1.2


@dataclass(frozen=True, eq=False)
class Page:
    """A page, who asks for it, and the least share of our own hello by number of connections."""

    name: str
    path: str
    least: Mapping[int, float] = field(default_factory=dict)
    has_read: bool = False
    signed_in: bool = False

    def read_before(self) -> tuple[str, ...]:
        """Name the cards the reader has read before they ask for this page, this one among them."""
        lesson = self.path.rpartition("/")[0]
        return tuple(f"{lesson}/{card}" for card in (1, 2, 3))


HELLO = Page("our own hello", "/hello")
PAGES = (
    HELLO,
    Page("lesson in English, first visit", "/en/course/contract/1/2", PUBLIC),
    Page("lesson in English, on the way", "/en/course/contract/1/2", PUBLIC, has_read=True),
    Page("lesson in Khmer, first visit", "/km/course/contract/1/2", PUBLIC),
    Page("lesson in Khmer, on the way", "/km/course/contract/1/2", PUBLIC, has_read=True),
    Page("lesson in Khmer, signed in", "/km/course/contract/1/2", SIGNED_IN, signed_in=True),
)
