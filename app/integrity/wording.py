"""Every kind of signal in words: what it is, what raised it, and what may be behind it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.core.days import format_day
from app.course.queries import course
from app.integrity.happenings import Kind
from app.integrity.models import IntegritySignal, Verdict
from app.quizzes.rules import Taken
from app.web.localisation import current_locale

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

TITLES: dict[Kind, LazyString] = {
    Kind.TOO_FAST: _l("A quiz was passed faster than a person can read it"),
    Kind.SAME_MISTAKES: _l("Two people made the same mistakes far beyond chance"),
    Kind.ALL_ALIKE: _l("Most of the class answered whole quizzes alike, mistakes included"),
    Kind.OUTSIDE_SESSION: _l("People were marked hours before or after the session"),
    Kind.TWO_PLACES: _l("Somebody was marked in two places at the same time"),
    Kind.TRAINER_TWICE: _l("A trainer held two classes at the same time"),
    Kind.QUIZ_OUTSIDE: _l("A class took a quiz while it did not meet"),
    Kind.QUIZ_TWO_PLACES: _l("Somebody took a quiz in two places at the same time"),
    Kind.ALL_AT_ONCE: _l("Everybody passed everything at the first try in a short time"),
    Kind.ROSTER_AFTER_EXAM: _l("People were put on the list after the quiz"),
}
MAY_BE: dict[Kind, LazyString] = {
    Kind.TOO_FAST: _l("Perhaps somebody else had written the answers down. Perhaps the person had learned them well."),
    Kind.SAME_MISTAKES: _l(
        "Perhaps one copied from the other. Perhaps they learned together and misunderstood together."
    ),
    Kind.ALL_ALIKE: _l("Perhaps somebody filled in all answers. Perhaps the class agreed aloud before each answer."),
    Kind.OUTSIDE_SESSION: _l("Perhaps the class did not take place. Perhaps the list was written later, from paper."),
    Kind.TWO_PLACES: _l("Perhaps a name was ticked by mistake. Perhaps somebody was not there."),
    Kind.TRAINER_TWICE: _l("Perhaps one class did not take place. Perhaps a session was moved and the plan was not."),
    Kind.QUIZ_OUTSIDE: _l(
        "Perhaps one person answered for all. Perhaps the class met on another day and the plan was not changed."
    ),
    Kind.QUIZ_TWO_PLACES: _l(
        "Perhaps somebody else answered for this person. Perhaps a name was tapped or ticked by mistake."
    ),
    Kind.ALL_AT_ONCE: _l("Perhaps the course was not taught. Perhaps these people had learned it before, elsewhere."),
    Kind.ROSTER_AFTER_EXAM: _l(
        "Perhaps names were added that were never in class. Perhaps late-comers were listed late."
    ),
}
VERDICTS: dict[Verdict, LazyString] = {
    Verdict.EXPLAINED: _l("There is a good explanation"),
    Verdict.CONFIRMED: _l("Something is wrong; I follow it up"),
}


def raised_by(signal: IntegritySignal) -> str:
    """Say in figures what raised a signal."""
    return _FIGURES[Kind(signal.kind)](signal.figures)


def _module(figures: dict[str, Any]) -> str:
    return course().module_text(course().module_by_id(figures["module"]), current_locale().tag).title


def _too_fast(figures: dict[str, Any]) -> str:
    return str(
        _(
            "“%(module)s” was passed in %(seconds)s seconds. Only to read the questions takes %(needed)s seconds.",
            module=_module(figures),
            seconds=figures["seconds"],
            needed=figures["needed"],
        )
    )


def _same_mistakes(figures: dict[str, Any]) -> str:
    both, same = figures["both_wrong"], figures["same"]
    return str(
        _("Both were wrong in %(both)s questions, and %(same)s times with the same answer.", both=both, same=same)
    )


def _all_alike(figures: dict[str, Any]) -> str:
    people, modules = figures["people"], figures["modules"]
    return str(_("%(people)s people, in %(modules)s quizzes.", people=people, modules=modules))


def _marks(figures: dict[str, Any]) -> str:
    return str(ngettext("%(num)s mark", "%(num)s marks", figures["marks"]))


def _two_sessions(_figures: dict[str, Any]) -> str:
    return str(_("Two sessions of different classes went on at the same time."))


def _quiz_outside(figures: dict[str, Any]) -> str:
    values = {
        "num": figures["people"],
        "module": _module(figures),
        "day": format_day(date.fromisoformat(figures["day"]), current_locale().tag),
    }
    if figures["taken"] == Taken.PAPER.value:
        return str(
            ngettext(
                "“%(module)s”, on paper: %(num)s sheet was read on %(day)s. "
                "The class did not meet since it was printed.",
                "“%(module)s”, on paper: %(num)s sheets were read on %(day)s. "
                "The class did not meet since they were printed.",
                **values,
            )
        )
    return str(
        ngettext(
            "“%(module)s”, before one device: %(num)s person answered on %(day)s, outside every session of the class.",
            "“%(module)s”, before one device: %(num)s people answered on %(day)s, outside every session of the class.",
            **values,
        )
    )


def _quiz_two_places(figures: dict[str, Any]) -> str:
    return str(
        _(
            "“%(module)s” was answered in this class in the hours when the person was in another class.",
            module=_module(figures),
        )
    )


def _all_at_once(figures: dict[str, Any]) -> str:
    return str(
        _(
            "%(people)s people passed %(modules)s quizzes within %(minutes)s minutes. "
            "The course is made for %(designed)s minutes.",
            **{name: figures[name] for name in ("people", "modules", "minutes", "designed")},
        )
    )


def _people(figures: dict[str, Any]) -> str:
    return str(ngettext("%(num)s person", "%(num)s people", figures["people"]))


_FIGURES: dict[Kind, Callable[[dict[str, Any]], str]] = {
    Kind.TOO_FAST: _too_fast,
    Kind.SAME_MISTAKES: _same_mistakes,
    Kind.ALL_ALIKE: _all_alike,
    Kind.OUTSIDE_SESSION: _marks,
    Kind.TWO_PLACES: _two_sessions,
    Kind.TRAINER_TWICE: _two_sessions,
    Kind.QUIZ_OUTSIDE: _quiz_outside,
    Kind.QUIZ_TWO_PLACES: _quiz_two_places,
    Kind.ALL_AT_ONCE: _all_at_once,
    Kind.ROSTER_AFTER_EXAM: _people,
}
