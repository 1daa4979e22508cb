"""How much memory and processor time the processes below one take, looked at several times a second."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Self

from tests.bench.servers import proportional

_EVERY = 0.2


class Memory:
    """Watches while its block runs.

    ``peak`` is the largest proportional memory that one process below had, in bytes; ``processor`` the seconds that all
    took together, up to the last look at each. Where a process is named, it counts as well, and ``own`` is its peak.
    """

    def __init__(self, pid: int | None = None) -> None:
        self.peak = self.own = 0
        self._pid = pid
        self._seconds: dict[int, float] = {}
        self._over = Event()
        self._watcher = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._watcher.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._watcher.join()

    @property
    def processor(self) -> float:
        """Add up the seconds of all processes that were seen."""
        return sum(self._seconds.values())

    def _watch(self) -> None:
        while not self._over.wait(_EVERY):
            if self._pid is not None:
                self.own = max(self.own, self._look_at(self._pid))
            for pid in _below(self._pid or os.getpid()):
                self.peak = max(self.peak, self._look_at(pid))

    def _look_at(self, pid: int) -> int:
        """Note how long a process has worked, and give its memory."""
        self._seconds[pid] = max(self._seconds.get(pid, 0), _seconds_of(pid))
        return _memory_of(pid)


def _below(pid: int) -> list[int]:
    """List the processes that a process started, and those they started; never the browser, which has ended."""
    found: list[int] = []
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(child) for child in tasks.read_text().split()]
        except OSError:
            continue
        found += [one for child in children for one in (child, *_below(child))]
    return found


def _memory_of(pid: int) -> int:
    try:
        return proportional(str(pid))
    except (OSError, ValueError, StopIteration):
        return 0  # It ended meanwhile.


def _seconds_of(pid: int) -> float:
    try:
        user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    except (OSError, ValueError):
        return 0  # It ended meanwhile.
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
