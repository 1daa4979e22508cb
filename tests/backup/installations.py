"""Installations to make a backup of and to bring one back to: two folders, or two databases of one server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask_migrate import stamp

from app import create_app
from app.certificates.checkpointing import keep_checkpoint
from app.certificates.models import CertificateCounter
from app.core.database import Model, db, unit_of_work
from config import settings
from tests.conftest import STATIC
from tests.printroom.people import certificates
from tests.signing.people import kept_keys, passphrase_file

SECRET = "the key of the records of the tests, long enough"


@contextmanager
def installed(instance: Path, database: str | None = None, **environment: str) -> Iterator[Flask]:
    """Open an installation in a folder, on a database of its own."""
    keys, _trust = kept_keys()
    env = {"WAYMARK_ENV": "testing", "WAYMARK_INSTANCE": str(instance), "WAYMARK_STATIC": str(STATIC)}
    env |= {"WAYMARK_KEYS": str(keys.folder), "WAYMARK_KEY_PASSPHRASE_FILE": str(passphrase_file())}
    env |= {"DATABASE_URL": database} if database else {}
    app = create_app(settings(env | {"RECORDS_KEY": SECRET} | environment))
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


def some_records(count: int = 3) -> None:
    """Make the tables as the newest version has them, and a register with some certificates and a checkpoint."""
    Model.metadata.create_all(db.engine)
    stamp()
    issued = certificates([f"Person {place}" for place in range(count)])
    with unit_of_work():
        db.session.add(CertificateCounter(issuer=issued[0].issuer, year=issued[0].year, taken=count))
    keep_checkpoint()
    db.session.remove()
