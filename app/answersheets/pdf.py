"""Draw the papers of a quiz on paper; the same papers always give the same bytes.

Imported by whoever draws, through the door; never where the web starts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from app.answersheets import layout
from app.answersheets.papers import AnswerPaper, AskedOnPaper, ClassPaper
from app.answersheets.pictures import PaperPicture
from app.core.seam import break_html
from app.printing.engine import one_at_a_time, typeset, write
from app.printing.painting import Art, Dress, dress
from app.printing.qr import square

TEMPLATES = Path(__file__).parents[1] / "templates" / "answersheets"
_BREAK = "\u200b"
_LINE = 0.35
_templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)


def draw_answers(paper: ClassPaper, sheets: Sequence[AnswerPaper]) -> bytes:
    """Draw the answer sheets of a class, one a page."""
    codes = [square(sheet.square_text) for sheet in sheets]
    html = _templates.get_template("answers.html").render(
        paper=paper,
        words=paper.words,
        sheets=sheets,
        sides=[code.side for code in codes],
        letters=layout.LETTERS,
    )
    worn = Dress(
        tuple((_form(tuple(row.options for row in sheet.rows)),) for sheet in sheets),
        {f"code-{place}": code for place, code in enumerate(codes)},
    )
    with one_at_a_time:
        document = typeset(break_html(html, _BREAK), TEMPLATES / "answers.css")
        return write(dress(document, worn), _identifier(paper, sheets))


def draw_questions(paper: ClassPaper, questions: Sequence[AskedOnPaper]) -> bytes:
    """Draw the question sheet of a class."""
    html = _templates.get_template("questions.html").render(
        paper=paper, words=paper.words, questions=questions, letters=layout.LETTERS, drawing=_drawing
    )
    with one_at_a_time:
        document = typeset(break_html(html, _BREAK), TEMPLATES / "questions.css")
        return write(dress(document, Dress()), _identifier(paper, questions))


def _drawing(picture: PaperPicture) -> Markup:
    """Put into a picture its class, and what it shows for those who hear the page."""
    head, _, rest = picture.svg.partition(">")
    return Markup(f'{head} class="picture"><title>{escape(picture.says)}</title>{rest}')  # noqa: S704  # Our own file.


@lru_cache(maxsize=64)
def _form(options: tuple[int, ...]) -> Art:
    """Draw what is read again: the corner marks and the circles."""
    marks = "".join(f'<path d="{layout.corner_path(number)}"/>' for number in range(len(layout.CORNERS)))
    rings = "".join(
        f'<circle cx="{circle.x:g}" cy="{circle.y:g}" r="{layout.RADIUS:g}"/>'
        for row in layout.circles(options)
        for circle in row
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {layout.WIDTH:g} {layout.HEIGHT:g}">{marks}'
        f'<g fill="none" stroke="#000" stroke-width="{_LINE}">{rings}</g></svg>'
    )
    return Art("form-" + "-".join(map(str, options)), svg, layout.WIDTH, layout.HEIGHT)


def _identifier(*content: object) -> str:
    return hashlib.sha256(repr(content).encode()).hexdigest()[:32]
