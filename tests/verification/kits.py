"""A register whose continuity kit was written, and which then was lost with its database, its keys and its server."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from flask import Flask

from app.certificates.checkpointing import keep_checkpoint
from app.certificates.composing import Names
from app.certificates.life import Reason
from app.certificates.models import Certificate
from app.certificates.services import issue_certificate
from app.certificates.statement import Statement
from app.certificates.superseding import supersede
from app.core import clock
from app.core.database import db
from app.core.permissions import Role
from app.programme.rules import Award
from app.signing.keyring import fingerprint_of
from app.signing.keys import Use
from app.signing.present import PresentKeys
from app.verification.kit import Wishes, export_kit
from app.verification.status_list import Gone
from tests.certificates.people import ISSUER, a_graduate, a_programme, take_back
from tests.conftest import build_app
from tests.learners.people import a_staff
from tests.signing.people import PASSPHRASE, passphrase_file
from tests.verification.offices import SOK, THANDAR, TODAY, Office, an_office

LONG_AGO = timedelta(days=1000)
"""Longer than a certificate of the programme is valid."""


@dataclass(frozen=True, slots=True)
class Lost:
    """What is left of a service that is gone: its kits, and what the squares on its papers hold."""

    kit: Path
    full_kit: Path
    again: Path
    after_loss: Path
    """Written after the key was found to be in other hands since today."""
    squares: Mapping[str, str]
    numbers: Mapping[str, str]
    fingerprint: str
    online: Mapping[str, str]
    """What the service's own page said after the key was lost, by the name of the paper."""


def a_lost_service(folder: Path) -> Lost:
    """Issue certificates, write kits, and take away everything else."""
    office = an_office(folder / "keys", "KH-MLVT")
    office.keyring.create(Use.VC, PASSPHRASE, on=TODAY)
    office.publish()
    peer = an_office(folder / "peer", "LA-MLSW")
    office.know(peer)
    app = service_of(office, folder / "instance")
    with app.app_context():
        (office.keyring.folder / "peers" / "lists").mkdir()
        mirrored = office.keyring.folder / "peers" / "lists" / "LA-MLSW-status.json"
        mirrored.write_text(peer.status([Gone(peer.number(3), TODAY)]))
        issued = certificates()
        squares = {name: Statement.from_json(one.statement).check_address for name, one in issued.items()}
        numbers = {name: one.number for name, one in issued.items()}
        clock.move(timedelta(minutes=30 - clock.now().minute))
        export_kit(folder / "kit", Wishes())
        export_kit(folder / "again", Wishes())
        export_kit(folder / "full", Wishes(credentials=True, chain=True))
        clock.reset()
        fresh, online = lose_key(app, office, issued)
        export_kit(folder / "after", Wishes())
        db.session.remove()
        db.engine.dispose()
    squares |= {"fresh": fresh, "peer": peer.address(1), "peer-revoked": peer.address(3)}
    for gone in ("instance", "keys", "peer"):
        shutil.rmtree(folder / gone)
    kits = (folder / "kit", folder / "full", folder / "again", folder / "after")
    return Lost(*kits, squares, numbers, fingerprint_of(office.root.key), online)


def lose_key(app: Flask, office: Office, issued: Mapping[str, Certificate]) -> tuple[str, dict[str, str]]:
    """Rotate the key and revoke the old one from today on; give a paper of the new key, and what is said on line."""
    office.rotate()
    office.revoke()
    app.extensions["signing"] = PresentKeys(office.keyring, passphrase_file())
    fresh = _issued(THANDAR)
    client = app.test_client()
    online = {name: client.get(f"/v/{one.number}/{one.code}").text for name, one in issued.items()}
    return Statement.from_json(fresh.statement).check_address, online


def service_of(office: Office, instance: Path) -> Flask:
    keys = {
        "WAYMARK_KEYS": str(office.keyring.folder),
        "WAYMARK_KEY_PASSPHRASE_FILE": str(passphrase_file()),
    }
    return build_app(instance, **keys)


def certificates() -> dict[str, Certificate]:
    """Issue certificates of every fate."""
    a_programme(replace(ISSUER, issuer_code="KH-MLVT", watermark=None))
    clock.move(-LONG_AGO)
    issued = {"expired": _issued(SOK)}
    keep_checkpoint()
    clock.move(LONG_AGO)
    issued |= {
        "genuine": _issued(SOK),
        "burmese": _issued(THANDAR),
        "superseded": _issued(SOK),
        "revoked": _issued(SOK),
    }
    issued["newer"] = supersede(
        certificate=issued["superseded"], names=Names(*THANDAR), reason=Reason.NAME_CORRECTION, by=a_staff(Role.OFFICER)
    )
    take_back(issued["revoked"])
    keep_checkpoint()
    return issued


def _issued(names: tuple[str, str]) -> Certificate:
    native, latin = names
    learner = a_graduate(name_native=native, name_latin=latin, name_key=latin.lower())
    return issue_certificate(learner=learner, award=Award.CORE)
