"""A stranger who holds somebody's paper: scans its square, or types its number and code."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import zxingcpp

from tests.journeys.learner import words

if TYPE_CHECKING:
    from PIL.Image import Image
    from playwright.sync_api import Page

PIXELS_A_POINT = 2.0
"""As a phone's camera sees a sheet of paper: 144 dots per inch."""


@dataclass
class Stranger:
    """Somebody with a phone of their own and no account."""

    page: Page
    locale: str

    def scans(self, paper: Path) -> str:
        """Read the square on the first page of a paper, and open the address in it."""
        address = square_on(paper)
        self.page.goto(address)
        return address

    def types(self, number: str, code: str) -> None:
        self.page.goto(f"/{self.locale}/verify")
        self.page.fill("[name=number]", number)
        self.page.fill("[name=code]", code)
        self.page.locator("main form .go").tap()

    def reads(self) -> list[str]:
        """Read the answer, line by line."""
        self.page.wait_for_selector("dl.facts")
        return [words(value) for value in self.page.locator("dl.facts dd").all()]


def square_on(paper: Path) -> str:
    """Decode the one square on the first page, as a camera would see it."""
    found = zxingcpp.read_barcodes(picture_of(paper))
    assert len(found) == 1
    return str(found[0].text)


def picture_of(paper: Path) -> Image:
    """Draw the first page of a paper."""
    document = pypdfium2.PdfDocument(paper)
    image: Image = document[0].render(scale=PIXELS_A_POINT).to_pil()
    document.close()
    return image
