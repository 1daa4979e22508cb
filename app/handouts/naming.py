"""Names of files, without their ending, the same on the page and in the folder of a command."""

from __future__ import annotations

from app.course.catalogue import Module
from app.course.corridor import Corridor


def leaflet_name(module: Module, tag: str, corridor: Corridor | None) -> str:
    """Name the leaflet of a module."""
    return "-".join((module.id, module.slug, *((_journey(corridor),) if corridor else ()), tag))


def card_name(corridor: Corridor, tag: str, per_sheet: int) -> str:
    """Name the help card of a journey."""
    return f"help-card-{_journey(corridor)}-{tag}-{per_sheet}"


def _journey(corridor: Corridor) -> str:
    return str(corridor).strip("-")
