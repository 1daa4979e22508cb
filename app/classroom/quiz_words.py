"""The words of a class quiz on a phone, in the trainer's language."""

from __future__ import annotations

from flask_babel import gettext as _


def quiz_words() -> dict[str, str]:
    """Give all that the script says; it fills in the placeholders itself."""
    return {
        "name": _("Class quiz"),
        "start": _("Start the quiz on this device"),
        "goOn": _("Go on with the quiz"),
        "question": _("Question %(number)s of %(count)s"),
        "star": _("Star question"),
        "chooseTwo": _("Choose two answers."),
        "take": _("Take the answers"),
        "show": _("Show the question"),
        "back": _("Back"),
        "leave": _("Leave the quiz for now"),
        "pick": _("Choose a letter. Then tap everybody who holds it up."),
        "others": _("Others: %(letter)s"),
        "undo": _("Undo"),
        "undone": _("Undone."),
        "close": _("Close (%(done)s/%(count)s)"),
        "closeAnyway": _("%(missing)s without an answer. Close anyway"),
        "left": _("Not marked as present, so without answers: %(count)s"),
        "absent": _(
            "This person is not marked as present in this session. Mark who is here first. Then tap the answer."
        ),
        "nobody": _("Nobody is marked as present in this session. Mark who is here first."),
        "none": _("no answer"),
        "chose": _("%(count)s people"),
        "right": _("Right"),
        "why": _("Why"),
        "next": _("Next question"),
        "toEnd": _("To the end"),
        "end": _("End the quiz and count it"),
        "endHint": _("After this nothing can be changed. Each person gets a result, as with any quiz."),
        "blank": _("Nobody has an answer yet. Tap the answers first."),
        "ended": _("The quiz is ended."),
        "score": _("%(right)s of %(count)s right"),
        "results": _("Results"),
        "again": _("Other quizzes"),
        "sent": _("All is sent"),
        "waiting": _("%(count)s wait on this phone"),
        "offline": _("No network. %(count)s wait on this phone. Nothing is lost."),
        "signedOut": _("You are signed out. %(count)s wait on this phone. Sign in, and they are sent."),
        "otherTrainer": _("%(count)s of another trainer wait on this phone. They sign in to send them."),
        "refused": _("Not taken: %(count)s"),
        "keepsNothing": _("This browser keeps nothing, so the quiz would be lost. Open it in an ordinary window."),
        "language": _("Language of the questions"),
        "notClosed": _("%(count)s questions are not closed yet."),
    }
