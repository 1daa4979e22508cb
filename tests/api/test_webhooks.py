"""A webhook is told of each change once at least, signed, and never anything on a private network."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from socket import create_server
from threading import Event, Thread
from time import monotonic

import pytest
from flask import Flask
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session
from standardwebhooks.webhooks import Webhook as Checker
from standardwebhooks.webhooks import WebhookVerificationError

from app.api import sending
from app.api.errors import UnsafeAddress
from app.api.jobs import forget_deliveries, send_due
from app.api.models import Webhook, WebhookDelivery
from app.api.rules import WAITS, DeliveryState, EventType
from app.api.sending import Reach, is_allowed, is_public, send
from app.api.webhooks import add_webhook, change_secret, send_again, stop_webhook
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.permissions import Role
from tests.api.systems import a_system
from tests.certificates.people import take_back
from tests.learners.people import a_staff
from tests.register.people import Give, giving

Db = scoped_session[Session]
NEAR = Reach(over_http=True, to_private=True)


class Listener(ThreadingHTTPServer):
    """The other system: keeps what it hears and answers as it is told."""

    status = 204
    heard: list[tuple[dict[str, str], bytes]]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook"


class Ear(BaseHTTPRequestHandler):
    server: Listener

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.server.status)
        self.send_header("Location", self.server.address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def listener() -> Iterator[Listener]:
    server = Listener(("127.0.0.1", 0), Ear)
    server.heard = []
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def give(session: Db, app: Flask) -> Iterator[Give]:
    app.config["WEBHOOKS_TO_PRIVATE"] = True
    yield giving()
    app.config["WEBHOOKS_TO_PRIVATE"] = False


def a_webhook(listener: Listener, *events: EventType) -> tuple[Webhook, str]:
    return add_webhook(client=a_system(), address=listener.address, events=events or tuple(EventType))


def deliveries() -> list[WebhookDelivery]:
    return db.session.query(WebhookDelivery).order_by(WebhookDelivery.id).all()


def test_a_change_is_told_once_signed_and_without_a_name(give: Give, listener: Listener) -> None:
    _webhook, secret = a_webhook(listener)
    certificate = give("សុខ ដារ៉ា", "SOK DARA")
    send_due()
    send_due()
    [(headers, body)] = listener.heard
    told = Checker(secret).verify(body, headers)
    assert (told["type"], told["data"]["number"]) == ("certificate.issued", certificate.number)
    assert b"DARA" not in body
    with pytest.raises(WebhookVerificationError):
        Checker(secret).verify(body + b" ", headers)
    assert [one.state for one in deliveries()] == [DeliveryState.DELIVERED]


def test_only_what_was_asked_for_is_told_and_nothing_after_a_stop(give: Give, listener: Listener) -> None:
    webhook, _secret = a_webhook(listener, EventType.REVOKED)
    certificate = give(latin="SOK DARA")
    assert deliveries() == []
    take_back(certificate)
    stop_webhook(webhook=webhook)
    take_back(give(latin="CHEA VANN"))
    send_due()
    assert (listener.heard, [one.state for one in deliveries()]) == ([], [DeliveryState.DEAD])


def test_what_does_not_arrive_is_tried_again_ever_later_and_then_given_up(give: Give, listener: Listener) -> None:
    a_webhook(listener)
    give(latin="SOK DARA")
    listener.status = 500
    for wait in (timedelta(0), *WAITS):
        clock.move(wait + timedelta(seconds=1))
        send_due()
        send_due()
    assert len(listener.heard) == len(WAITS) + 1
    assert len({headers["webhook-id"] for headers, _body in listener.heard}) == 1
    [dead] = deliveries()
    assert (dead.state, dead.tries, dead.last_answer) == (DeliveryState.DEAD, len(WAITS) + 1, "500")
    listener.status = 200
    send_again(delivery=dead, by=a_staff(Role.ADMINISTRATOR))
    send_due()
    assert [one.state for one in deliveries()] == [DeliveryState.DELIVERED]
    clock.move(timedelta(days=40))
    assert (forget_deliveries(), deliveries()) == (1, [])


def test_both_secrets_sign_for_a_day_after_a_change(give: Give, listener: Listener) -> None:
    webhook, old = a_webhook(listener)
    new = change_secret(webhook=webhook)
    give(latin="SOK DARA")
    send_due()
    [(headers, body)] = listener.heard
    assert Checker(old).verify(body, headers) == Checker(new).verify(body, headers)
    clock.move(timedelta(hours=25))
    give(latin="CHEA VANN")
    send_due()
    assert len(listener.heard[1][0]["webhook-signature"].split()) == 1


def test_a_redirect_is_not_followed_and_gone_is_taken_at_its_word(give: Give, listener: Listener) -> None:
    webhook, _secret = a_webhook(listener)
    give(latin="SOK DARA")
    listener.status = 307
    send_due()
    assert (len(listener.heard), deliveries()[0].state) == (1, DeliveryState.WAITING)
    listener.status = 410
    clock.move(WAITS[0])
    send_due()
    assert (deliveries()[0].state, webhook.stopped_at is not None) == (DeliveryState.DEAD, True)


def test_a_change_that_is_undone_is_told_to_nobody(give: Give, listener: Listener) -> None:
    a_webhook(listener)
    with pytest.raises(RuntimeError), unit_of_work():
        give(latin="SOK DARA")
        assert len(deliveries()) == 1
        raise RuntimeError
    assert deliveries() == []


PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104 - it is refused.
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "fe80::1",
    "fd00::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "fec0::1",
    "::127.0.0.1",
    "2002:7f00:1::",
    "::",
]


def test_no_address_of_a_private_network_is_public() -> None:
    assert [one for one in PRIVATE if is_public(ip_address(one))] == []
    assert [one for one in ("1.1.1.1", "2606:4700:4700::1111") if not is_public(ip_address(one))] == []


REFUSED = [
    "http://example.org/",
    "ftp://example.org/",
    "file:///etc/passwd",
    "https://user:word@example.org/",
    "https://example.org/#part",
    "https:///nowhere",
    "https://example.org:99999/",
    "https://exam ple.org/",
    "https://127.0.0.1/",
    "https://[::1]/",
    "https://" + "a" * 600,
    "not an address",
    *(f"https://{f'[{one}]' if ':' in one else one}/hook" for one in PRIVATE),
]


def test_an_address_that_could_lead_inside_is_refused_when_it_is_given(session: Db, app: Flask) -> None:
    assert [one for one in REFUSED if is_allowed(one, Reach())] == []
    assert is_allowed("https://example.org/hook?from=waymark", Reach())
    with pytest.raises(UnsafeAddress):
        add_webhook(client=a_system(), address="https://169.254.169.254/", events=[EventType.ISSUED])


def test_a_name_that_leads_inside_is_refused_when_it_is_looked_up(listener: Listener) -> None:
    inside = listener.address.replace("127.0.0.1", "localhost")
    assert send(inside, b"{}", {}, Reach(over_http=True)).said == "private-network"
    assert listener.heard == []
    assert send(inside, b"{}", {}, NEAR).arrived or send(listener.address, b"{}", {}, NEAR).arrived


def test_what_goes_wrong_on_the_way_is_told_in_a_word(listener: Listener) -> None:
    assert send("https://nowhere.invalid/", b"{}", {}, NEAR).said == "no-such-host"
    assert send("http://127.0.0.1:9/", b"{}", {}, NEAR).said == "no-connection"
    assert send(listener.address.replace("http:", "https:"), b"{}", {}, NEAR).said in ("bad-certificate", "timeout")
    assert listener.heard == []


def test_a_secret_that_cannot_be_opened_keeps_nobody_else_waiting(give: Give, listener: Listener) -> None:
    broken, _secret = a_webhook(listener)
    with unit_of_work():
        broken.secret_sealed = "sealed under a key that is lost"
    a_webhook(listener)
    give(latin="SOK DARA")
    send_due()
    assert len(listener.heard) == 1
    assert [(one.state, one.tries) for one in deliveries()] == [
        (DeliveryState.WAITING, 1),
        (DeliveryState.DELIVERED, 1),
    ]


def test_a_system_that_does_not_answer_is_asked_once_a_run(give: Give, listener: Listener) -> None:
    add_webhook(client=a_system(), address="http://127.0.0.1:9/", events=tuple(EventType))
    a_webhook(listener)
    for name in ("SOK DARA", "CHEA VANN", "KIM SOPHEAK"):
        give(latin=name)
    send_due()
    assert sum(one.tries for one in deliveries() if one.state == DeliveryState.WAITING) == 1
    assert len(listener.heard) == 3


def test_who_answers_sign_by_sign_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "LONGEST_SECONDS", 0.5)
    is_over = Event()
    with create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            other, _address = server.accept()
            with other:
                while not is_over.wait(0.05):
                    other.send(b"H")

        Thread(target=drip, daemon=True).start()
        began = monotonic()
        said = send(f"http://127.0.0.1:{server.getsockname()[1]}/", b"{}", {}, NEAR).said
        is_over.set()
    assert (said, monotonic() - began < 5) == ("timeout", True)
