"""What the papers of a class say: the poster by which people join, and the cards of learners."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import current_app

from app.cohorts.keys import without_keys
from app.cohorts.models import Cohort
from app.cohorts.printable import check_signs, names_on_paper
from app.cohorts.queries import Member
from app.cohorts.wording import CARD, POSTER, in_force
from app.core.days import format_day
from app.core.errors import NotAllowed
from app.core.i18n import locale_by_tag
from app.course.offering import is_draft
from app.learners.cards import card_address, keep_cards, new_card_key
from app.printing.door import behind
from app.printing.speaking import speaking
from app.programme.centre_models import Centre

if TYPE_CHECKING:
    from app.accounts.models import Staff


@dataclass(frozen=True, slots=True)
class Poster:
    """All that stands on a poster."""

    locale: str
    title: str
    centre: str
    room: str | None
    days: tuple[str, str]
    code: str
    address: str
    short_address: str
    is_draft: bool
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Card:
    """All that stands on a learner's card."""

    seat: int
    number: str
    name: str
    """Empty where no name can be printed; number and picture tell whose it is."""
    name_locale: str
    latin: str | None
    address: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cards of a class."""

    locale: str
    title: str
    cards: tuple[Card, ...]
    is_draft: bool
    words: Mapping[str, str]


def shown_code(code: str) -> str:
    """Write a code in two groups, as it is read aloud."""
    return f"{code[:3]} {code[3:]}"


def poster_of(cohort: Cohort, centre: Centre) -> Poster:
    """Draw up the poster of a class in its language."""
    public = current_app.config["PUBLIC_ADDRESS"]
    page = f"/{cohort.locale}/class"
    with speaking(cohort.locale):
        return Poster(
            locale=cohort.locale,
            title=cohort.title,
            centre=centre.name,
            room=cohort.room,
            days=(format_day(cohort.starts_on, cohort.locale), format_day(cohort.ends_on, cohort.locale)),
            code=shown_code(cohort.code),
            address=f"{public}{page}/{cohort.code}",
            short_address=f"{urlsplit(public).netloc}{page}",
            is_draft=is_draft(locale=locale_by_tag(cohort.locale)),
            words=in_force(POSTER),
        )


def draw_poster(poster: Poster) -> bytes:
    """Draw a poster; the same poster always gives the same bytes. Raises UnprintableSigns."""
    check_signs(poster.title, poster.centre, poster.room)
    drawn: bytes = behind("app.cohorts.paper_pdf").draw_poster(poster)
    return drawn


def print_cards(*, cohort: Cohort, members: Collection[Member], by: Staff) -> bytes:
    """Draw new cards for members of a class, and only then let their older ones end.

    Raises NotAllowed where somebody gets keys from another trainer, and UnprintableSigns.
    """
    check_signs(cohort.title)
    if without_keys(by, [member.learner.id for member in members]):
        raise NotAllowed
    keys = {member.learner.id: new_card_key() for member in members}
    with speaking(cohort.locale):
        words = in_force(CARD)
    cards = tuple(_card(cohort, member, keys[member.learner.id]) for member in members)
    sheet = Sheet(cohort.locale, cohort.title, cards, is_draft(locale=locale_by_tag(cohort.locale)), words)
    drawn: bytes = behind("app.cohorts.paper_pdf").draw_cards(sheet)
    keep_cards(keys=keys, by=by)
    return drawn


def _card(cohort: Cohort, member: Member, key: str) -> Card:
    learner = member.learner
    native, latin = names_on_paper(learner)
    return Card(
        seat=member.seat,
        number=learner.shown_number,
        name=native or latin or "",
        name_locale=learner.locale if native else "en",
        latin=latin if native else None,
        address=card_address(key, cohort.locale),
    )


def cards_needed(members: Iterable[Member], digests: Mapping[str, int]) -> list[Member]:
    """List the members who have no valid card."""
    holders = set(digests.values())
    return [member for member in members if member.learner.id not in holders]
