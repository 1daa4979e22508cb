"""An administrator looks after other systems: on pages, from the command line, and never sees a token twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from app.api.models import ApiClient, ApiToken, Webhook, WebhookDelivery
from app.api.rules import DeliveryState, EventType, Scope
from app.api.webhooks import add_webhook
from app.audit.models import AuditEvent
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.permissions import Role
from tests.api.systems import Asking, a_system
from tests.browser import Live, Visits, press
from tests.learners.people import a_staff, sign_in_staff, text_of
from tests.pages.test_accessibility import NARROW
from tests.register.people import giving
from tests.rosters.test_pages import check, sign_in
from tests.sampling import sampled

if TYPE_CHECKING:
    from playwright.sync_api import Page

Db = scoped_session[Session]


@pytest.fixture
def administrator(client: FlaskClient, session: Db) -> FlaskClient:
    giving()
    sign_in_staff(client, a_staff(Role.ADMINISTRATOR))
    return client


def test_a_token_is_made_shown_once_used_and_revoked(administrator: FlaskClient) -> None:
    place = administrator.post("/en/staff/systems", data={"name": "Migration system"}).location
    data = {"token-scopes": ["changes"], "token-days": "30", "token-per_minute": "10"}
    page = administrator.post(f"{place}/tokens", data=data)
    assert page.headers["Cache-Control"] == "no-store"
    found = re.search(r"wmk_[\w-]{43}", page.text)
    assert found
    assert Asking(administrator, found[0]).get("/changes").status_code == 200
    assert found[0] not in administrator.get(place).text
    token = db.session.query(ApiToken).one()
    administrator.post(f"{place}/tokens/{token.id}/revoke")
    assert Asking(administrator, found[0]).get("/changes").status_code == 401
    acts = {event.act for event in db.session.query(AuditEvent)}
    assert {"api-client-added", "api-token-made", "api-token-revoked"} <= acts


def test_what_cannot_be_is_said_and_nothing_typed_is_lost(administrator: FlaskClient) -> None:
    place = f"/en/staff/systems/{a_system().id}"
    named = administrator.post("/en/staff/systems", data={"name": db.session.query(ApiClient).one().name})
    assert (named.status_code, "has this name already" in named.text) == (422, True)
    names_alone = {"token-scopes": ["changes:names"], "token-days": "9999", "token-per_minute": "10"}
    page = administrator.post(f"{place}/tokens", data=names_alone)
    assert (page.status_code, 'value="9999"' in page.text, page.text.count('class="error"')) == (422, True, 2)
    inside = {"webhook-address": "https://10.0.0.1/hook", "webhook-events": ["certificate.issued"]}
    page = administrator.post(f"{place}/webhooks", data=inside)
    assert (page.status_code, "https://10.0.0.1/hook" in page.text) == (422, True)
    assert db.session.query(ApiToken).count() + db.session.query(Webhook).count() == 0


def test_a_webhook_shows_its_secret_once_and_what_was_given_up(administrator: FlaskClient) -> None:
    place = f"/en/staff/systems/{a_system().id}"
    data = {"webhook-address": "https://hooks.example.org/waymark", "webhook-events": ["certificate.issued"]}
    assert "whsec_" in administrator.post(f"{place}/webhooks", data=data).text
    giving()(latin="SOK DARA")
    give_up()
    page = administrator.get(place)
    assert "Given up" in text_of(page)
    assert "whsec_" not in page.text
    delivery = db.session.query(WebhookDelivery).one()
    administrator.post(f"{place}/deliveries/{delivery.id}/again")
    db.session.refresh(delivery)
    assert delivery.state == DeliveryState.WAITING
    webhook = db.session.query(Webhook).one()
    assert "whsec_" in administrator.post(f"{place}/webhooks/{webhook.id}/secret").text
    administrator.post(f"{place}/webhooks/{webhook.id}/stop")
    db.session.refresh(delivery)
    assert delivery.state == DeliveryState.DEAD


@unit_of_work()
def give_up() -> None:
    for delivery in db.session.query(WebhookDelivery):
        delivery.state, delivery.next_at, delivery.tries, delivery.last_answer = "dead", None, 8, "500"
        delivery.last_at = clock.now()


def test_systems_and_tokens_are_made_from_the_command_line_too(app: Flask, session: Db) -> None:
    runner = app.test_cli_runner()
    assert runner.invoke(args=["api", "add", "Border"]).exit_code == 0
    made = runner.invoke(args=["api", "token", "Border", "--scope", "verify", "--days", "5"])
    assert re.fullmatch(r"wmk_[\w-]{43}\n", made.output)
    listed = runner.invoke(args=["api", "list"]).output
    assert made.output.strip() not in listed
    assert "verify" in listed
    token = session.query(ApiToken).one()
    assert "opens nothing" in runner.invoke(args=["api", "revoke", str(token.id)]).output
    assert runner.invoke(args=["api", "token", "Nobody", "--scope", "verify"]).exit_code != 0
    assert Scope.VERIFY.value in token.scopes


@pytest.mark.parametrize("locale", sampled(["en", "km", "my"], "my"))
def test_the_pages_are_usable_on_a_phone_and_at_a_desk(live: Live, visits: Visits, locale: str) -> None:
    with live.app.app_context():
        system = a_system()
        add_webhook(client=system, address="https://hooks.example.org/" + "long/" * 12, events=[EventType.ISSUED])
        giving()(latin="SOK DARA")
        give_up()
        address, username = f"/{locale}/staff/systems/{system.id}", a_staff(Role.ADMINISTRATOR).username
    for page in (visits.phone(locale, viewport=NARROW, bypass_csp=True), visits.desktop(locale, bypass_csp=True)):
        sign_in(page, locale, username)
        page.goto(f"/{locale}/staff/systems")
        check(page)
        page.goto(address)
        check(page)
        make_token(page)
        assert page.locator("bdi.code").inner_text().startswith("wmk_")
        check(page)
        press(page, "main a.go")
        check(page)


def make_token(page: Page) -> None:
    """Open the form and fill it in with the keyboard alone."""
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    page.locator("[name=token-scopes]").first.focus()
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.focus("[name=token-days]")
        page.keyboard.press("Enter")
