"""Who may do what: permissions are named by the act, roles are sets of permissions."""

from enum import StrEnum


class Permission(StrEnum):
    """An act that a route demands of the person who asks for it."""

    HOLD_ACCOUNT = "hold-account"
    USE_STAFF_PAGES = "use-staff-pages"
    SEE_LEARNERS = "see-learners"
    RESET_PIN = "reset-pin"
    DECIDE_CERTIFICATES = "decide-certificates"
    MANAGE_PROGRAMME = "manage-programme"
    MANAGE_PEOPLE = "manage-people"
    READ_AUDIT = "read-audit"
    REVIEW_TEXTS = "review-texts"
    EDIT_FACTS = "edit-facts"
    PRINT_HANDOUTS = "print-handouts"
    LEAD_COHORTS = "lead-cohorts"
    SEE_SIGNALS = "see-signals"
    SEE_CERTIFIED = "see-certified"
    SEARCH_REGISTER = "search-register"
    PRINT_CERTIFICATES = "print-certificates"
    SEE_FIGURES = "see-figures"
    HANDLE_PRIVACY = "handle-privacy"
    MANAGE_API = "manage-api"
    MANAGE_AGENCIES = "manage-agencies"


class Role(StrEnum):
    """What a member of staff is; learners hold no role, only their own account."""

    TRAINER = "trainer"
    REVIEWER = "reviewer"
    EDITOR = "editor"
    OFFICER = "officer"
    ADMINISTRATOR = "administrator"
    AGENCY = "agency"


LEARNER_PERMISSIONS = frozenset({Permission.HOLD_ACCOUNT})
_STAFF = frozenset({Permission.USE_STAFF_PAGES})
ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.TRAINER: _STAFF
    | {
        Permission.SEE_LEARNERS,
        Permission.RESET_PIN,
        Permission.PRINT_HANDOUTS,
        Permission.LEAD_COHORTS,
    },
    Role.REVIEWER: _STAFF | {Permission.REVIEW_TEXTS},
    Role.EDITOR: _STAFF | {Permission.EDIT_FACTS},
    Role.OFFICER: _STAFF
    | {
        Permission.SEE_LEARNERS,
        Permission.DECIDE_CERTIFICATES,
        Permission.READ_AUDIT,
        Permission.PRINT_HANDOUTS,
        Permission.SEE_SIGNALS,
        Permission.SEARCH_REGISTER,
        Permission.PRINT_CERTIFICATES,
        Permission.SEE_FIGURES,
        Permission.MANAGE_AGENCIES,
    },
    Role.ADMINISTRATOR: _STAFF
    | {
        Permission.MANAGE_PROGRAMME,
        Permission.MANAGE_PEOPLE,
        Permission.READ_AUDIT,
        Permission.SEE_FIGURES,
        Permission.HANDLE_PRIVACY,
        Permission.MANAGE_API,
        Permission.MANAGE_AGENCIES,
    },
    Role.AGENCY: _STAFF | {Permission.SEE_CERTIFIED},
}
