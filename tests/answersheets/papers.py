"""Answer sheets as they are printed, without a database."""

from __future__ import annotations

from functools import cache

from app.answersheets.papers import AnswerPaper, ClassPaper, Row
from app.answersheets.pdf import draw_answers

OPTIONS = (4, 3, 3, 4, 3, 4, 3, 3)
CODE = "7Q4F2M9XAB"
_WORDS = ["answers", "questions", "how", "two", "mistake", "seat", "learner_number", "draft", "version", "keep", "back"]
PAPER = ClassPaper(
    locale="km",
    class_title="Monday group",
    module_title="កិច្ចសន្យា",
    module_lang="km",
    version="2026.1",
    is_draft=True,
    words={word: f"the words of {word}" for word in _WORDS},
)


def a_sheet(code: str = CODE, seat: int = 1) -> AnswerPaper:
    """A sheet with eight rows."""
    rows = tuple(Row(place + 3, options, 1) for place, options in enumerate(OPTIONS))
    return AnswerPaper(code, "សុខ ចាន់ធូ", "km", "123-456-788", seat, rows)


@cache
def a_printed_sheet() -> bytes:
    """The PDF of one sheet, drawn once."""
    return draw_answers(PAPER, [a_sheet()])
