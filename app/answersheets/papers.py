"""What is printed for a quiz on paper, as plain data: whatever is drawn is decided by it alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.answersheets.pictures import PaperPicture


@dataclass(frozen=True, slots=True)
class Row:
    """A question on an answer sheet: its number on the question sheet, its options, and how many to choose."""

    number: int
    options: int
    wanted: int


@dataclass(frozen=True, slots=True)
class AnswerPaper:
    """One learner's answer sheet."""

    code: str
    """As in the square and below it."""
    name: str
    name_lang: str
    learner_number: str
    seat: int
    rows: tuple[Row, ...]

    @property
    def square_text(self) -> str:
        """Give what its square holds, in the letters that take the least room."""
        return f"{PREFIX}{self.code}"


@dataclass(frozen=True, slots=True)
class AskedOnPaper:
    """A question on the question sheet, with its options in the order of their letters."""

    text: str
    options: tuple[str, ...]
    lang: str
    wanted: int
    picture: PaperPicture | None = None


@dataclass(frozen=True, slots=True)
class ClassPaper:
    """What all papers of one class for one module have in common."""

    locale: str
    class_title: str
    module_title: str
    module_lang: str
    version: str
    is_draft: bool
    words: Mapping[str, str]
    """The fixed sentences, by the keys of ``app.answersheets.wording``."""


PREFIX = "WAYMARK-SHEET/"


def code_in(text: str) -> str | None:
    """Find a sheet's code in what a square holds; None where it is the square of something else."""
    return text.removeprefix(PREFIX) if text.startswith(PREFIX) else None
