"""One reader's browser: it keeps its cookie, signs in through the real form, and reads some cards."""

from __future__ import annotations

import http.client
import re
from urllib.parse import urlencode

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Reader:
    """A browser on one phone."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie = ""

    def get(self, path: str) -> str:
        """Open a page."""
        return self._send("GET", path, "", 200)

    def sign_in(self, number: str, pin: str) -> None:
        """Sign in as a learner."""
        found = _TOKEN.search(self.get("/en/sign-in"))
        if not found:
            raise LookupError("the sign-in page holds no token")
        form = {"csrf_token": found[1], "number": number, "pin": pin}
        self._send("POST", "/en/sign-in", urlencode(form), 303)

    def headers(self) -> dict[str, str]:
        """Give the headers with which this browser asks for a page."""
        return {"Accept-Encoding": "gzip"} | ({"Cookie": self.cookie} if self.cookie else {})

    def _send(self, method: str, path: str, body: str, expected: int) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"} if body else {}
        connection.request(method, path, body, {"Cookie": self.cookie, **kind})
        answer = connection.getresponse()
        page = answer.read().decode()
        connection.close()
        if answer.status != expected:
            raise ConnectionError(f"{method} {path} answered {answer.status}")
        if given := answer.headers.get("Set-Cookie"):
            self.cookie = given.partition(";")[0]
        return page
