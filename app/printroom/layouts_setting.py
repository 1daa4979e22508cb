"""Setting a certificate on smaller paper: the type as large as its blocks have room for.

Imported by whoever draws; never where the web starts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.certificates.designs import designed
from app.certificates.fitting import full_size
from app.certificates.gaps import gaps_of, language_of
from app.certificates.statement import Statement
from app.core.i18n import SOURCE, locale_by_tag
from app.core.seam import break_html
from app.printing.engine import typeset
from app.printing.errors import CannotPrint
from app.printing.qr import Square

TEMPLATES = Path(__file__).parents[1] / "templates" / "printroom"
_BREAK = "\u200b"
_WITH_CERTIFICATES = FileSystemLoader([TEMPLATES, TEMPLATES.with_name("certificates")])
templates = Environment(loader=_WITH_CERTIFICATES, autoescape=True, undefined=StrictUndefined)


@dataclass(frozen=True, slots=True)
class Setting:
    """How a certificate is set on one kind of paper."""

    what: str
    """The names of its template and its stylesheet."""
    fronts: tuple[float, ...]
    backs: tuple[float, ...]
    """Sizes of type for each side in points, the largest first."""
    fits: Callable[[Any], tuple[bool, bool]]
    """Tells of a laid out document whether its front and its back have room."""
    name_size: Callable[[str, int], float]
    watermark: float
    """Points the watermark may be long."""
    gaps: Callable[[Statement], Mapping[str, str]] = gaps_of

    def lay_out(self, statement: Statement, code: Square) -> Any:
        """Set the text of each side as large as there is room; raise CannotPrint where the smallest has none."""
        fronts, backs = self.fronts, self.backs
        while fronts and backs:
            document = typeset(self._html(statement, code, fronts[0], backs[0]), TEMPLATES / f"{self.what}.css")
            is_front_right, is_back_right = self.fits(document)
            if is_front_right and is_back_right:
                return document
            fronts, backs = fronts[not is_front_right :], backs[not is_back_right :]
        raise CannotPrint("The text is too long for the paper, even in the smallest type.")

    def _html(self, statement: Statement, code: Square, front: float, back: float) -> str:
        locale = locale_by_tag(statement.locale) or SOURCE
        html = templates.get_template(f"{self.what}.html").render(
            statement=statement,
            front=front,
            back=back,
            gaps=self.gaps(statement),
            language=partial(language_of, statement=statement),
            name_size=self.name_size,
            own_name=locale.own_name,
            english_name=locale.english_name,
            side=code.side,
            parts=frozenset(designed(statement.design).pictures),
            watermark_size=min(self.watermark / 4, self.watermark / (0.7 * len(statement.watermark or " "))),
        )
        return break_html(html, _BREAK)


def size_within(
    line: float, largest: Mapping[int, float], smallest: Mapping[int, float]
) -> Callable[[str, int], float]:
    """Give what chooses the size of a name for a line, in half points, so that many names share one blank."""

    def size(name: str, place: int) -> float:
        return min(largest[place], max(smallest[place], int(2 * full_size(name, line)) / 2))

    return size
