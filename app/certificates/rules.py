"""Who has earned an award, and how a certificate stands today, as pure functions over plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from app.course.catalogue import Course, Lesson, Module
from app.programme.rules import Award, Completion


class Status(StrEnum):
    """What the register says of a certificate."""

    ACTIVE = "active"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"


class Standing(StrEnum):
    """How a certificate stands on a day: its status, and whether its time is over."""

    ACTIVE = "active"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"


class LessonsDone(Protocol):
    """What eligibility needs to know of progress."""

    def is_lesson_done(self, lesson: Lesson) -> bool:
        """Tell whether every card of a lesson was seen or heard."""


class QuizResult(Protocol):
    """What eligibility needs to know of a module's attempts."""

    @property
    def passed(self) -> bool:
        """Tell whether the quiz was passed."""

    @property
    def must_know_right(self) -> bool:
        """Tell whether the must-know question was answered right."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a learner may choose about the paper: its language, and help lines on the back."""

    locale: str
    help_lines: bool = True


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing in one module."""

    module: Module
    lessons: tuple[Lesson, ...]
    quiz: bool
    must_know: bool


@dataclass(frozen=True, slots=True)
class ClassShare:
    """What somebody attended of the sessions that a class for an award held so far."""

    award: Award
    held: int
    attended: int

    def is_enough(self, share: int) -> bool:
        """Tell whether it is so many hundredths; before the first session nothing is, unless nothing is asked."""
        return not share or (self.held > 0 and self.attended * 100 >= share * self.held)


@dataclass(frozen=True, slots=True)
class Absence:
    """What is missing of attendance: sessions attended, held and needed; or a class, where somebody is in none."""

    attended: int = 0
    held: int = 0
    needed: int = 0
    no_class: bool = False


@dataclass(frozen=True, slots=True)
class Eligibility:
    """What is still missing for an award that asks for these modules."""

    required: tuple[Module, ...]
    lessons: tuple[tuple[Module, Lesson], ...] = ()
    quizzes: tuple[Module, ...] = ()
    must_know: tuple[Module, ...] = ()
    """Modules whose quiz was passed but whose must-know question was not."""
    absence: Absence | None = None
    """What is missing of the class; None where that is enough, or where no class is asked for."""

    @property
    def is_earned(self) -> bool:
        """Tell whether nothing is missing; an award that asks for nothing cannot be earned."""
        return self.is_learned and self.absence is None

    @property
    def is_learned(self) -> bool:
        """Tell whether every module is done, whatever is missing of the class."""
        return bool(self.required) and not (self.lessons or self.quizzes or self.must_know)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Tell what is missing module by module, in the order of the course; a module that is done is left out."""
        missing = (_gap(self, module) for module in self.required)
        return tuple(gap for gap in missing if gap.lessons or gap.quiz or gap.must_know)


def _gap(eligibility: Eligibility, module: Module) -> Gap:
    return Gap(
        module=module,
        lessons=tuple(lesson for of, lesson in eligibility.lessons if of == module),
        quiz=module in eligibility.quizzes,
        must_know=module in eligibility.must_know,
    )


def required_modules(course: Course, completion: Completion, award: Award) -> tuple[Module, ...]:
    """Choose the modules an award asks for, in the order of the course."""
    return tuple(module for module in course.modules if completion.asks_for(award, module.id, core=module.core))


def absence(shares: Iterable[ClassShare], award: Award, *, share: int, class_needed: bool) -> Absence | None:
    """Tell what somebody who attended so much of these classes lacks for an award; None where it is enough.

    A class for the award binds who was ever in it. One for the whole course proves enough for the core statement too,
    and binds nobody who asks for that alone.
    """
    own = [one for one in shares if one.award in (award, Award.FULL)]
    if any(one.is_enough(share) for one in own):
        return None
    if not class_needed and all(one.award != award for one in own):
        return None
    best = max(own, key=lambda one: (one.attended / max(one.held, 1), one.attended), default=None)
    return Absence(best.attended, best.held, -(-best.held * share // 100)) if best else Absence(no_class=True)


def eligibility(
    required: Iterable[Module],
    progress: LessonsDone,
    results: Mapping[str, QuizResult],
    missed: Absence | None = None,
) -> Eligibility:
    """Compare what was done with what is required: every lesson, quiz and must-know question, and the class."""
    modules = tuple(required)
    passed = {module_id for module_id, result in results.items() if result.passed}
    known = {module_id for module_id, result in results.items() if result.must_know_right}
    return Eligibility(
        required=modules,
        lessons=tuple(
            (module, lesson) for module in modules for lesson in module.lessons if not progress.is_lesson_done(lesson)
        ),
        quizzes=tuple(module for module in modules if module.id not in passed),
        must_know=tuple(module for module in modules if module.id in passed - known),
        absence=missed,
    )


def design_minutes(modules: Iterable[Module]) -> int:
    """Add up how long the modules take as they were designed, lessons and quizzes."""
    return sum(module.lesson_minutes + module.quiz_minutes for module in modules)


def standing(status: Status, valid_until: date | None, today: date) -> Standing:
    """Tell how a certificate stands; its last valid day still counts."""
    if status is Status.ACTIVE and valid_until is not None and today > valid_until:
        return Standing.EXPIRED
    return Standing(status.value)
