"""What can go wrong with the course: faults in its files, and pages it does not have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from app.core.errors import NotFound


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something in a file of the course that must be mended, and how."""

    file: str
    line: int
    what: str
    what_to_do: str

    def __str__(self) -> str:
        """Put the fault on one line, the place first, as editors and terminals expect it."""
        return f"{self.file}:{self.line}: {self.what}; {self.what_to_do}"


class BrokenCourse(Exception):
    """The curriculum has faults and may not be shown; the message lists every one of them.

    Its readers are operators and editors at a terminal, so it is no Problem and is not translated.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__(self.faults)

    def __str__(self) -> str:
        """List all faults, one to a line, in the order of the files."""
        count = len(self.faults)
        head = f"The course has {count} {'fault' if count == 1 else 'faults'}:"
        return "\n".join([head, *map(str, self.faults)])


class ReleaseRefused(Exception):
    """The course cannot be released as it was asked; the message says why and what to do."""


class BrokenRelease(Exception):
    """A file in ``curriculum/releases`` does not hold what was released; the message names it."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(f"curriculum/releases/{name}: {what}; bring it back from the history of the repository")


class NotReleased(Exception):
    """Certificates would name a course that nobody can reproduce; the message says what changed and what to run."""


class NoSuchUnit(Exception):
    """The name of a text on the command line matches nothing that is written in that locale."""


class NoSuchCard(NotFound):
    """The address names a module, lesson or card that this course does not have."""

    message = _l("This page is not in the course.")
