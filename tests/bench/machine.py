"""How much of the machine others took meanwhile: on a busy one every page waits alike, and its share looks too good."""

from __future__ import annotations

import os
import resource
import time
from pathlib import Path


class MachineLoad:
    """Processor time since a moment: of all, and of this process and those it started and has ended."""

    def __init__(self) -> None:
        self.began, self.all, self.own = time.monotonic(), _seconds_of_all(), _own_seconds()

    def of_others(self, besides: float = 0) -> float:
        """Give the share of all processors that others used since; ask when what was started has ended.

        ``besides`` are seconds that count as ours too: of processes that others than this one started for it.
        """
        others = (_seconds_of_all() - self.all) - (_own_seconds() - self.own) - besides
        return max(0.0, others / (time.monotonic() - self.began) / (os.cpu_count() or 1))


def _seconds_of_all() -> float:
    user, nice, system, _idle, _wait, irq, soft, *_ = Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    return sum(int(ticks) for ticks in (user, nice, system, irq, soft)) / os.sysconf("SC_CLK_TCK")


def _own_seconds() -> float:
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)
