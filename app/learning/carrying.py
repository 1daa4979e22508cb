"""What was read without an account goes into the account made on the same phone."""

from __future__ import annotations

from app.course.queries import course
from app.learners.models import Learner
from app.learning.cookie import cookie_progress, empty_cookie
from app.learning.services import record_seen


def carry_progress(learner: Learner) -> None:
    """Move progress from the cookie to the learner."""
    seen = {lesson: cards for lesson, cards in cookie_progress(course()).lessons.items() if cards}
    record_seen(learner=learner, course_version=course().version, lessons=seen)
    empty_cookie()
