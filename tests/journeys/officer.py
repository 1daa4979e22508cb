"""An officer at a desk, and the real worker that draws for them: each verb is what a person does on the pages."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.core import jobs
from tests.accounts.test_sign_in import now_code
from tests.browser import ROOT, Live, press
from tests.learners.people import PASSWORD

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Page

LONG = 600
"""Seconds in which a busy machine does what a quiet one does in thirty."""


@dataclass
class Officer:
    """An officer before a page, in English."""

    page: Page
    username: str

    def sets_up_a_second_factor(self) -> str:
        """Sign in, set the phone up, and give the key that it holds."""
        self._signs_in()
        self.page.goto("/en/staff/second-factor")
        press(self.page, "main form:has(input[value=authenticator]) button[type=submit]")
        key = self.page.locator("#secret").inner_text()
        self.page.fill("input[name=code]", now_code(key))
        press(self.page, "main form:has([name=code]) button[type=submit]")
        return key

    def signs_in_with(self, key: str) -> None:
        """Sign in anew, with the password and the code of the phone."""
        self.page.context.clear_cookies()
        self._signs_in()
        assert "/staff/code" in self.page.url
        self.page.fill("input[name=code]", now_code(key, 1))
        press(self.page, "main form:has([name=code]) button[type=submit]")

    def approves_everybody(self) -> None:
        """Approve all requests of the one class that waits, as often as the page offers more."""
        self.page.goto("/en/staff/requests")
        while self.page.locator("main a.row").count():
            press(self.page, "main a.row")
            press(self.page, "main form[action$='approve/all'] button")
            until(lambda: not self.page.locator("progress").count(), between=self.page.reload)
            self.page.goto("/en/staff/requests")

    def registers_a_box(self, prefix: str, last: int) -> None:
        """Register a box of numbered sheets."""
        self.page.goto("/en/staff/print/stock")
        for name, value in (("prefix", prefix), ("first", "000001"), ("last", f"{last:06}")):
            self.page.fill(f"[name={name}]", value)
        press(self.page, "main form button")

    def puts_in_order(self, title: str, pages: int) -> int:
        """Make a run of a class, by name, and give its number."""
        self.page.goto("/en/staff/print/new")
        self.page.check("[name=source][value=class]")
        options = self.page.locator("[name=cohort] option")
        text = next(one for one in options.all_inner_texts() if title in one)
        self.page.select_option("[name=cohort]", label=text)
        self.page.check("[name=ordering][value=name]")
        self.page.check("[name=layout][value=plain]")
        self.page.fill("[name=pages]", str(pages))
        press(self.page, "main form button.go")
        return int(self.page.url.rstrip("/").rsplit("/", 1)[1])

    def presses(self, name: str) -> None:
        """Press the button of one of the forms on the page of a run."""
        press(self.page, f"main form[action$='{name}'] button")

    def tells_of_a_jam(self, sheet: str, count: int) -> None:
        """Tell which sheets were spoiled."""
        self.page.locator("details:has([action$=spoiled]) summary").click()
        self.page.fill("[action$=spoiled] [name=sheet]", sheet)
        self.page.fill("[action$=spoiled] [name=count]", str(count))
        self.presses("spoiled")

    def takes(self, selector: str) -> bytes:
        """Take the file behind a link."""
        address = self.page.locator(selector).first.get_attribute("href")
        answer = self.page.request.get(str(address))
        assert answer.ok
        return answer.body()

    def _signs_in(self) -> None:
        self.page.goto("/en/staff/sign-in")
        self.page.fill("[name=username]", self.username)
        self.page.fill("[name=password]", PASSWORD)
        press(self.page, "main form button[type=submit]")


class Worker:
    """``flask jobs work`` in a process of its own, which can be killed as the machine's power would kill it."""

    def __init__(self, app: Flask, log: Path) -> None:
        self._environment = os.environ | {
            "WAYMARK_ENV": "development",
            "WAYMARK_INSTANCE": str(app.config["INSTANCE"]),
            "WAYMARK_KEYS": str(app.config["KEYS"]),
            "WAYMARK_KEY_PASSPHRASE_FILE": str(app.config["KEY_PASSPHRASE_FILE"]),
            "WAYMARK_STATIC": str(app.config["STATIC_BUILD"]),
            "WAYMARK_ADDRESS": str(app.config["PUBLIC_ADDRESS"]),
        }
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Give the number of its process."""
        assert self._process
        return self._process.pid

    def start(self, workers: int = 1) -> None:
        """Begin to work."""
        own = ["jobs", "work", "--no-clock", "--workers", str(workers)]
        command = [sys.executable, "-m", "flask", "--app", "wsgi", *own]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, cwd=ROOT, env=self._environment, stdout=log, stderr=log)

    def is_killed(self) -> list[int]:
        """Take the power away; give the processes that drew for it, which have to end by themselves."""
        assert self._process
        below = _below(self._process.pid)
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        return below

    def stop(self) -> None:
        """Stop for good."""
        if self._process and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(timeout=LONG)


def leave_work_to_a_worker(live: Live) -> None:
    """Have the pages of a live server write jobs down instead of doing them at once."""
    jobs.queue_of(live.app).immediate = False


def until(is_so: Callable[[], object], *, between: Callable[[], object] | None = None, pause: float = 0.05) -> None:
    """Wait until something is so."""
    end = time.monotonic() + LONG
    while not is_so():
        assert time.monotonic() < end, "it did not come to be so"
        time.sleep(pause if between is None else 1)
        if between:
            between()


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def _below(pid: int) -> list[int]:
    found: list[int] = []
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in tasks.read_text().split():
            found += [int(child), *_below(int(child))]
    return found
