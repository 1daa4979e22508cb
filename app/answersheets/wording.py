"""The fixed sentences of the papers, in the language of the class."""

from __future__ import annotations

from flask_babel import gettext as _

from app.printing.speaking import speaking


def words_in(tag: str) -> dict[str, str]:
    """Give all sentences of a language."""
    with speaking(tag):
        return {
            # NOTE: Heading of a sheet of paper on which a learner fills in circles.
            "answers": _("Answer sheet"),
            # NOTE: Heading of a sheet of paper with the questions of a quiz.
            "questions": _("Questions"),
            "how": _("Find the number on the question sheet. Fill the circle of the right answer, like this:"),
            "two": _("Choose two"),
            "mistake": _("A mistake? Cross the circle out and fill another one. Your trainer will ask you."),
            # NOTE: Before the number a learner has in class, as in "Seat 7".
            "seat": _("Seat"),
            "learner_number": _("Learner number"),
            "draft": _("Draft translation"),
            "version": _("Course version"),
            "keep": _("Give this sheet back to your trainer."),
            "back": _("Each person answers the questions whose numbers are on their own answer sheet."),
        }
