"""Every route names who may enter, and takes its language from the address where people read it."""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import Rule

from app.web.access import sign_of

WITHOUT_LANGUAGE = (
    *("/", "/languages", "/leave", "/healthz", "/v/", "/V/", "/c", "/C", "/lists/", "/static/"),
    *("/credentials/", "/.well-known/did.json", "/did.json", "/api/v1/"),
)


def rules(app: Flask) -> list[Rule]:
    return list(app.url_map.iter_rules())


def test_every_route_names_who_may_enter(app: Flask) -> None:
    unsigned = []
    for rule in rules(app):
        try:
            sign_of(app.view_functions[rule.endpoint])
        except LookupError:
            unsigned.append(rule.endpoint)
    assert not unsigned, f"add @public or @requires(Permission.…) to {unsigned}"


def test_every_page_says_its_language_in_its_address(app: Flask) -> None:
    silent = [
        rule.rule
        for rule in rules(app)
        if not rule.rule.startswith("/<locale")
        and not rule.rule.startswith(WITHOUT_LANGUAGE[4:])
        and rule.rule not in WITHOUT_LANGUAGE
    ]
    assert not silent


def test_every_route_that_changes_something_is_a_post(app: Flask) -> None:
    safe = {"GET", "HEAD", "OPTIONS", "POST"}
    assert all((rule.methods or set()) <= safe for rule in rules(app))
