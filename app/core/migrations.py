"""The database's history, without loading what changes it.

Alembic takes a fifth of the start and 13 MB of every process, and a web process only wants to know whether the
database is up to date. So this is the door to it: whoever migrates loads it, by its name, when it is needed.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

from flask import Flask
from sqlalchemy import Connection, inspect, text

from app.core.database import db

FOLDER = Path(__file__).parents[2] / "migrations"
_REVISION = re.compile(r"^(revision|down_revision)\s*=\s*[\"'](\w+)[\"']", re.MULTILINE)


def init_migrations(app: Flask) -> None:
    """Give an application that may have to migrate its commands (``flask db``)."""
    import_module("flask_migrate").Migrate(app, db, compare_type=True, render_as_batch=True)


def migrate() -> None:
    """Bring the database to the newest schema."""
    import_module("flask_migrate").upgrade()


def newest_revision(folder: Path = FOLDER) -> str:
    """Name the migration that no other follows; raise ValueError where there is not exactly one."""
    found = [dict(_REVISION.findall(path.read_text(encoding="utf-8"))) for path in (folder / "versions").glob("*.py")]
    names, followed = {one["revision"] for one in found}, {one.get("down_revision") for one in found}
    (newest,) = names - followed
    return str(newest)


def knows_revision(revision: str, folder: Path = FOLDER) -> bool:
    """Tell whether a migration of this name is among ours."""
    found = (dict(_REVISION.findall(path.read_text(encoding="utf-8"))) for path in (folder / "versions").glob("*.py"))
    return revision in {one["revision"] for one in found}


def present_revision(connection: Connection) -> str | None:
    """Name the migration a database stands at; None where it was never migrated."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found
