"""Why new words for a unit cannot be taken: each refusal names the unit, the passage, what was lost and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """What is wrong with the words."""

    UNKNOWN = "unknown"
    """There is no such unit, or no such passage in it."""
    INCOMPLETE = "incomplete"
    """A unit that has no words yet was given some of its passages, or a passage was left empty."""
    PLACEHOLDER = "placeholder"
    FIGURE = "figure"
    COUNTRY = "country"
    """A number to call is given without the country it is in."""
    HTML = "html"
    MARKUP = "markup"
    """The words would be read as something else, such as a heading."""
    FAULT = "fault"
    """The curriculum as a whole would have a fault."""
    CHARACTER = "character"
    ORDER = "order"
    ZAWGYI = "zawgyi"


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """Something in the words of one passage that must be mended, and how."""

    path: str
    passage: str
    reason: Reason
    what: str
    what_to_do: str

    def __str__(self) -> str:
        """Put the refusal on one line, the unit first."""
        return f"{self.path}, {self.passage}: {self.what}; {self.what_to_do}"


class WordsRefused(Exception):
    """New words were not written, none of them; the message lists every refusal.

    A page for reviewers says in their own language what the reason of each refusal means.
    """

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(self.refusals)

    def __str__(self) -> str:
        """List all refusals, one to a line."""
        return "\n".join(["Nothing was written:", *map(str, self.refusals)])
