"""Draws the pages of a roster."""

from __future__ import annotations

from flask import render_template

from app.cohorts.models import Cohort
from app.rosters.columns import Column, heading
from app.rosters.errors import Unanswered, UnreadableFile
from app.rosters.figures import shown_phone
from app.rosters.people import Person
from app.rosters.proposing import Proposal
from app.rosters.queries import last_import
from app.rosters.reading import written_birth
from app.rosters.sexes import sex_word
from app.rosters.words import DOUBT, FATE, WHY, WRONG
from app.web.forms import ButtonForm
from app.web.localisation import current_locale


def upload_page(cohort: Cohort, fault: UnreadableFile | None = None) -> str:
    """Draw the page that asks for a file."""
    return render_template(
        "rosters/upload.html",
        cohort=cohort,
        form=ButtonForm(),
        fault=fault.message if fault else None,
        last=last_import(cohort),
    )


def preview_page(cohort: Cohort, proposal: Proposal, fault: Unanswered | None = None) -> str:
    """Draw the page that shows what would become of each row."""
    return render_template(
        "rosters/preview.html",
        cohort=cohort,
        proposal=proposal,
        form=ButtonForm(),
        fault=fault.message if fault else None,
        label=lambda row, column: proposal.heading_above(row, column) or heading(column, current_locale().tag),
        facts=lambda outcome: _facts(outcome.row.person),
        rows={outcome.row.key: outcome.row for outcome in proposal.outcomes},
        words={"why": WHY, "wrong": WRONG, "doubt": DOUBT, "fate": FATE},
    )


def _facts(person: Person) -> dict[str, str]:
    """Tell what was read of a person besides the names, by our headings."""
    tag = current_locale().tag
    facts = {
        Column.SEX: sex_word(person.sex, tag) if person.sex else "",
        Column.BORN: written_birth(person.born_on, person.born_year),
        Column.PHONE: shown_phone(person.phone) if person.phone else "",
        Column.DOCUMENT: person.document or "",
        Column.PROVINCE: person.province or "",
    }
    return {heading(column, tag): words for column, words in facts.items() if words}
