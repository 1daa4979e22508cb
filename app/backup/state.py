"""Files beside the database that are state: public parts of keys, lists of other issuers, reports that were given out.

Private keys, passphrases and secrets are never among them: they are kept apart, so that no copy of the records opens
or signs anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from flask import current_app

from app.backup.packing import is_safe, private_file

KEYS, REPORTS = "keys", "reports"
_PUBLIC = ("trust.json", "new.json", "peers/**/*")
_SECRET = (".pem", ".key", ".p12")


def state_files() -> dict[str, Path]:
    """List these files by the name of their member."""
    found = {}
    for kind, folder in _folders().items():
        patterns = _PUBLIC if kind == KEYS else ("**/*",)
        for path in sorted({path for pattern in patterns for path in folder.glob(pattern)}):
            if path.is_file() and path.suffix not in _SECRET:
                found[f"{kind}/{path.relative_to(folder).as_posix()}"] = path
    return found


def put_back(files: dict[str, Path], *, replace: bool) -> Iterator[str]:
    """Put back those that are missing, and all where they shall replace what is there; name each that was put."""
    folders = _folders()
    for name, path in files.items():
        kind, _, rest = name.partition("/")
        if kind not in folders or not is_safe(rest) or Path(rest).suffix in _SECRET:
            continue
        target = folders[kind] / rest
        if replace or not target.exists():
            _put(path, target)
            yield name


def _put(source: Path, target: Path) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.restoring")
    fresh.unlink(missing_ok=True)
    with private_file(fresh) as file:
        file.write(source.read_bytes())
    fresh.replace(target)


def _folders() -> dict[str, Path]:
    instance = Path(current_app.config["INSTANCE"])
    return {KEYS: Path(current_app.config["KEYS"]), REPORTS: instance / "figures" / "reports"}
