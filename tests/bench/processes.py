"""How much memory a process and those below it take, each for itself, looked at several times a second."""

from __future__ import annotations

from threading import Event, Thread
from types import TracebackType
from typing import Self

from tests.bench.memory import _below, _memory_of, _seconds_of

_EVERY = 0.2


class Processes:
    """Watches while its block runs: ``own`` is the peak of the process, ``below`` that of the largest below it."""

    def __init__(self, pid: int) -> None:
        self.own = self.below = 0
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
            self.own = max(self.own, _memory_of(self._pid))
            for pid in (self._pid, *_below(self._pid)):
                if pid != self._pid:
                    self.below = max(self.below, _memory_of(pid))
                self._seconds[pid] = max(self._seconds.get(pid, 0), _seconds_of(pid))
