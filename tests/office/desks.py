"""Somebody of the office before a browser, and what they do there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.accounts.models import Staff
from app.core.permissions import Role
from tests.learners.people import a_staff, sign_in_staff

Fields = Mapping[str, Any]
SETTINGS = "/en/staff/settings"
PEOPLE = "/en/staff/people"
AGENCIES = "/en/staff/agencies"


def an_administrator(client: FlaskClient) -> Staff:
    """Somebody who may set things, signed in."""
    return signed_in(client, Role.ADMINISTRATOR)


def signed_in(client: FlaskClient, *roles: Role) -> Staff:
    staff = a_staff(*roles)
    assert sign_in_staff(client, staff).status_code == 302
    return staff


def form_of(page: TestResponse) -> dict[str, Any]:
    """Give what stands in the fields of the page's forms, as a browser would send it."""
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", page.text):
        name, value = _attribute(tag, "name"), _attribute(tag, "value")
        is_box = 'type="checkbox"' in tag or 'type="radio"' in tag
        if name and not (is_box and "checked" not in tag):
            found.setdefault(name, []).append(value)
    for name, inside in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>([^<]*)</textarea>', page.text):
        found[name] = [unescape(inside).strip()]
    for name, inside in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', page.text, re.DOTALL):
        found[name] = re.findall(r'<option selected value="([^"]*)"', inside)
    return found


def _attribute(tag: str, name: str) -> str:
    match = re.search(rf'\b{name}="([^"]*)"', tag)
    return unescape(match[1]) if match else ""


def look(client: FlaskClient, part: str, **changes: Any) -> TestResponse:
    """Open a page of settings, write something else into it and ask what it will do."""
    address = f"{SETTINGS}/{part}"
    return client.post(address, data=form_of(client.get(address)) | changes)


def keep(client: FlaskClient, part: str, seen: TestResponse) -> TestResponse:
    """Keep what a page has shown."""
    return client.post(f"{SETTINGS}/{part}", data=form_of(seen) | {"step": "keep"})


def change(client: FlaskClient, part: str, **changes: Any) -> TestResponse:
    """Look and keep."""
    return keep(client, part, look(client, part, **changes))
