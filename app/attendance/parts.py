"""What other rooms add to the class page that works without a network.

A part is a template put into the page, scripts that run after ours, other files its page needs (pictures), and data
for the scripts. The worker keeps all of it together with the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Flask, current_app

from app.cohorts.models import Cohort
from app.cohorts.syncing import Json

_PARTS = "offline-class-parts"


def _nothing(_cohort: Cohort) -> Json:
    return None


def _no_files(_cohort: Cohort) -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflinePart:
    """Something that trainers can do on their phone without a network."""

    name: str
    """The page's element ``#<name>-data`` carries the data as JSON in ``data-value``."""
    template: str
    """Put into the page as it is; knows ``cohort``, ``centre`` and ``members``."""
    scripts: tuple[str, ...]
    """Names of static files, in their order; ``Outbox`` and ``ClassPage`` are there before them."""
    styles: tuple[str, ...] = ()
    data: Callable[[Cohort], Json] = _nothing
    files: Callable[[Cohort], Sequence[str]] = _no_files
    """Addresses of other files that must be there without a network."""


def register_offline_part(app: Flask, part: OfflinePart) -> None:
    """Add a part to the page; those registered first stand first."""
    app.extensions.setdefault(_PARTS, []).append(part)


def offline_parts() -> list[OfflinePart]:
    """List the parts in their order."""
    return list(current_app.extensions.get(_PARTS, []))
