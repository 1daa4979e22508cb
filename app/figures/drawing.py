"""Has plots drawn by a process of its own, and keeps what was drawn in the instance folder.

A web process would keep the fifty megabytes of Matplotlib for ever, and this one gives them back. What is kept holds
no words, so one file serves all languages; its name is the digest of the numbers and of the program that draws.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from app.core.drawn_once import folder_for, keep, read
from app.web.logs import log

FOLDER = "figures"
MOST = 2_000
"""Plots that are kept; those asked for longest ago go first."""
LONGEST = 60
"""Seconds that drawing may take."""
_PROGRAM = Path(__file__).with_name("plotting.py")

Spec = Mapping[str, Any]


def drawn(specs: Sequence[Spec]) -> list[str | None]:
    """Give the plots as SVG with signs for their texts; None where they could not be drawn."""
    folder = folder_for(FOLDER, "plots")
    paths = [folder / f"{_digest(spec)}.svg" for spec in specs]
    missing = [(spec, path) for spec, path in zip(specs, paths, strict=True) if not path.exists()]
    if missing:
        _draw(missing)
    return [_read(path) for path in paths]


def _draw(missing: Sequence[tuple[Spec, Path]]) -> None:
    asked = json.dumps([spec for spec, _path in missing])
    environment = {"MPLCONFIGDIR": str(folder_for(FOLDER) / "matplotlib")} | os.environ
    try:
        done = subprocess.run(  # noqa: S603  # Our own program.
            [sys.executable, str(_PROGRAM)],
            input=asked,
            capture_output=True,
            text=True,
            check=True,
            timeout=LONGEST,
            env=environment,
        )
    except (subprocess.SubprocessError, OSError) as fault:
        log.error("plots-not-drawn", fault=type(fault).__name__, said=str(getattr(fault, "stderr", ""))[-2000:])
        return
    for (_spec, path), svg in zip(missing, json.loads(done.stdout), strict=True):
        keep(path, svg.encode(), most=MOST)


def _read(path: Path) -> str | None:
    content = read(path)
    return None if content is None else content.decode()


def _digest(spec: Spec) -> str:
    return hashlib.sha256((_program() + json.dumps(spec, sort_keys=True)).encode()).hexdigest()[:32]


@cache
def _program() -> str:
    return _PROGRAM.read_text()
