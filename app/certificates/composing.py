"""Puts together what a certificate will state, in its own language and in English, all but number, code and days.

This is done before a number is taken, since it takes milliseconds and the counter is locked while one is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext

from app.certificates.back import help_lines_for
from app.certificates.codes import shown_code
from app.certificates.numbering import Number
from app.certificates.queries import course_days
from app.certificates.rules import Eligibility, Wish, design_minutes
from app.certificates.signed import Signed, signed_address, unverified
from app.certificates.statement import Statement
from app.certificates.wording import words_for
from app.core.errors import Unavailable
from app.core.i18n import SOURCE, locale_by_tag
from app.course.catalogue import Module, State
from app.course.corridor import Corridor
from app.course.queries import course
from app.learners.models import Learner
from app.printing.speaking import speaking
from app.programme.design import WORD_NAMES, Design
from app.programme.designs import current_design
from app.programme.models import Programme
from app.programme.queries import current_programme
from app.programme.rules import Award, last_valid_day
from app.signing.errors import BadSignature, KeyProblem
from app.signing.keys import Signer, Use
from app.signing.present import present_keys
from app.web.catalogues import is_interface_reviewed
from app.web.logs import log

_STEP = 30
"""Minutes to which the length of the course is rounded: nobody learns to the minute."""
_LANGUAGE_OF_DESTINATION = {"TH": "th"}
"""Where the destination's language is one of ours, the disclaimer stands in it as well."""


_OWN = ("number", "code", "check_address", "issued_on", "valid_until")
"""What each certificate has for itself."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names that go on a paper."""

    native: str | None
    latin: str | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement without number, code and days."""

    issuer_code: str
    validity_months: int | None
    public_address: str
    corridor: str | None
    """The journey, where the holder chose to have its help lines on the paper."""
    signer: Signer
    parts: Mapping[str, Any]

    @property
    def text(self) -> str:
        """Give all that is printed, to look for characters that cannot be."""
        return "".join(filter(str.isprintable, "".join(_texts(self.parts))))

    def state(self, number: Number, code: str, issued_on: date) -> Statement:
        """Complete the statement and sign what its square holds."""
        signed = Signed(
            number=str(number),
            code=code,
            name_native=self.parts["name_native"],
            name_latin=self.parts["name_latin"],
            course_version=self.parts["course_version"],
            kind=Award(self.parts["kind"]),
            issued_on=issued_on,
            valid_until=self.ends_on(issued_on),
            corridor=self.corridor,
            test=self.parts["watermark"] is not None or self.signer.key.test,
        )
        return Statement(
            number=signed.number,
            code=shown_code(code),
            check_address=signed_address(self.public_address, signed, self.signer),
            issued_on=issued_on,
            valid_until=signed.valid_until,
            **self.parts,
        )

    def ends_on(self, issued_on: date) -> date | None:
        """Tell the last valid day."""
        return last_valid_day(issued_on, self.validity_months)


@dataclass(frozen=True, slots=True)
class Replacement(Draft):
    """What stands in an older certificate's place: it says the same but for names and days, and ends when that ends."""

    valid_until: date | None

    def ends_on(self, issued_on: date) -> date | None:
        """Tell the last valid day, which no new paper moves."""
        return self.valid_until


def compose(learner: Learner, award: Award, wish: Wish, earned: Eligibility) -> Draft:
    """Draw up what the certificate will state of a learner who has earned the award."""
    programme, address = current_programme(), str(current_app.config["PUBLIC_ADDRESS"])
    started_on, completed_on = course_days(learner, earned)
    parts = {
        "locale": wish.locale,
        "kind": award.value,
        "name_native": learner.name_native,
        "name_latin": learner.name_latin,
        "started_on": started_on,
        "completed_on": completed_on,
        "short_address": f"{address.partition('://')[2]}/c",
        "help_lines": help_lines_for(learner, wish.locale) if wish.help_lines else (),
        "further_disclaimers": _further_disclaimers(learner, award, wish.locale),
        **of_programme(programme, wish.locale),
        **of_design(current_design(), wish.locale),
        **of_course(award, wish.locale, earned.required),
    }
    corridor = Corridor(learner.origin, learner.destination, None).pair if wish.help_lines else None
    return Draft(
        programme.issuer_code, programme.validity_months, address, corridor, _signer(programme.issuer_code), parts
    )


def compose_anew(said: Statement, names: Names, issuer_code: str) -> Replacement:
    """Draw up a certificate in the place of an older one, with these names."""
    parts = {field.name: getattr(said, field.name) for field in fields(said) if field.name not in _OWN}
    parts |= {"name_native": names.native, "name_latin": names.latin}
    address = str(current_app.config["PUBLIC_ADDRESS"])
    return Replacement(issuer_code, None, address, _corridor_of(said), _signer(issuer_code), parts, said.valid_until)


def _corridor_of(said: Statement) -> str | None:
    try:
        return unverified(said.check_address).corridor
    except BadSignature:
        return None  # It was issued before squares were signed.


def _signer(issuer_code: str) -> Signer:
    """Give what signs squares; an office whose keys are not in order issues nothing until they are."""
    try:
        return present_keys().signer_for(issuer_code, Use.QR)
    except KeyProblem as problem:
        log.error("unsigned", why=str(problem.message))
        raise Unavailable from None


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts(tuple(value.values()))
    elif isinstance(value, tuple):
        yield from (text for part in value for text in _texts(part))


def of_design(design: Design, tag: str) -> dict[str, Any]:
    """Give what a design says in a language and in English; where it says nothing in a language, the English stands."""
    own, english = design.words_in(tag), design.words_in(SOURCE.tag)
    said = {name: getattr(own, name) or getattr(english, name) for name in WORD_NAMES}
    return {"design": design.key, **said, **{f"{name}_english": getattr(english, name) for name in WORD_NAMES}}


def of_programme(programme: Programme, tag: str) -> dict[str, Any]:
    """Give what a programme says of itself in a language."""
    return {
        "issuer_name": programme.name_in(tag),
        "issuer_name_english": programme.name_in(SOURCE.tag),
        "issuer_contact": programme.contact,
        "watermark": programme.watermark,
    }


def of_course(award: Award, tag: str, modules: Sequence[Module]) -> dict[str, Any]:
    """Give what is said of the course in a language: its title, its modules and the fixed sentences."""
    title, words, hours = _in_words(award, tag, modules)
    _english_title, english, english_hours = _in_words(award, SOURCE.tag, modules)
    return {
        "course_title": title,
        "course_version": course().version,
        "course_digest": course().digest,
        "modules": tuple(course().module_text(module, tag).title for module in modules),
        "modules_english": tuple(course().module_text(module, SOURCE.tag).title for module in modules),
        "design_hours": hours,
        "design_hours_english": english_hours,
        "is_draft": is_draft(tag, modules),
        "words": words,
        "english": english,
    }


def _in_words(award: Award, tag: str, modules: Sequence[Module]) -> tuple[str, dict[str, str], str]:
    """Give the course's title, the fixed sentences and the length of the course in a language."""
    with speaking(tag):
        title = str(_("Know before you go: the course for people who go abroad to work"))
        return title, words_for(award.value, title), _length(design_minutes(modules))


def _length(minutes: int) -> str:
    hours, rest = divmod(max(1, round(minutes / _STEP)) * _STEP, 60)
    in_hours = str(ngettext("%(num)s hour", "%(num)s hours", hours))
    in_minutes = str(ngettext("%(num)s minute", "%(num)s minutes", rest))
    if hours and rest:
        # NOTE: A length of time: "2 hours 30 minutes".
        return str(_("%(hours)s %(minutes)s", hours=in_hours, minutes=in_minutes))
    return in_hours if hours else in_minutes


def _further_disclaimers(learner: Learner, award: Award, tag: str) -> tuple[tuple[str, str], ...]:
    other = _LANGUAGE_OF_DESTINATION.get(learner.destination or "")
    if other is None or other in (tag, SOURCE.tag):
        return ()
    with speaking(other):
        return ((other, words_for(award.value, "")["disclaimer"]),)


def is_draft(tag: str, modules: Sequence[Module]) -> bool:
    """Tell whether words of a language, or a module's title in it, wait for a first check by a person."""
    locale = locale_by_tag(tag) or SOURCE
    if locale is SOURCE:
        return False
    titles = [course().module_text(module, tag) for module in modules]
    return not is_interface_reviewed(locale) or any(title.state is not State.REVIEWED for title in titles)
