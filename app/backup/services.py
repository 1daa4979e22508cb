"""Verbs of operators: make a backup, check one, bring one back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO

from flask import current_app
from sqlalchemy import Connection

from app.backup import locking, postgres, sqlite, state, tables
from app.backup.errors import BackupProblem, CannotRead, NewerVersion, NotEmpty, OtherDatabase, OtherRecordsKey
from app.backup.fingerprints import records_keys
from app.backup.manifest import Manifest
from app.backup.packing import member_of, pack, private_file, unpack
from app.certificates.checking import Walk, check_register
from app.core import clock
from app.core.database import db
from app.core.migrations import knows_revision, migrate, newest_revision, present_revision
from app.signing.present import init_signing, present_keys

SQLITE, POSTGRESQL = "sqlite", "postgresql"
_MEMBERS = {SQLITE: sqlite.MEMBER, POSTGRESQL: postgres.MEMBER}


@dataclass(frozen=True, slots=True)
class Unlocking:
    """What opens a locked backup."""

    passphrase: str | None = None
    identities: Path | None = None


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of bringing a backup back."""

    manifest: Manifest
    walk: Walk
    files: tuple[str, ...]
    kept: Path | None
    """Under which name the database is kept that was there before."""
    migrated_from: str | None


def create(target: Path, *, recipients: tuple[str, ...] = (), passphrase: str | None = None) -> Manifest:
    """Make a backup of the running service; a file that is there already is never written over.

    Raises BackupProblem; then nothing is left behind.
    """
    if target.exists():
        raise BackupProblem(f"{target} is there already. Choose another name.")
    if not target.parent.is_dir():
        raise BackupProblem(f"{target.parent} is no folder.")
    fresh = target.with_name(f".{target.name}.part")
    fresh.unlink(missing_ok=True)
    with _scratch(target.parent) as folder:
        manifest, files = _dumped(folder)
        try:
            _write(fresh, manifest, files, folder, recipients, passphrase)
            fresh.replace(target)
        finally:
            fresh.unlink(missing_ok=True)
    return manifest


def verify(source: Path, unlocking: Unlocking) -> Manifest:
    """Read a backup from its first to its last byte, and touch nothing; raise BackupProblem."""
    with _opened(source, unlocking) as (manifest, _files):
        return manifest


def restore(source: Path, unlocking: Unlocking, *, replace: bool = False, any_records_key: bool = False) -> Restored:
    """Bring a backup back, all of it or nothing, and walk the register that is there then.

    Raises BackupProblem; before anything is changed wherever that can be known before.
    """
    if not replace and tables.holds_records():
        raise NotEmpty(db.engine.url.render_as_string(hide_password=True))
    with _opened(source, unlocking) as (manifest, files):
        _check_it_belongs_here(manifest, any_records_key=any_records_key)
        kept = _put_in_place(manifest, files)
        put = tuple(state.put_back(_state_of(files), replace=replace))
    migrated_from = _brought_up(manifest)
    if not migrated_from:
        _compare(manifest.rows, tables.row_counts())
    init_signing(current_app._get_current_object())  # type: ignore[attr-defined]
    return Restored(manifest, check_register(), put, kept, migrated_from)


def _dumped(folder: Path) -> tuple[Manifest, dict[str, Path]]:
    """Dump the database, and measure it and all other members."""
    kind = _kind()
    dumped = folder / "dump"
    (sqlite.dump if kind == SQLITE else postgres.dump)(dumped)
    files = {_MEMBERS[kind]: dumped, **state.state_files()}
    keys = present_keys()
    manifest = Manifest(
        made_at=clock.now().isoformat(timespec="seconds"),
        version=_version(),
        database=kind,
        revision=_revision(),
        rows=_rows_in(kind, dumped),
        members=tuple(member_of(name, path) for name, path in files.items()),
        keys=tuple(key.to_json() for key in (*(keys.trust.keys if keys.trust else ()), *keys.keyring.new_keys())),
        records_keys=records_keys(),
        issuer=keys.issuer,
    )
    return manifest, files


def _write(
    target: Path,
    manifest: Manifest,
    files: dict[str, Path],
    folder: Path,
    recipients: tuple[str, ...],
    passphrase: str | None,
) -> None:
    with private_file(target) as file:
        if not recipients and passphrase is None:
            pack(manifest, files, file)
            return
        packed = folder / "packed"
        with private_file(packed) as open_file:
            pack(manifest, files, open_file)
        if recipients:
            with packed.open("rb") as open_again:
                locking.lock_to(recipients, open_again, file)
        else:
            locking.lock_by_passphrase(passphrase or "", packed, file)


@contextmanager
def _opened(source: Path, unlocking: Unlocking) -> Iterator[tuple[Manifest, dict[str, Path]]]:
    """Unlock, unpack and check a backup in a folder of its own, which is gone afterwards."""
    if not source.is_file():
        raise CannotRead(f"{source} is not there.")
    with _scratch(None) as folder:
        with _plain(source, unlocking, folder) as file:
            manifest, files = unpack(file, folder)
        if _MEMBERS.get(manifest.database) not in files:
            raise CannotRead("This backup holds no database.")
        _compare(manifest.rows, _rows_in(manifest.database, files[_MEMBERS[manifest.database]]))
        yield manifest, files


@contextmanager
def _plain(source: Path, unlocking: Unlocking, folder: Path) -> Iterator[IO[bytes]]:
    with source.open("rb") as file:
        is_locked = file.read(len(locking.MARK)) == locking.MARK
        file.seek(0)
        if not is_locked:
            yield file
            return
    plain = folder / "plain"
    with private_file(plain) as target:  # Which says so where the disk is full.
        locking.unlock(source, target, passphrase=unlocking.passphrase, identities=unlocking.identities)
    with plain.open("rb") as file:
        yield file


def _rows_in(kind: str, dumped: Path) -> dict[str, int]:
    return (sqlite.rows_in if kind == SQLITE else postgres.rows_in)(dumped)


def _compare(promised: object, found: object) -> None:
    if promised != found:
        raise CannotRead("The database does not hold as many rows as were counted when the backup was made.")


def _check_it_belongs_here(manifest: Manifest, *, any_records_key: bool) -> None:
    if manifest.database != _kind():
        raise OtherDatabase(
            f"This backup is of {manifest.database}, and DATABASE_URL names {_kind()}. A backup goes into its own kind."
        )
    if not knows_revision(manifest.revision):
        raise NewerVersion(manifest.revision)
    if not any_records_key and manifest.records_keys and not set(manifest.records_keys) & set(records_keys()):
        raise OtherRecordsKey


def _put_in_place(manifest: Manifest, files: dict[str, Path]) -> Path | None:
    dumped = files[_MEMBERS[manifest.database]]
    if manifest.database == SQLITE:
        return sqlite.put_in_place(dumped, clock.now())
    postgres.put_in_place(dumped, dumped.parent)
    return None


def _brought_up(manifest: Manifest) -> str | None:
    """Migrate where the backup is older than this version; tell from where."""
    if manifest.revision == newest_revision():
        return None
    migrate()
    return manifest.revision


def _state_of(files: dict[str, Path]) -> dict[str, Path]:
    return {name: path for name, path in files.items() if name not in _MEMBERS.values()}


def _kind() -> str:
    name: str = db.engine.dialect.name
    return name


def _revision() -> str:
    with db.engine.connect() as connection:
        return _named(connection)


def _named(connection: Connection) -> str:
    revision = present_revision(connection)
    if revision is None:
        raise BackupProblem("This database was never migrated: run 'flask db upgrade' first.")
    return revision


def _version() -> str:
    try:
        return version("waymark")
    except PackageNotFoundError:
        return "unpackaged"


@contextmanager
def _scratch(folder: Path | None) -> Iterator[Path]:
    """Give a folder that nobody else reads, gone afterwards; beside a target, since there has to be room anyway."""
    with tempfile.TemporaryDirectory(prefix=".waymark-backup-", dir=folder) as name:
        yield Path(name)
