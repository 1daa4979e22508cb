"""Who gets to which page: every address of the application, asked for by everybody who might.

A new route fails here until it stands in the table. A page that only belongs to those whose object it is needs
nothing more where the object is a class (``cohort_id``); otherwise name it in ``OWNED``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection
from sqlalchemy.orm import Session, scoped_session
from werkzeug.routing import AnyConverter, IntegerConverter, Rule
from werkzeug.test import TestResponse

from app.accounts.models import Staff
from app.certificates.services import issue_certificate
from app.cohorts.leading import link_agency
from app.core.database import db
from app.core.i18n import LOCALES, SOURCE
from app.core.permissions import Permission, Role
from app.course.queries import facts_in_files
from app.learners.models import Learner
from app.programme.rules import Award
from app.reviewing.services import give_languages
from app.web.access import sign_of
from tests.certificates.people import a_programme, complete, core_modules
from tests.cohorts.people import a_cohort, a_member, a_session
from tests.conftest import Browser
from tests.learners.people import a_learner, a_staff, sign_in, sign_in_staff

TABLE: dict[Permission | None, dict[str, str]] = {
    None: {
        "api": "changes figures figures_table openapi status verify verify_many",
        "badges": "credential issuer status",
        "class_device": "end tile who",
        "class_offline": "kept worker",
        "dashboard": "course_page home module_page",
        "guidance": "help_lines",
        "joining": "by_code offer",
        "learner_cards": "card",
        "learners": "join sign_in sign_out",
        "learning": "card journey lesson",
        "lists": "checkpoint_list known status",
        "office_links": "use",
        "offline": "checker checker_in peers_lists trust_list worker",
        "privacy": "kept",
        "quizzes": "answer check intro question result review start start_the_check submit",
        "security": "login logout mf_recovery tf_select two_factor_rescue two_factor_setup two_factor_token_validation",
        "verification": "check scanned",
        "web": "healthz languages leave start",
    },
    Permission.PRINT_CERTIFICATES: {
        "print_runs": "cancel file fine later page rest returned sheets spoiled start",
        "print_singles": "ask class_list handing signing_list take",
        "print_stock": "account account_csv stock",
        "printers": "forget index measure test_pdf",
        "printroom": "index new",
    },
    Permission.DECIDE_CERTIFICATES: {
        "batch_desk": "approve decided go_on send_back",
        "certificate_desk": "decline evidence people requests withdraw",
        "life_desk": "answer answer_replacement ask evidence find life print_again replace",
    },
    Permission.EDIT_FACTS: {
        "editing": "journey journey_csv overview",
        "fact_desk": "change check fact note restore retire",
    },
    Permission.HANDLE_PRIVACY: {
        "privacy_desk": "agree copy forget home person record record_csv record_json stop terms",
    },
    Permission.HOLD_ACCOUNT: {
        "certificates": "ask credential download mine",
        "class_here": "here",
        "learners": "change_names change_pin me number",
        "privacy": "copy forget looks mine stop",
    },
    Permission.LEAD_COHORTS: {
        "answersheets": "papers print_answers print_questions reading send sheet take_in take_in_clear",
        "attendance": "board person sessions sheet",
        "class_offline": "offline",
        "class_requests": "page",
        "class_quiz": "again answer_cards answers end question quiz quizzes results",
        "cohort_papers": "cards cards_pdf one_card poster poster_pdf",
        "cohort_people": "leave move new_pin person",
        "cohort_plan": "hold new plan propose session",
        "cohorts": "agencies change close cohort index new remove reopen trainers",
        "group_show": "card done lessons sessions sound",
        "hand_over": "end hand",
        "progress": "as_csv as_xlsx matrix questions",
        "rosters": "choose confirm drop export form mend page preview upload",
        "sync_desk": "present sync",
    },
    Permission.MANAGE_AGENCIES: {
        "office_agencies": "agency index invite remove withdraw",
    },
    Permission.MANAGE_PEOPLE: {
        "office_people": "decide index invite lost_code password person roles withdraw",
    },
    Permission.MANAGE_PROGRAMME: {
        "office_centres": "centre decide index new",
        "office_settings": "change index new",
        "design_desk": "designs draft finish look remove upload use words",
    },
    Permission.MANAGE_API: {
        "api_desk": "add_webhook again client clients revoke secret stop token",
    },
    Permission.PRINT_HANDOUTS: {
        "handouts": "help_card leaflet shelf",
    },
    Permission.READ_AUDIT: {
        "audit": "events events_csv",
    },
    Permission.RESET_PIN: {
        "desk": "find reset_pin",
    },
    Permission.REVIEW_TEXTS: {
        "review_desk": "accept back_translate comment end suggest unit",
        "reviewing": "accept_ticked languages part parts sheet",
    },
    Permission.SEARCH_REGISTER: {
        "register": "search",
    },
    Permission.SEE_CERTIFIED: {
        "sent": "index people",
    },
    Permission.SEE_FIGURES: {
        "figures": "count csv_file index monthly open_data_file xlsx_file",
    },
    Permission.SEE_SIGNALS: {
        "integrity": "decided index signal",
    },
    Permission.USE_STAFF_PAGES: {
        "office_sessions": "end index",
        "security": "change_password mf_recovery_codes two_factor_setup_validate verify",
        "staff": "home",
    },
}
"""Every endpoint by who may enter: None is everybody. The words behind a blueprint are its views."""


class Who(StrEnum):
    """Everybody who might ask."""

    GUEST = "guest"
    LEARNER = "learner"
    OTHER_LEARNER = "other learner"
    TRAINER = "trainer"
    OTHER_TRAINER = "other trainer"
    AGENCY = "agency"
    OTHER_AGENCY = "other agency"
    OFFICER = "officer"
    ADMINISTRATOR = "administrator"
    REVIEWER = "reviewer"
    EDITOR = "editor"


STAFF = frozenset({Permission.USE_STAFF_PAGES})
TRAINER = STAFF | {
    Permission.SEE_LEARNERS,
    Permission.RESET_PIN,
    Permission.PRINT_HANDOUTS,
    Permission.LEAD_COHORTS,
}
AGENCY = STAFF | {Permission.SEE_CERTIFIED}
MAY: dict[Who, frozenset[Permission]] = {
    Who.GUEST: frozenset(),
    Who.LEARNER: frozenset({Permission.HOLD_ACCOUNT}),
    Who.OTHER_LEARNER: frozenset({Permission.HOLD_ACCOUNT}),
    Who.TRAINER: TRAINER,
    Who.OTHER_TRAINER: TRAINER,
    Who.AGENCY: AGENCY,
    Who.OTHER_AGENCY: AGENCY,
    Who.OFFICER: STAFF
    | {
        Permission.SEE_LEARNERS,
        Permission.SEE_FIGURES,
        Permission.DECIDE_CERTIFICATES,
        Permission.READ_AUDIT,
        Permission.PRINT_HANDOUTS,
        Permission.SEE_SIGNALS,
        Permission.SEARCH_REGISTER,
        Permission.MANAGE_AGENCIES,
        Permission.PRINT_CERTIFICATES,
    },
    Who.ADMINISTRATOR: STAFF
    | {
        Permission.HANDLE_PRIVACY,
        Permission.MANAGE_AGENCIES,
        Permission.MANAGE_API,
        Permission.MANAGE_PEOPLE,
        Permission.MANAGE_PROGRAMME,
        Permission.READ_AUDIT,
        Permission.SEE_FIGURES,
    },
    Who.REVIEWER: STAFF | {Permission.REVIEW_TEXTS},
    Who.EDITOR: STAFF | {Permission.EDIT_FACTS},
}
"""Said here once more and not taken from the application, so that a role that grows is noticed."""
STRANGERS = {
    Permission.LEAD_COHORTS: Who.OTHER_TRAINER,
    Permission.SEE_CERTIFIED: Who.OTHER_AGENCY,
    Permission.HOLD_ACCOUNT: Who.OTHER_LEARNER,
}
"""Who holds a permission and owns nothing of what is asked for."""
OWNED = frozenset({"certificates.download", "certificates.credential"})
"""Pages of one person's own things, beside those of a class."""
GUARD_THEMSELVES = frozenset({"api", "security"})
"""Pages of the library of sign-in, which send away by themselves who has nothing to do there; and the API's tokens."""
NEEDS_THE_ENGINE = frozenset({"web.healthz"})
"""Asks the database in a way that a test whose every change is undone cannot offer; it has a test of its own."""
_WORLD_HAS_NONE = """
answersheets.sheet answersheets.take_in class_quiz.answers class_quiz.end class_quiz.question class_quiz.results
hand_over.end rosters.choose rosters.confirm rosters.drop rosters.mend rosters.preview
api_desk.add_webhook api_desk.again api_desk.client api_desk.revoke api_desk.secret api_desk.stop api_desk.token
life_desk.answer life_desk.answer_replacement batch_desk.decided batch_desk.go_on certificate_desk.decline
certificate_desk.evidence certificate_desk.withdraw editing.journey_csv
office_agencies.withdraw office_people.withdraw
print_runs.cancel print_runs.file print_runs.fine print_runs.later print_runs.page print_runs.rest print_runs.returned
print_runs.sheets print_runs.spoiled print_runs.start
printers.forget printers.test_pdf print_singles.ask print_singles.handing print_singles.signing_list print_singles.take
design_desk.remove design_desk.upload design_desk.use privacy_desk.agree privacy_desk.stop
figures.csv_file figures.monthly figures.xlsx_file
group_show.sound integrity.decided integrity.signal
review_desk.accept review_desk.back_translate review_desk.comment review_desk.end review_desk.suggest review_desk.unit
"""
NOT_THERE = frozenset(_WORLD_HAS_NONE.split())
"""Pages whose object these tests do not make: who may enter is told that there is none."""


class Answer(StrEnum):
    """How a page answers, as far as it matters who asked."""

    OPEN = "open"
    HIDDEN = "as if there were none"
    REFUSED = "not open to you"
    ASKED = "sign in"
    BROKEN = "broken"


@dataclass(frozen=True)
class World:
    """Somebody's browser, and what may stand in addresses."""

    client: FlaskClient
    samples: dict[str, Any]


def permissions(endpoint: str) -> Permission | None:
    """Look an endpoint up in the table; raise LookupError where it is missing."""
    blueprint, _, view = endpoint.partition(".")
    for permission, blueprints in TABLE.items():
        if view in blueprints.get(blueprint, "").split() or (not view and endpoint in blueprints):
            return permission
    raise LookupError(endpoint)


def rules(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Go through every address and method."""
    for rule in (rule for rule in app.url_map.iter_rules() if rule.endpoint not in NEEDS_THE_ENGINE):
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            yield rule, method


def expected(who: Who, rule: Rule) -> Answer:
    """Say how an address answers somebody."""
    permission = permissions(rule.endpoint)
    if permission is None:
        return Answer.OPEN
    if permission not in MAY[who]:
        is_staff = Permission.USE_STAFF_PAGES in MAY[who]
        return Answer.REFUSED if is_staff and permission is not Permission.HOLD_ACCOUNT else Answer.ASKED
    is_owned = "cohort_id" in rule.arguments or rule.endpoint in OWNED
    if is_owned and STRANGERS.get(permission) is who:
        return Answer.HIDDEN
    return Answer.OPEN


def answer_of(response: TestResponse, method: str) -> Answer:
    """Read how an address answered."""
    status = response.status_code
    if status >= 500:
        return Answer.BROKEN
    if status == 401 or urlsplit(response.headers.get("Location", "")).path.endswith("/sign-in"):
        return Answer.ASKED
    if status == 403:
        return Answer.ASKED if method == "POST" and "/sign-in" in response.text else Answer.REFUSED
    return Answer.HIDDEN if status == 404 else Answer.OPEN


def fits(rule: Rule, wanted: Answer, got: Answer) -> bool:
    """Tell whether an answer is the one wanted, or as good."""
    if rule.endpoint.partition(".")[0] in GUARD_THEMSELVES:
        return got is not Answer.BROKEN
    if wanted is Answer.OPEN and got is Answer.HIDDEN:
        return rule.endpoint in NOT_THERE or permissions(rule.endpoint) is None
    return wanted is got


def address_of(rule: Rule, world: World) -> str:
    """Write an address with samples of what stands in it."""
    values: dict[str, Any] = {}
    for name in rule._converters:
        converter = rule._converters[name]
        kind = "int" if isinstance(converter, IntegerConverter) else "text"
        if isinstance(converter, AnyConverter):
            values[name] = sorted(converter.items)[0]
        elif f"{kind}:{name}" in world.samples:
            values[name] = world.samples[f"{kind}:{name}"]
        else:
            assert name in world.samples, f"{rule.rule}: say in SAMPLES what may stand for {name!r}"
            values[name] = world.samples[name]
    built = rule.build(values)
    assert built is not None, f"{rule.rule} cannot be built from {values}"
    return built[1]


SAMPLES: dict[str, Any] = {
    "locale": "en",
    "paper": "km",
    "int:number": 1,
    "slug": "contract",
    "lesson": 1,
    "card": 1,
    "key": "0" * 20,
    "token": "no-such-token",
    "tag": "km",
    "part": "contract",
    "path": "nothing",
    "name": "nothing.json",
    "filename": "css/waymark.css",
    "per_sheet": 1,
    "request_id": 1,
    "run_id": 1,
    "client_id": 1,
    "token_id": 1,
    "webhook_id": 1,
    "delivery_id": 1,
    "proposal": 1,
    "entry": 1,
    "seat": 1,
    "centre_code": "PNH-01",
    "link_id": 1,
    "class_id": 1,
    "secret": "no-such-secret",
    "asked": 1,
    "round": 1,
    "hand_over_id": 1,
    "signal_id": 1,
    "erasure_id": 1,
    "printer_id": 1,
    "design_id": 1,
}


@pytest.fixture
def world(client: FlaskClient, session: scoped_session[Session]) -> Callable[[Who], World]:
    """Make one class with a learner and a session, and put somebody before a browser."""

    def of(who: Who) -> World:
        a_programme()
        trainer, agency, learner = a_staff(Role.TRAINER), a_staff(Role.AGENCY), a_learner()
        cohort = a_cohort(trainer)
        a_session(cohort, modules=("M03",))
        link_agency(cohort=cohort, username=agency.username)
        member = a_member(cohort)
        complete(learner, core_modules())
        certificate = issue_certificate(learner=learner, award=Award.CORE)
        samples = SAMPLES | {
            "cohort_id": cohort.id,
            "learner_id": member.id,
            "staff_id": agency.id,
            "code": cohort.code,
            "text:number": certificate.number,
            "fact_id": next(iter(facts_in_files().facts)),
        }
        _arrive(client, who, {Who.LEARNER: learner, Who.TRAINER: trainer, Who.AGENCY: agency})
        db.session.commit()  # What was read here holds a savepoint, and a sign-in lies within it.
        db.session.remove()
        return World(client, samples)

    return of


def _arrive(client: FlaskClient, who: Who, people: dict[Who, Learner | Staff]) -> None:
    """Sign somebody in, who is one of these people or somebody else of that role."""
    if who is Who.GUEST:
        return
    person = people.get(who) or (a_learner() if who is Who.OTHER_LEARNER else a_staff(_ROLES[who]))
    if who is Who.REVIEWER and isinstance(person, Staff):
        give_languages(staff=person, locales=[locale for locale in LOCALES if locale is not SOURCE])
    answer = sign_in(client, person) if isinstance(person, Learner) else sign_in_staff(client, person)
    assert answer.status_code in (302, 303), f"{who} could not sign in"


_ROLES = {
    Who.OTHER_TRAINER: Role.TRAINER,
    Who.OTHER_AGENCY: Role.AGENCY,
    Who.OFFICER: Role.OFFICER,
    Who.ADMINISTRATOR: Role.ADMINISTRATOR,
    Who.REVIEWER: Role.REVIEWER,
    Who.EDITOR: Role.EDITOR,
}


def _asked(app: Flask, world: World, address: str, method: str) -> TestResponse:
    """Ask from a browser like the one at hand, and undo whatever the answer did."""
    browser = Browser(app)
    browser._cookies = dict(world.client._cookies or {})
    connection = db.engines[None]
    assert isinstance(connection, Connection)
    undone = connection.begin_nested()
    try:
        return browser.open(address, method=method)
    finally:
        undone.rollback()


def test_every_route_stands_in_the_table_as_in_the_code(app: Flask) -> None:
    wrong = []
    for endpoint in sorted({rule.endpoint for rule in app.url_map.iter_rules()}):
        try:
            said = permissions(endpoint)
        except LookupError:
            wrong.append(f"{endpoint}: add it to TABLE")
            continue
        if said is not sign_of(app.view_functions[endpoint]):
            wrong.append(f"{endpoint}: the table says {said}, the code {sign_of(app.view_functions[endpoint])}")
    assert not wrong, "\n".join(wrong)


def test_the_table_names_no_route_that_is_gone(app: Flask) -> None:
    there = {rule.endpoint for rule in app.url_map.iter_rules()}
    listed = {f"{name}.{view}" for part in TABLE.values() for name, views in part.items() for view in views.split()}
    assert not {endpoint for endpoint in listed if endpoint.rstrip(".") not in there}
    assert there >= OWNED | NOT_THERE


@pytest.mark.parametrize("who", list(Who))
def test_every_address_answers_as_the_table_says(app: Flask, world: Callable[[Who], World], who: Who) -> None:
    here = world(who)
    wrong = []
    for rule, method in rules(app):
        address, wanted = address_of(rule, here), expected(who, rule)
        response = _asked(app, here, address, method)
        got = answer_of(response, method)
        if not fits(rule, wanted, got):
            wrong.append(f"{method} {rule.endpoint} ({address}): {wanted}, but was {got} ({response.status_code})")
    assert not wrong, f"{who}:\n" + "\n".join(wrong)


@pytest.mark.parametrize("who", [Who.TRAINER, Who.OFFICER, Who.REVIEWER])
def test_a_number_too_big_for_the_database_is_told_to_be_none(
    app: Flask, world: Callable[[Who], World], who: Who
) -> None:
    here = world(who)
    wrong = []
    for rule, method in rules(app):
        numbers = {name for name in rule._converters if isinstance(rule._converters[name], IntegerConverter)}
        for name in numbers:
            address = address_of(rule, here).replace(f"/{_sample(rule, name, here)}", "/9" + "0" * 30, 1)
            if _asked(app, here, address, method).status_code >= 500:
                wrong.append(f"{method} {rule.endpoint}: {name}")
    assert not wrong, "\n".join(wrong)


def _sample(rule: Rule, name: str, world: World) -> Any:
    return world.samples.get(f"int:{name}", world.samples.get(name))
