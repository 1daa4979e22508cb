"""Ask for one page as fast as it comes, with wrk, for a short while."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

SCRIPT = """
done = function(summary, latency, requests)
   local faults = summary.errors.connect + summary.errors.read + summary.errors.write
                + summary.errors.status + summary.errors.timeout
   io.write(string.format("\\n@ %d %d %d %d\\n", summary.requests, summary.duration, latency:percentile(95), faults))
end
"""


class WentWrong(Exception):
    """Some answers were faults, so what was measured is not the page."""


@dataclass(frozen=True, slots=True)
class Round:
    """What came of one short round."""

    per_second: float
    p95_ms: float


def ask(address: str, headers: dict[str, str], *, connections: int, seconds: float, folder: Path) -> Round:
    """Ask for an address over some connections at once; raise WentWrong when an answer was not a page."""
    script = folder / "wrk.lua"
    script.write_text(SCRIPT)
    given = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", *given, "-s", str(script), address]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    requests, microseconds, p95, faults = (int(part) for part in out.rpartition("@ ")[2].split())
    if faults or not requests:
        raise WentWrong(f"{faults} of {requests} requests for {address} failed")
    return Round(requests / microseconds * 1e6, p95 / 1000)
