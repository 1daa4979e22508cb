"""Somebody with a browser that shows text alone: it keeps cookies, fills in forms as they stand, and sends them."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.pages.markup import Element, read, sent_by

OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}


@dataclass
class Answer:
    """A page that came back, and how."""

    status: int
    address: str
    html: str
    page: Element

    @property
    def text(self) -> str:
        """Give the words of the page without its tags."""
        return next(self.page.every("main")).text

    def form(self, action: str = "") -> Element:
        """Find the form whose address ends so."""
        return next(form for form in self.page.every("form") if form.get("action").endswith(action))

    def value(self, name: str) -> str:
        """Give what stands in a field."""
        return next(one.get("value") for one in self.page.every("input") if one.get("name") == name)


class Visitor:
    """A person with a cookie jar of their own; the forms carry the token of their page."""

    def __init__(self, app: Flask, locale: str = "en") -> None:
        self.client: FlaskClient = app.test_client()
        self.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = locale
        self.locale = locale

    def goes_to(self, path: str) -> Answer:
        """Ask for a page in the person's language, or for an address without one."""
        address = path if path.startswith("//") else f"/{self.locale}{path}"
        return self._answer(self.client.get(address.replace("//", "/"), follow_redirects=True))

    def sends(self, answer: Answer, action: str = "", **fields: str | list[str]) -> Answer:
        """Send a form of a page, some fields changed."""
        form = answer.form(action)
        data: dict[str, str | list[str]] = {**sent_by(answer.page, form), **fields}
        address = form.get("action") or answer.address
        return self._answer(self.client.post(address, data=data, headers=OWN_PAGE, follow_redirects=True))

    def joins(self, *, native: str = "", latin: str = "SOK CHANTHOU", pin: str = "482915") -> str:
        """Make an account and give its number."""
        names = self.sends(self.goes_to("/join"), name_native=native, name_latin=latin)
        number = self.sends(names, "/join", new_pin=pin, pin_again=pin)
        assert number.status == HTTPStatus.OK, number.text
        return next(one.text for one in number.page.every("bdi") if one.get("id") == "learner-number")

    def _answer(self, response: TestResponse) -> Answer:
        html = response.get_data(as_text=True)
        return Answer(response.status_code, response.request.path, html, read(html))
