"""One page of what a search gave, in the order in which the reader's language lists names.

Only what is shown at most is put in order, and only where it is all there is: of more, the page shows the first as
they were found, and asks for more words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.collation import sort_key
from app.register.queries import Found, Row

PAGE = 25


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on one page."""

    rows: tuple[Row, ...]
    near: tuple[Row, ...]
    after: str | None
    """Behind which certificate the next page goes on; None on the last."""
    is_first: bool = True

    @property
    def numbers(self) -> list[str]:
        """Give the certificates on this page."""
        return [row.number for row in (*self.rows, *self.near)]


def page_of(found: Found, after: str | None, tag: str) -> Shown:
    """Cut one page out of what was found, behind a certificate; at the beginning where it is not among them."""
    every = [*(found.rows if found.is_cut else in_own_order(found.rows, tag)), *found.near]
    start = _behind(every, after)
    page = every[start : start + PAGE]
    rows = tuple(page[: max(0, len(found.rows) - start)])
    more = len(every) > start + PAGE
    return Shown(rows, tuple(page[len(rows) :]), page[-1].number if more else None, is_first=start == 0)


def in_own_order(rows: Sequence[Row], tag: str) -> list[Row]:
    """Put rows in the order in which a language lists names; equal names by their number."""
    return sorted(rows, key=lambda row: (sort_key(row.name_native or row.name_latin or "", tag), row.number))


def _behind(rows: Sequence[Row], after: str | None) -> int:
    return next((place for place, row in enumerate(rows, 1) if row.number == after), 0)
