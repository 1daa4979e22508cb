"""The papers of a class, for its trainer: the poster to join by, and learners' cards."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from app.accounts.session import signed_in_staff
from app.cohorts.errors import NoSuchMember
from app.cohorts.keys import without_keys
from app.cohorts.looking import seen_cohort
from app.cohorts.papers import cards_needed, draw_poster, poster_of, print_cards
from app.cohorts.printable import unprintable
from app.cohorts.queries import Member, member_of, members_of, own_cohort
from app.cohorts.runs import AT_ONCE, run_from, runs_of
from app.core.permissions import Permission
from app.learners.cards import card_digests
from app.programme.centres import centre_by_id
from app.web.access import requires
from app.web.files import handed_pdf
from app.web.forms import ButtonForm

cohort_papers = Blueprint("cohort_papers", __name__, url_prefix="/<locale:locale>/staff/classes/<int:cohort_id>")


@cohort_papers.get("/poster")
@requires(Permission.LEAD_COHORTS)
def poster(cohort_id: int) -> str:
    """Show the code of a class and the way to its poster."""
    cohort = own_cohort(signed_in_staff(), cohort_id)
    said = poster_of(cohort, centre_by_id(cohort.centre_id))
    return render_template("cohorts/papers.html", cohort=cohort, poster=said)


@cohort_papers.get("/poster.pdf")
@requires(Permission.LEAD_COHORTS)
def poster_pdf(cohort_id: int) -> Response:
    """Give the poster of a class."""
    cohort = own_cohort(signed_in_staff(), cohort_id)
    drawn = draw_poster(poster_of(cohort, centre_by_id(cohort.centre_id)))
    return handed_pdf(drawn, f"class-{cohort.code}")


@cohort_papers.get("/cards")
@requires(Permission.LEAD_COHORTS)
def cards(cohort_id: int) -> str:
    """Say who has a card, and offer to print them."""
    cohort = seen_cohort(cohort_id)
    everybody = members_of(cohort)
    members = _with_keys(everybody)
    needed = cards_needed(members, card_digests([member.learner.id for member in members]))
    return render_template(
        "cohorts/cards_page.html",
        cohort=cohort,
        runs=runs_of(members),
        needed=needed[:AT_ONCE],
        waiting=len(needed),
        elsewhere=len(everybody) - len(members),
        unprintable=unprintable(members),
        token=ButtonForm(),
    )


@cohort_papers.post("/cards/<any(missing, all):which>.pdf")
@requires(Permission.LEAD_COHORTS)
def cards_pdf(cohort_id: int, which: str) -> Response:
    """Print cards for those who have none, or new ones for everybody from a seat on; at most AT_ONCE."""
    cohort = seen_cohort(cohort_id)
    members = _with_keys(members_of(cohort))
    if which == "missing":
        members = cards_needed(members, card_digests([member.learner.id for member in members]))
    first = request.form.get("first", 1, int)
    wanted = run_from(members, first)
    if not wanted:
        raise NoSuchMember
    drawn = print_cards(cohort=cohort, members=wanted, by=signed_in_staff())
    return handed_pdf(drawn, f"cards-{cohort.code}")


@cohort_papers.post("/people/<int:learner_id>/card.pdf")
@requires(Permission.LEAD_COHORTS)
def one_card(cohort_id: int, learner_id: int) -> Response:
    """Print a new card for one learner."""
    cohort = seen_cohort(cohort_id)
    drawn = print_cards(cohort=cohort, members=[member_of(cohort, learner_id)], by=signed_in_staff())
    return handed_pdf(drawn, f"card-{cohort.code}")


def _with_keys(members: Sequence[Member]) -> list[Member]:
    """Leave out whose keys another trainer gives."""
    others = without_keys(signed_in_staff(), [member.learner.id for member in members])
    return [member for member in members if member.learner.id not in others]
