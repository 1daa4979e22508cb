"""The demo programme: an invented issuer, a class, and sign-ins made once and kept beside the database.

Its passwords are made up on this machine and lie in ``instance/demo-sign-ins.json``, which only its owner reads. A
production installation has none of it.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from flask import current_app

from app.accounts.queries import all_staff, staff_by_username
from app.accounts.services import add_staff, new_password, reset_password
from app.core import clock
from app.core.database import unit_of_work
from app.core.errors import Refused
from app.core.i18n import LOCALES, SOURCE
from app.core.permissions import Role
from app.course.queries import course
from app.dashboard.demo_class import open_demo_class
from app.learners.numbering import read_number
from app.learners.pins import random_pin
from app.learners.queries import learner_by_number
from app.learners.services import join
from app.programme.queries import programme_or_none
from app.programme.rules import Settings
from app.programme.services import create_programme
from app.reviewing.services import give_languages
from app.signing.keyring import Keyring
from app.signing.making import make_test_keys
from app.signing.present import init_signing

ISSUER = Settings(
    issuer_code="XX-TEST",
    issuer_name={"en": "Demo Office of Waymark (invented)"},
    contact="This office is invented. Its certificates are samples.",
    watermark="SAMPLE",
)
STAFF = {
    "administrator": ("demo.administrator", Role.ADMINISTRATOR),
    "trainer": ("demo.trainer", Role.TRAINER),
    "ministry officer": ("demo.officer", Role.OFFICER),
    "reviewer": ("demo.reviewer", Role.REVIEWER),
    "editor": ("demo.editor", Role.EDITOR),
    "agency": ("demo.agency", Role.AGENCY),
}
LEARNER_NATIVE = "សុខា គំរូ"
LEARNER_LATIN = "SOKHA SAMPLE"


class NoDemoInProduction(Refused):
    """Somebody asked for the demo on a production installation."""

    message = "The demo is not for production: set the programme up with 'flask programme set'."


@dataclass(frozen=True, slots=True)
class SignIn:
    """One way into the demo: who, where, and with what."""

    who: str
    page: str
    name: str
    secret: str


def load_demo() -> tuple[SignIn, ...]:
    """Set the demo up, or give what was set up before; a second time changes nothing."""
    if current_app.config["STAGE"] == "production":
        raise NoDemoInProduction
    _make_keys()
    kept = demo_sign_ins()
    if any(_is_ours(entry) for entry in kept):
        return kept
    with unit_of_work():
        if programme_or_none() is None:
            create_programme(settings=ISSUER, modules=[module.id for module in course().modules])
        learner = _learner()
        sign_ins = (*(_staff(who, *entry) for who, entry in STAFF.items()), learner)
        _class(learner.name)
        _keep(sign_ins)
    return sign_ins


def _make_keys() -> None:
    """Make a set of keys whose every signature says that it is a test, where there are none."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    keyring = Keyring(app.config["KEYS"])
    if keyring.trust() is None:
        passphrase = secrets.token_urlsafe(32)
        _keep_secret(app.config["KEY_PASSPHRASE_FILE"], passphrase)
        names, address = ISSUER.issuer_name, app.config["PUBLIC_ADDRESS"]
        make_test_keys(keyring, passphrase, at=clock.now(), issuer=ISSUER.issuer_code, names=names, address=address)
        init_signing(app)


def demo_sign_ins() -> tuple[SignIn, ...]:
    """Give the sign-ins of the demo; none where it was never set up."""
    path = _path()
    return tuple(SignIn(**entry) for entry in json.loads(path.read_text())) if path.exists() else ()


def _is_ours(sign_in: SignIn) -> bool:
    """Tell whether this is the demo's learner in the database at hand; another database needs a demo of its own."""
    number = read_number(sign_in.name)
    return number is not None and learner_by_number(number) is not None


def _staff(who: str, username: str, role: Role) -> SignIn:
    password = new_password()
    staff = next((staff for staff in all_staff() if staff.username == username), None)
    if staff:
        reset_password(staff=staff, password=password)
    else:
        staff = add_staff(username=username, password=password, roles=[role])
    if role is Role.REVIEWER:
        give_languages(staff=staff, locales=[locale for locale in LOCALES if locale is not SOURCE])
    return SignIn(who, "/en/staff/", username, password)


def _learner() -> SignIn:
    pin = random_pin("")
    learner = join(native=LEARNER_NATIVE, latin=LEARNER_LATIN, pin=pin, locale="km")
    return SignIn("learner", "/en/sign-in", learner.shown_number, pin)


def _class(number: str) -> None:
    """Open the demo's class for its learner, known by number, and others."""
    trainer, agency = (STAFF[who][0] for who in ("trainer", "agency"))
    learner = learner_by_number(read_number(number) or "")
    if learner is None:
        raise RuntimeError("the demo's learner was made a moment ago and is gone")
    open_demo_class(trainer=staff_by_username(trainer), agency=agency, learner=learner)


def _path() -> Path:
    return Path(current_app.config["INSTANCE"]) / "demo-sign-ins.json"


def _keep(sign_ins: tuple[SignIn, ...]) -> None:
    _keep_secret(_path(), json.dumps([asdict(entry) for entry in sign_ins], indent=1))


def _keep_secret(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
        file.write(text)
