"""The drill: a backup of a running service, brought back elsewhere, ends with a register that checks; on both."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from app.backup import services
from app.backup.cli import backup_commands
from app.backup.errors import BackupProblem, CannotRead, NewerVersion, NotEmpty, OtherDatabase, OtherRecordsKey
from app.backup.manifest import Manifest
from app.backup.services import Unlocking
from app.backup.tables import row_counts
from app.core.database import db
from app.core.migrations import newest_revision, present_revision
from tests.backup.installations import installed, some_records
from tests.postgres import Server, postgres, postgres_server

__all__ = ["postgres", "postgres_server"]
PLAIN = Unlocking()


class Pair:
    """A service that is saved, and an empty place elsewhere of the same kind."""

    def __init__(self, folder: Path, here: str | None, there: str | None) -> None:
        self.folder, self.here, self.there = folder, here, there
        self.file = folder / "day.backup"

    def saved(self) -> Manifest:
        """Make a backup of a service with some certificates."""
        with installed(self.folder / "here", self.here):
            some_records()
            return services.create(self.file)


@pytest.fixture(params=["sqlite", "postgresql"])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Pair]:
    if request.param == "sqlite":
        yield Pair(tmp_path, None, None)
        return
    server: Server = request.getfixturevalue("postgres_server")
    here: str = request.getfixturevalue("postgres")
    name = f"there_{os.getpid()}_{abs(hash(tmp_path)) % 10**8}"
    server.run(f"CREATE DATABASE {name}")
    yield Pair(tmp_path, here, server.address(name))
    server.run(f"DROP DATABASE {name} WITH (FORCE)")


def flipped(file: Path) -> Iterator[Path]:
    """Copy a backup with one bit of it changed, in several places."""
    whole, spoilt = file.read_bytes(), file.with_name("spoilt.backup")
    for place in (len(whole) // 3, len(whole) // 2, len(whole) - 6):
        spoilt.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        yield spoilt


def test_a_flipped_byte_is_refused_and_the_whole_backup_ends_with_a_register_that_checks(pair: Pair) -> None:
    manifest = pair.saved()
    assert manifest.rows["certificate"] == 3
    with installed(pair.folder / "there", pair.there):
        for spoilt in flipped(pair.file):
            with pytest.raises(CannotRead):
                services.verify(spoilt, PLAIN)
            with pytest.raises(CannotRead):
                services.restore(spoilt, PLAIN)
        assert row_counts() == {}
        done = services.restore(pair.file, PLAIN)
        assert done.walk.faults == []
        assert (done.walk.certificates, done.walk.checkpoints) == (3, 1)
        assert row_counts() == dict(manifest.rows)
        with pytest.raises(Exception, match="certificate"):
            db.session.execute(db.text("DELETE FROM certificate"))
        db.session.rollback()
        with pytest.raises(NotEmpty):
            services.restore(pair.file, PLAIN)


def test_in_the_place_of_records_only_when_told_and_then_saved_again(pair: Pair) -> None:
    manifest = pair.saved()
    again = pair.folder / "again.backup"
    with installed(pair.folder / "there", pair.there):
        some_records(5)
        with pytest.raises(NotEmpty, match="--replace"):
            services.restore(pair.file, PLAIN)
        assert row_counts()["certificate"] == 5
        done = services.restore(pair.file, PLAIN, replace=True)
        assert done.walk.faults == []
        assert row_counts() == dict(manifest.rows)
        assert (done.kept is not None) == (pair.there is None)
        services.create(again)
        assert services.restore(again, PLAIN, replace=True).manifest.rows == manifest.rows


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup that all tests copy."""
    pair = Pair(tmp_path_factory.mktemp("kept"), None, None)
    pair.saved()
    return pair.file


@pytest.fixture
def saved(kept: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy2(kept, tmp_path / "day.backup"))


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An installation that only looks at backups."""
    with installed(tmp_path_factory.mktemp("reader")) as app:
        yield app


def test_only_its_owner_reads_it_and_no_secret_is_inside(saved: Path, tmp_path: Path, reader: Flask) -> None:
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    with services._opened(saved, PLAIN) as (manifest, files):
        assert {key["use"] for key in manifest.keys} >= {"qr", "vc"}
        assert all("spki" in key for key in manifest.keys)
        assert not any(name.endswith(".pem") for name in files)
        assert "keys/trust.json" in files
        content = manifest.to_json() + b"".join(path.read_bytes() for path in files.values())
    assert reader.config["RECORDS_KEY"].encode() not in content
    assert b"PRIVATE KEY" not in content
    assert sorted(path.name for path in tmp_path.iterdir()) == ["day.backup"]


def test_another_records_key_is_named_before_anything_is_changed(saved: Path, tmp_path: Path) -> None:
    with installed(tmp_path / "other", RECORDS_KEY="another key that is long enough for tests"):
        with pytest.raises(OtherRecordsKey, match="another RECORDS_KEY"):
            services.restore(saved, PLAIN)
        assert row_counts() == {}
        assert services.restore(saved, PLAIN, any_records_key=True).walk.faults == []


def test_a_newer_version_is_refused(saved: Path, reader: Flask) -> None:
    with services._opened(saved, PLAIN) as (manifest, _files):
        later = replace(manifest, revision="9999")
    with pytest.raises(NewerVersion, match="Install the version that made it"):
        services._check_it_belongs_here(later, any_records_key=False)
    assert reader.testing


def test_one_kind_of_database_does_not_go_into_the_other(saved: Path, tmp_path: Path, postgres: str) -> None:
    with installed(tmp_path / "elsewhere", postgres), pytest.raises(OtherDatabase, match="of sqlite"):
        services.restore(saved, PLAIN)


def test_a_file_that_is_there_is_not_written_over(saved: Path, reader: Flask) -> None:
    before = saved.read_bytes()
    with pytest.raises(BackupProblem, match="there already"):
        services.create(saved)
    assert saved.read_bytes() == before
    assert reader.testing


@pytest.mark.parametrize("content", [b"", b"nothing of the kind", b"\x1f\x8b" + bytes(20)])
def test_what_is_no_backup_is_said_to_be_none(tmp_path: Path, reader: Flask, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(CannotRead):
        services.verify(tmp_path / "x", PLAIN)
    assert reader.testing


def test_a_backup_cut_off_is_refused(saved: Path, reader: Flask) -> None:
    whole = saved.read_bytes()
    saved.write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises(CannotRead, match="cut off"):
        services.verify(saved, PLAIN)
    assert reader.testing


def test_operators_make_check_and_restore_with_commands(saved: Path, tmp_path: Path) -> None:
    (tmp_path / "to").mkdir()
    with installed(tmp_path / "elsewhere") as app:
        run = app.test_cli_runner().invoke
        assert run(backup_commands, ["verify", str(saved)]).output.startswith("All is as it was written.")
        restored = run(backup_commands, ["restore", str(saved)])
        assert restored.output.endswith("The register is as it was written: 3 certificates, 3 events, 1 checkpoints.\n")
        refused = run(backup_commands, ["restore", str(saved)])
        assert (refused.exit_code, "--replace" in refused.output) == (1, True)
        made = run(backup_commands, ["create", str(tmp_path / "to")])
    assert made.exit_code == 0, made.output
    assert [path.suffix for path in (tmp_path / "to").iterdir()] == [".backup"]


@pytest.mark.long
def test_an_older_backup_is_brought_up_to_this_version(tmp_path: Path) -> None:
    file = tmp_path / "old.backup"
    with installed(tmp_path / "old"):
        upgrade(revision="0005")
        assert services.create(file).revision == "0005"
    with installed(tmp_path / "new"):
        done = services.restore(file, PLAIN)
        assert done.migrated_from == "0005"
        assert done.walk.faults == []
        with db.engine.connect() as connection:
            assert present_revision(connection) == newest_revision()
