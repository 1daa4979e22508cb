"""The class that a page is about."""

from __future__ import annotations

from app.accounts.session import signed_in_staff
from app.cohorts.models import Cohort
from app.cohorts.queries import own_cohort
from app.cohorts.services import note_look


def seen_cohort(cohort_id: int) -> Cohort:
    """Find a class that the person at hand leads, and note that they saw its people; raise NoSuchCohort."""
    staff = signed_in_staff()
    cohort = own_cohort(staff, cohort_id)
    note_look(cohort=cohort, by=staff)
    return cohort
