"""Takes in a quiz that was answered away from the learner's own screen: in class before one device, or on paper."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from app.accounts.models import Staff
from app.audit.rules import Actor, Subject
from app.audit.services import record
from app.core.database import db, dialect_insert, unit_of_work
from app.course.catalogue import Module
from app.course.queries import course
from app.course.rules import draw_size
from app.learners.models import Learner
from app.quizzes.acts import ATTEMPT_TAKEN_IN
from app.quizzes.errors import NotOffered, OldDraw
from app.quizzes.models import Attempt
from app.quizzes.rules import Draw, Purpose, Responses, Taken, is_drawn_from, mark


@unit_of_work()
def take_in_attempt(
    *,
    learner: Learner,
    module: Module,
    draw: Draw,
    responses: Responses,
    taken: Taken,
    locale: str,
    started_at: datetime,
    submitted_at: datetime,
    token: str,
    by: Staff,
) -> Attempt:
    """Make a sent and marked attempt of what a trainer brings; the same token again gives the same attempt.

    It is marked as one sent by the learner. The pause after two fails is not asked, because the class does not wait.
    More or fewer options than a question asks for count as wrong, as on paper. Raises OldDraw where the draw is not
    a whole quiz of this module as the course has it now, and NotOffered for an option the draw does not hold.
    """
    if not is_whole_quiz(draw, module):
        raise OldDraw
    offered = {asked.question: asked.options for asked in draw}
    if any(not set(chosen) <= set(offered.get(question, ())) for question, chosen in responses.items()):
        raise NotOffered
    result = mark({question.id: question for question in module.questions}, draw, responses)
    made = db.session.scalar(
        dialect_insert(Attempt)
        .values(
            token=token,
            learner_id=learner.id,
            purpose=Purpose.QUIZ.value,
            taken=taken.value,
            module=module.id,
            course_version=course().version,
            course_digest=course().digest,
            locale=locale,
            draw=[[asked.question, list(asked.options)] for asked in draw],
            responses={question: list(chosen) for question, chosen in responses.items()},
            started_at=started_at,
            submitted_at=submitted_at,
            asked=result.asked,
            right_count=result.right,
            must_know_right=result.must_know_right,
            passed=result.is_passed,
        )
        .on_conflict_do_nothing(index_elements=["token"])
        .returning(Attempt.id)
    )
    if made is not None:
        _note(made, learner, taken, by)
    return _attempt(token, learner, module)


def is_whole_quiz(draw: Draw, module: Module) -> bool:
    """Tell whether a draw is a quiz of this module: its size, its own questions once each, one of them must-know."""
    pool = {question.id: question for question in module.quiz_questions}
    asked = [one.question for one in draw]
    if len(asked) != draw_size(module) or len(set(asked)) != len(asked) or not is_drawn_from(draw, pool.values()):
        return False
    return sum(pool[question].must_know for question in asked) == 1


def _note(attempt_id: int, learner: Learner, taken: Taken, by: Staff) -> None:
    record(
        ATTEMPT_TAKEN_IN,
        actor=Actor.staff(by.id),
        subject=Subject("learner", learner.id),
        detail={"attempt": attempt_id, "taken": taken.value},
    )


def _attempt(token: str, learner: Learner, module: Module) -> Attempt:
    attempt = db.session.scalars(select(Attempt).where(Attempt.token == token)).one()
    if (attempt.learner_id, attempt.module) != (learner.id, module.id):
        raise ValueError("a token names one learner's quiz of one module; make another for another")
    return attempt
