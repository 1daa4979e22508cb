"""Which words of a class the fonts of paper can show: what they cannot is named before anything is printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from app.cohorts.queries import Member
from app.core.errors import Refused
from app.learners.models import Learner
from app.printing.glyphs import missing_characters


class UnprintableSigns(Refused):
    """The name of a class, its centre or its room has signs that no font of paper has."""

    def __init__(self, signs: Iterable[str]) -> None:
        super().__init__(
            _l(
                "We cannot print these signs in the name of the class, its room or its centre: %(signs)s. "
                "Take them out of the name first.",
                signs=" ".join(signs),
            )
        )


@dataclass(frozen=True, slots=True)
class Unprintable:
    """A learner whose name cannot be printed as it stands, and the signs that are missing."""

    learner: Learner
    signs: tuple[str, ...]


def check_signs(*words: str | None) -> None:
    """Raise UnprintableSigns where a paper of the class could not show all of its words."""
    signs = missing_characters("".join(word or "" for word in words))
    if signs:
        raise UnprintableSigns(signs)


def names_on_paper(learner: Learner) -> tuple[str | None, str | None]:
    """Give the names of a learner that can be printed, in own letters and in Latin ones."""
    names = (learner.name_native, learner.name_latin)
    native, latin = (name if name and not missing_characters(name) else None for name in names)
    return native, latin


def unprintable(members: Iterable[Member]) -> list[Unprintable]:
    """List whose names cannot be printed as they stand."""
    found = (
        Unprintable(one.learner, missing_characters(f"{one.learner.name_native or ''}{one.learner.name_latin or ''}"))
        for one in members
    )
    return [one for one in found if one.signs]
