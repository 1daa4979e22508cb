"""What is done in a classroom and noted in the audit."""

from flask_babel import lazy_gettext as _l

from app.audit.acts import named

LESSON_SHOWN = named("group-lesson-shown", _l("Went through a lesson with a class"))
CLASS_QUIZ_ENDED = named("class-quiz-ended", _l("Ended a class quiz"))
HANDED_OVER = named("class-handed-over", _l("Handed a device over to a class"))
HAND_OVER_ENDED = named("class-hand-over-ended", _l("Took a device back from a class"))
FIRST_PIN = named("class-first-pin", _l("Chose a first PIN on the device of the class"))
