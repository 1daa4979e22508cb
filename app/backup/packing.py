"""One file from many and back: each member is digested on the way, and nothing is believed that its digest belies."""

from __future__ import annotations

import errno
import gzip
import hashlib
import io
import os
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from app.backup.errors import CannotRead, DiskFull
from app.backup.manifest import NAME, Manifest, Member

_CHUNK = 1024 * 1024
_MOST_MANIFEST = 16 * _CHUNK
PRIVATE = 0o600
_CUT = "The backup is cut off or damaged: {}. Take another copy of it."


def member_of(name: str, path: Path) -> Member:
    """Measure a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return Member(name, path.stat().st_size, digest.hexdigest())


def pack(manifest: Manifest, files: Mapping[str, Path], target: IO[bytes]) -> None:
    """Write the manifest and then the members."""
    with (
        gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=target, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as archive,
    ):
        content = manifest.to_json()
        archive.addfile(_entry(NAME, len(content)), io.BytesIO(content))
        for member in manifest.members:
            with files[member.name].open("rb") as file:
                archive.addfile(_entry(member.name, member.size), file)


def unpack(source: IO[bytes], folder: Path) -> tuple[Manifest, dict[str, Path]]:
    """Read all members into a folder under numbers of ours; raise CannotRead where anything is not as was written."""
    try:
        with gzip.GzipFile(fileobj=source, mode="rb") as packed:
            with tarfile.open(fileobj=packed, mode="r|") as archive:
                found = _unpacked(archive, folder)
            while packed.read(_CHUNK):  # To the end, where the sum of all that was packed stands.
                pass
            return found
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, OSError) as fault:
        raise _said(fault, folder) from fault


def _unpacked(archive: tarfile.TarFile, folder: Path) -> tuple[Manifest, dict[str, Path]]:
    entries = iter(archive)
    manifest = _manifest(archive, next(entries, None))
    files: dict[str, Path] = {}
    for place, (member, entry) in enumerate(zip(manifest.members, _each(entries, manifest), strict=True)):
        if entry.name != member.name or not entry.isfile() or entry.size != member.size:
            raise CannotRead(_CUT.format(f"{member.name} is not where it should be"))
        files[member.name] = _kept(archive, entry, member, folder / f"member-{place}")
    return manifest, files


def _each(entries: Iterator[tarfile.TarInfo], manifest: Manifest) -> Iterator[tarfile.TarInfo]:
    found = 0
    for entry in entries:
        found += 1
        if found > len(manifest.members):
            raise CannotRead(_CUT.format(f"{entry.name} should not be in it"))
        yield entry
    if found < len(manifest.members):
        raise CannotRead(_CUT.format(f"{manifest.members[found].name} is missing"))


def _manifest(archive: tarfile.TarFile, entry: tarfile.TarInfo | None) -> Manifest:
    content = archive.extractfile(entry) if entry and entry.name == NAME and entry.size <= _MOST_MANIFEST else None
    if content is None:
        raise CannotRead("This file is no backup of ours: it does not begin with a list of contents.")
    return Manifest.from_json(content.read())


def _kept(archive: tarfile.TarFile, entry: tarfile.TarInfo, member: Member, path: Path) -> Path:
    content, digest = archive.extractfile(entry), hashlib.sha256()
    assert content is not None  # noqa: S101  # It is a file.
    with private_file(path) as file:
        while chunk := content.read(_CHUNK):
            digest.update(chunk)
            file.write(chunk)
    if digest.hexdigest() != member.sha256:
        raise CannotRead(_CUT.format(f"{member.name} does not hold what was written"))
    return path


def is_safe(name: str) -> bool:
    """Tell whether the name of a member stays inside the folder it is put into."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and bool(path.parts)


@contextmanager
def private_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a new file that only its owner reads, and have all of it on the disk at the end; raise DiskFull."""
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
    except OSError as fault:
        if is_disk_full(fault):
            raise DiskFull(path.parent) from fault
        raise


def is_disk_full(fault: OSError) -> bool:
    """Tell whether there was no room."""
    return fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def _said(fault: Exception, folder: Path) -> Exception:
    if isinstance(fault, OSError) and is_disk_full(fault):
        return DiskFull(folder)
    if isinstance(fault, gzip.BadGzipFile | tarfile.ReadError) and "not a gzip" in str(fault).lower():
        return CannotRead("This file is no backup of ours.")
    return CannotRead(_CUT.format(str(fault) or type(fault).__name__))


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, PRIVATE
    return entry
