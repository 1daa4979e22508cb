"""The files of a drawn run: put together while they are sent, and never kept whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from app.printroom.joining import joined
from app.printroom.models import PrintRun
from app.printroom.queries import drawn_parts, pieces_of


def chunks_of(run: PrintRun, sheets: Collection[int]) -> Iterator[bytes]:
    """Write the pages of some sheets as one file, piece by piece; the same sheets always give the same bytes."""
    return joined(
        pieces_of(run, sheets),
        title=f"{run.id} · {min(sheets)}–{max(sheets)}",
        identifier=run.digest or "0" * 32,
        both_sides=drawn_parts(run).both_sides,
    )


def content_of(run: PrintRun, sheets: Collection[int]) -> bytes:
    """Give the whole file at once, for what is small."""
    return b"".join(chunks_of(run, sheets))
