"""What was read and chosen without an account goes into the account made on the same phone."""

from __future__ import annotations

from app.course.queries import course
from app.learners.models import Learner
from app.learning.cookie import cookie_progress, empty_cookie
from app.learning.journey import present_corridor
from app.learning.services import change_journey, record_seen


def carry_progress(learner: Learner) -> None:
    """Move progress from the cookie to the learner."""
    seen = {lesson: cards for lesson, cards in cookie_progress(course()).lessons.items() if cards}
    record_seen(learner=learner, course_version=course().version, lessons=seen)
    empty_cookie()


def carry_journey(learner: Learner) -> None:
    """Keep the journey chosen on this phone on the account, unless the account has one of its own."""
    if not learner.has_journey:
        change_journey(learner=learner, corridor=present_corridor())
