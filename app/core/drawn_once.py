"""Files that can always be made again, kept in a folder of the instance so that they rarely have to be."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from flask import current_app


def folder_for(*names: str) -> Path:
    """Give a folder of the instance that nobody else reads, made where it is not there."""
    folder = Path(current_app.config["INSTANCE"]).joinpath(*names)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def read(path: Path) -> bytes | None:
    """Give what is kept, and note that it was asked for; None where it is not there."""
    try:
        content = path.read_bytes()
        os.utime(path)
    except FileNotFoundError:
        return None
    return content


def keep(path: Path, content: bytes, *, most: int) -> None:
    """Keep a file whole or not at all; of more than so many of its kind, those asked for longest ago go."""
    with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        file.write(content)
    Path(file.name).replace(path)
    for old in sorted(path.parent.glob(f"*{path.suffix}"), key=_last_asked, reverse=True)[most:]:
        old.unlink(missing_ok=True)


def _last_asked(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # Another process took it away.
        return 0.0
