"""What completes the course, and how long a certificate is valid.

A ministry may ask for more than the standard and never for less, so there is no setting that loosens it: every card
of every required lesson, every required quiz and every must-know question stay required whatever is set.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

STANDARD_VALIDITY_MONTHS = 24
LONGEST_VALIDITY_MONTHS = 120
STANDARD_ATTENDANCE_SHARE = 80
DEMO_COUNTRY = "XX"
LONGEST_WATERMARK = 40
_ISSUER_CODE = re.compile(r"[A-Z]{2}-[A-Z]{2,8}")
_CORRIDOR = re.compile(r"[A-Z]{2}-[A-Z]{2}")


class Award(StrEnum):
    """What a learner can earn: for the core modules, or for all of them."""

    CORE = "core"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Completion:
    """Which modules an award asks for: the standard, and what the ministry adds to it."""

    also_core: frozenset[str] = frozenset()
    """Modules asked for in the core statement beyond the core ones. One that the course no longer has is nobody's."""

    def asks_for(self, award: Award, module_id: str, *, core: bool) -> bool:
        """Tell whether an award asks for a module."""
        return award is Award.FULL or core or module_id in self.also_core


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All that a ministry decides, as one value."""

    issuer_code: str
    issuer_name: Mapping[str, str]
    contact: str
    watermark: str | None = None
    validity_months: int | None = STANDARD_VALIDITY_MONTHS
    approval_needed: bool = False
    second_approval: bool = False
    """Whether a second officer has to approve what a first one approved."""
    also_core: frozenset[str] = field(default_factory=frozenset)
    hide_unreviewed: bool = False
    seal_files: bool = True
    class_needed: bool = False
    attendance_share: int = STANDARD_ATTENDANCE_SHARE
    """What a member of a class must have attended of the sessions held, in hundredths."""
    corridors: frozenset[str] = field(default_factory=frozenset)
    """The journeys offered, as in ``KH-TH``; an empty set is all. One that the course no longer has is nobody's."""
    staff_second_factor: bool = False

    @property
    def demo(self) -> bool:
        """Tell whether the issuer is invented."""
        return self.issuer_code.startswith(f"{DEMO_COUNTRY}-")


def faults_of(settings: Settings, *, locales: Iterable[str], modules: Iterable[str]) -> tuple[str, ...]:
    """List, for the operator, what cannot be used in the settings and what to write instead."""
    return tuple(
        fault
        for fault in (
            _fault_of_issuer(settings),
            _fault_of_names(settings.issuer_name, frozenset(locales)),
            None
            if settings.contact.strip()
            else "The contact is empty: write where people can ask about a certificate.",
            _fault_of_watermark(settings),
            _fault_of_validity(settings.validity_months),
            _fault_of_modules(settings.also_core, frozenset(modules)),
            _fault_of_share(settings.attendance_share),
            _fault_of_approval(settings),
            _fault_of_corridors(settings.corridors),
        )
        if fault
    )


def is_issuer_code(code: str) -> bool:
    """Tell whether a text can name an issuer: ``KH-MLVT``."""
    return _ISSUER_CODE.fullmatch(code) is not None


def last_valid_day(issued_on: date, months: int | None) -> date | None:
    """Tell the last day on which a certificate is valid; None when it never ends.

    The day of the month stays the same; where the month is too short it is that month's last day.
    """
    if months is None:
        return None
    years, month = divmod(issued_on.month - 1 + months, 12)
    year, month = issued_on.year + years, month + 1
    return date(year, month, min(issued_on.day, monthrange(year, month)[1]))


def _fault_of_issuer(settings: Settings) -> str | None:
    if is_issuer_code(settings.issuer_code):
        return None
    return f"The issuer code {settings.issuer_code!r} is not two letters, a hyphen and two to eight letters (KH-MLVT)."


def _fault_of_names(names: Mapping[str, str], locales: frozenset[str]) -> str | None:
    if not names.get("en", "").strip():
        return "The issuer has no name in English: give at least that one (en=…)."
    unknown = sorted(set(names) - locales)
    return f"The issuer's name is given in an unknown language: {', '.join(unknown)}." if unknown else None


def _fault_of_watermark(settings: Settings) -> str | None:
    if settings.demo and not (settings.watermark or "").strip():
        return "A demo programme needs a watermark (SAMPLE), so that nobody takes its papers for real ones."
    if len(settings.watermark or "") > LONGEST_WATERMARK:
        return f"The watermark is too long: write at most {LONGEST_WATERMARK} letters."
    return None


def _fault_of_validity(months: int | None) -> str | None:
    if months is None or 1 <= months <= LONGEST_VALIDITY_MONTHS:
        return None
    return f"A certificate cannot be valid for {months} months: give 1 to {LONGEST_VALIDITY_MONTHS}, or none."


def _fault_of_modules(also_core: frozenset[str], modules: frozenset[str]) -> str | None:
    unknown = sorted(also_core - modules)
    return f"The course has no module {', '.join(unknown)}." if unknown else None


def _fault_of_approval(settings: Settings) -> str | None:
    if settings.approval_needed or not settings.second_approval:
        return None
    return "A second approval asks for a first one: switch approval on too, or the second approval off."


def _fault_of_corridors(corridors: frozenset[str]) -> str | None:
    bad = sorted(corridor for corridor in corridors if not _CORRIDOR.fullmatch(corridor))
    return f"A journey is written with two countries, as in KH-TH, and not {', '.join(bad)}." if bad else None


def _fault_of_share(share: int) -> str | None:
    if 0 <= share <= 100:
        return None
    return f"Nobody can attend {share} per cent of the sessions: give 0 to 100."
