"""Puts together what is printed for a quiz on paper, in the language of the class."""

from __future__ import annotations

from collections.abc import Sequence

from app.answersheets.models import AnswerSheet
from app.answersheets.numbering import Numbering, numbering_of
from app.answersheets.papers import AnswerPaper, AskedOnPaper, ClassPaper, Row
from app.answersheets.pictures import picture_for
from app.answersheets.services import Printed, draw_of
from app.answersheets.wording import words_in
from app.cohorts.models import Cohort
from app.cohorts.printable import check_signs, names_on_paper
from app.core.i18n import SOURCE, locale_by_tag
from app.course.catalogue import Module, State
from app.course.queries import course
from app.quizzes.rules import options_wanted
from app.web.catalogues import is_interface_reviewed


def class_paper(cohort: Cohort, module: Module) -> ClassPaper:
    """Say what all papers of a class for a module have in common; raise UnprintableSigns."""
    check_signs(cohort.title)
    text = course().module_text(module, cohort.locale)
    return ClassPaper(
        locale=cohort.locale,
        class_title=cohort.title,
        module_title=text.title,
        module_lang=text.lang,
        version=course().version,
        is_draft=_is_draft(cohort.locale, module),
        words=words_in(cohort.locale),
    )


def answer_papers(cohort: Cohort, module: Module, printed: Sequence[Printed]) -> list[AnswerPaper]:
    """Say what each learner's sheet holds."""
    numbering = numbering_of(cohort.id, module, course().digest)
    return [_answer_paper(one, numbering) for one in printed]


def question_paper(cohort: Cohort, module: Module) -> list[AskedOnPaper]:
    """Say what the question sheet of a class asks: the whole pool, in the class's numbers and letters."""
    numbering = numbering_of(cohort.id, module, course().digest)
    return [_asked(module, question, numbering, cohort.locale) for question in numbering.questions]


def _answer_paper(one: Printed, numbering: Numbering) -> AnswerPaper:
    native, latin = names_on_paper(one.learner)
    return AnswerPaper(
        code=one.sheet.code,
        name=native or latin or "",
        name_lang=one.learner.locale if native else "en",
        learner_number=one.learner.shown_number,
        seat=one.seat,
        rows=_rows(one.sheet, numbering),
    )


def _rows(sheet: AnswerSheet, numbering: Numbering) -> tuple[Row, ...]:
    return tuple(
        Row(
            numbering.number_of(asked.question),
            len(asked.options),
            options_wanted(course().question(asked.question)),
        )
        for asked in draw_of(sheet)
    )


def _asked(module: Module, question_id: str, numbering: Numbering, tag: str) -> AskedOnPaper:
    question = course().question(question_id)
    text = course().question_text(question, tag)
    options = tuple(text.options[option] for option in numbering.options[question_id])
    picture = picture_for(module, question, tag)
    return AskedOnPaper(text.text, options, text.lang, options_wanted(question), picture)


def _is_draft(tag: str, module: Module) -> bool:
    """Tell whether words of these papers wait for a first check by a person."""
    locale = locale_by_tag(tag) or SOURCE
    if locale is SOURCE:
        return False
    texts = [course().question_text(question, tag) for question in module.quiz_questions]
    return not is_interface_reviewed(locale) or any(text.state is not State.REVIEWED for text in texts)
