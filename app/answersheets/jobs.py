"""What the workers do for the quiz on paper: read what trainers sent; each may be run twice, or die in the middle."""

from __future__ import annotations

from app.answersheets.photographs import read_file
from app.answersheets.sending import claim, waiting_files
from app.core import jobs


def read_sent(file_id: int | str) -> None:
    """Read a file that nobody has read and nobody is reading."""
    file = claim(int(file_id))
    if file is not None:
        read_file(file)


def read_left() -> None:
    """Ask for what waits: its worker died, or the queue lost it."""
    for file_id in waiting_files():
        jobs.enqueue(read_sent, file_id)
