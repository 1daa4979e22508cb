"""What a change of the settings is: before, after, and what it will do; said before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.core.i18n import LOCALES
from app.course.queries import course
from app.office import effects
from app.office.setting_forms import journey_name
from app.programme.rules import Settings
from app.web.localisation import current_locale

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

Effect = Callable[[Settings], str]


@dataclass(frozen=True, slots=True)
class Change:
    """One setting that becomes another."""

    name: str
    """The setting; names of the issuer are told apart by their language: ``issuer_name.km``."""
    words: LazyString | str
    before: str
    after: str
    effect: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a setting is called, how its value is said, and what a new value does."""

    words: LazyString
    said: Callable[[Any], str]
    effect: Effect


def changes_between(before: Settings, after: Settings) -> list[Change]:
    """List what differs, in the order of the page, with what it will do."""
    return [change for name in _order() for change in _changes_of(name, before, after)]


def _order() -> Iterator[str]:
    return (one.name for one in fields(Settings) if one.name in SETTINGS)


def _changes_of(name: str, before: Settings, after: Settings) -> Iterable[Change]:
    old, new, setting = getattr(before, name), getattr(after, name), SETTINGS[name]
    if old == new:
        return []
    if name == "issuer_name":
        return _changed_names(before, after)
    return [Change(name, setting.words, setting.said(old), setting.said(new), setting.effect(after))]


def _changed_names(before: Settings, after: Settings) -> Iterator[Change]:
    effect = SETTINGS["issuer_name"].effect(after)
    for locale in LOCALES:
        old, new = before.issuer_name.get(locale.tag, ""), after.issuer_name.get(locale.tag, "")
        if old != new:
            words = _("Name of the issuer in %(language)s", language=locale.own_name)
            yield Change(f"issuer_name.{locale.tag}", words, _words(old), _words(new), effect)


def _words(value: str | None) -> str:
    return value or _("none")


def _yes(value: bool) -> str:
    return str(_("yes")) if value else _("no")


def _months(value: int | None) -> str:
    return str(ngettext("%(num)s month", "%(num)s months", value)) if value else _("without end")


def _modules(ids: Iterable[str]) -> str:
    tag = current_locale().tag
    titles = [course().module_text(module, tag).title for module in course().modules if module.id in set(ids)]
    return " · ".join(titles) or _("none")


def _journeys(pairs: Iterable[str]) -> str:
    return " · ".join(sorted(map(journey_name, pairs))) or _("all journeys")


SETTINGS = {
    "issuer_name": Setting(_l("Name of the issuer"), str, effects.new_papers),
    "contact": Setting(_l("Where people ask about a certificate"), _words, effects.new_papers),
    "watermark": Setting(_l("Words across every certificate"), _words, effects.watermark),
    "validity_months": Setting(_l("How long a certificate is valid"), _months, effects.validity),
    "approval_needed": Setting(_l("An officer approves each certificate"), _yes, effects.approval),
    "second_approval": Setting(_l("A second officer approves it too"), _yes, effects.second),
    "also_core": Setting(_l("Modules that the core statement asks for too"), _modules, effects.core),
    "hide_unreviewed": Setting(_l("Only languages that a person has checked"), _yes, effects.reviewed),
    "seal_files": Setting(_l("Files that holders download are sealed"), _yes, effects.seal),
    "class_needed": Setting(_l("Nobody gets a certificate without a class"), _yes, effects.lone),
    "attendance_share": Setting(_l("Of 100 sessions, how many must be attended"), str, effects.share),
    "corridors": Setting(_l("Journeys on offer"), _journeys, effects.offer),
    "staff_second_factor": Setting(_l("Everybody signs in with a code from a phone"), _yes, effects.second_factor),
}
"""All that may be changed by page; the issuer's code stays for good."""
