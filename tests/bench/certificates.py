"""Measure what a certificate costs, next to a plain WeasyPrint call and to Chromium for the same page, in one run.

``python -m tests.bench.certificates`` takes some two minutes, prints a table, writes it into README.md, and exits with
1 where a bound is missed. Times move twofold between runs on a shared machine; the ratios move little. The bounds are
on the time that passes; the processor time beside it tells what is ours where others use the machine too.

This module stays thin: each process that draws loads the module again that the program was started from, which for the
application is a command of a few lines, and all that the measurement needs would count as the drawing's.
"""

from __future__ import annotations

import sys

if __name__ == "__main__":
    from tests.bench.costs_report import main

    sys.exit(main())
