"""Makes the room known to the class page and to what phones send."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from app.attendance.parts import register_offline_part
from app.classroom.device import init_device
from app.classroom.offline import class_quiz_part
from app.classroom.sync import init_class_quiz
from app.cohorts.ways import CohortWay, register_way


def init_classroom(app: Flask) -> None:
    """Offer the ways of the room on the page of each class, and take in what phones send."""
    init_class_quiz(app)
    register_offline_part(app, class_quiz_part())
    init_device(app)
    register_way(app, CohortWay(endpoint="hand_over.hand", words=_l("Hand this device over to the class"), place=40))
    register_way(app, CohortWay(endpoint="group_show.sessions", words=_l("Lessons for the whole class"), place=30))
    register_way(app, CohortWay(endpoint="class_quiz.quizzes", words=_l("Class quiz"), place=35))
