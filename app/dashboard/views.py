"""First page, course page and module page: where somebody is on the path, and the way on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from flask import Blueprint, render_template, session

from app.core import clock
from app.course.catalogue import Lesson, LessonTitle, Module, ModuleText
from app.course.queries import course, facts, module_at
from app.learners.session import current_learner
from app.learning.journey import present_corridor
from app.learning.queries import present_progress
from app.quizzes.queries import present_checks, present_results
from app.web.access import public
from app.web.localisation import CHOSEN, current_locale

dashboard = Blueprint("dashboard", __name__, url_prefix="/<locale:locale>")


class Stage(StrEnum):
    """Where a waymark stands for somebody: behind them, where they are, or ahead."""

    DONE = "done"
    HERE = "here"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class ModuleMark:
    """One module on the path, as somebody has come along it."""

    module: Module
    text: ModuleText
    number: int
    lessons_done: int
    passed: bool
    stage: Stage


@dataclass(frozen=True, slots=True)
class LessonMark:
    """One lesson of a module, as somebody has come along it."""

    lesson: Lesson
    title: LessonTitle
    cards_seen: int
    stage: Stage


@dashboard.get("/")
@public
def home() -> str:
    """Welcome; the language of this page becomes the chosen one."""
    if session.get(CHOSEN) != current_locale().tag:
        session[CHOSEN] = current_locale().tag
        session.permanent = True
    return render_template(
        "dashboard/home.html",
        begun=present_progress().is_begun() or bool(present_results()),
        learner=current_learner(),
        corridor=present_corridor(),
    )


@dashboard.get("/course")
@public
def course_page() -> str:
    """Show the path of modules: what is done and what is left, the four core modules first."""
    marks = module_marks()
    warnings = facts().situation(present_corridor(), current_locale().tag, clock.today())
    return render_template(
        "dashboard/course.html",
        core=[mark for mark in marks if mark.module.core],
        others=[mark for mark in marks if not mark.module.core],
        texts=[mark.text for mark in marks],
        checks=present_checks(course()),
        learner=current_learner(),
        corridor=present_corridor(),
        warnings=warnings,
        shows_facts=bool(warnings),
    )


@dashboard.get("/course/<slug>")
@public
def module_page(slug: str) -> str:
    """Show the lessons of a module and its questions."""
    module = module_at(slug)
    result = present_results().get(module.id)
    marks = lesson_marks(module)
    warnings = facts().situation(present_corridor(), current_locale().tag, clock.today())
    text = course().module_text(module, current_locale().tag)
    going_on = next((mark.lesson for mark in marks if mark.stage is Stage.HERE), None)
    return render_template(
        "dashboard/module.html",
        module=module,
        text=text,
        texts=[text, *(mark.title for mark in marks)],
        lessons=marks,
        going_on=going_on,
        result=result,
        warnings=warnings,
        shows_facts=bool(warnings),
    )


def module_marks() -> list[ModuleMark]:
    """Tell of each module how far the person at hand has come; the first undone core module is *here*."""
    progress, results, locale = present_progress(), present_results(), current_locale().tag
    marks: list[ModuleMark] = []
    here_given = False
    for module in sorted(course().modules, key=lambda module: not module.core):
        passed = module.id in results and results[module.id].passed
        done = sum(progress.is_lesson_done(lesson) for lesson in module.lessons)
        complete = passed and done == len(module.lessons)
        stage = Stage.DONE if complete else Stage.AHEAD if here_given else Stage.HERE
        here_given = here_given or stage is Stage.HERE
        marks.append(ModuleMark(module, course().module_text(module, locale), len(marks) + 1, done, passed, stage))
    return marks


def lesson_marks(module: Module) -> list[LessonMark]:
    """Tell of each lesson how far the person at hand has come; the first undone one is *here*."""
    progress, locale = present_progress(), current_locale().tag
    here = progress.next_lesson(module)
    return [
        LessonMark(
            lesson,
            course().lesson_title(lesson, locale),
            len(progress.seen(lesson)),
            Stage.HERE if lesson is here else Stage.DONE if progress.is_lesson_done(lesson) else Stage.AHEAD,
        )
        for lesson in module.lessons
    ]
