"""The lists of other issuers: fetched from their servers or carried here, and believed only where they are signed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.core.jobs import queue_of
from app.signing.errors import BadTrustList
from app.signing.present import PresentKeys
from app.verification.peers import MOST_BYTES, Outcome, fetch_peers
from app.verification.status_list import Gone
from config import SECRETS, settings
from tests.signing.people import passphrase_file
from tests.verification.conftest import Offices, Open, Stations
from tests.verification.offices import TODAY, Office, an_office
from tests.verification.visiting import cut, scan


@dataclass
class Neighbour:
    """The server of another office, on the loopback, and what it answers by path: a text, or where else to look."""

    address: str
    answers: dict[str, str] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def serve(self, office: Office, status: str, **more: str) -> None:
        lists = {"trust": office.trust_text(), "status": status, **more}
        self.answers = {f"/lists/{name}.json": text for name, text in lists.items()}


@pytest.fixture
def neighbour() -> Iterator[Neighbour]:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            there.asked.append(self.path)
            text = there.answers.get(self.path)
            self.send_response(302 if self.path in there.moved else 200 if text else 404)
            self.send_header("Location", there.moved.get(self.path, ""))
            self.end_headers()
            self.wfile.write((text or "").encode())

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    there = Neighbour(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield there
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def peer(neighbour: Neighbour, tmp_path: Path) -> Office:
    """An office whose trust list names the neighbour's server."""
    return an_office(tmp_path / "peer", "LA-MLSW", served_at=neighbour.address)


@pytest.fixture
def ours(app: Flask, peer: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Our office, which knows the peer and may fetch from the loopback."""
    office = an_office(tmp_path / "ours", "KH-MLVT")
    office.know(peer)
    monkeypatch.setitem(app.extensions, "signing", PresentKeys(office.keyring, passphrase_file()))
    monkeypatch.setitem(app.config, "PEERS_OVER_HTTP", True)
    return office


def fetched(app: Flask) -> dict[str, Outcome]:
    with app.app_context():
        return {one.name: one for one in fetch_peers()}


def run(app: Flask, *words: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["keys", "peers", *words])
    return result.exit_code, result.output


def test_lists_of_a_neighbour_are_fetched_kept_and_served(
    app: Flask, client: FlaskClient, ours: Office, peer: Office, neighbour: Neighbour
) -> None:
    status = peer.status([Gone(peer.number(3), TODAY)])
    neighbour.serve(peer, status)

    assert [one.said for one in fetched(app).values()] == ["known already", "taken over", "there is none"]
    assert client.get("/lists/peers.json").json == [peer.trust_text(), status]
    assert [one.said for one in fetched(app).values()] == ["known already", "known already", "there is none"]
    assert neighbour.asked[:3] == ["/lists/trust.json", "/lists/status.json", "/lists/known.json"]


def test_a_neighbours_paper_that_was_taken_back_is_named_without_a_network(
    app: Flask,
    stations_of: Stations,
    offices: Offices,
    opened: Open,
    ours: Office,
    peer: Office,
    neighbour: Neighbour,
) -> None:
    neighbour.serve(peer, peer.status([Gone(peer.number(3), TODAY)], at=datetime.now(UTC) - timedelta(days=3)))
    fetched(app)
    station = stations_of(Offices(ours, peer, offices.stranger, offices.tester), ours.status([]))
    page = opened(station)
    cut(page, station)

    assert scan(page, peer.address(1)) == "genuine"
    assert scan(page, peer.address(3)) == "revoked"
    age = page.inner_text("#age")
    assert "Office LA-MLSW" in age
    assert str(TODAY - timedelta(days=3)) in age
    assert "old" in age
    assert scan(page, ours.address(3)) == "genuine"
    assert "Office" not in page.inner_text("#age")


def test_only_newer_lists_that_their_issuer_signed_are_taken(
    app: Flask, client: FlaskClient, ours: Office, peer: Office, neighbour: Neighbour, offices: Offices
) -> None:
    good = peer.status([Gone(peer.number(3), TODAY)], number=5)
    neighbour.serve(peer, good)
    fetched(app)
    unreadable = ours.status([], number=9)
    for status in (
        peer.status([], number=4),
        offices.peer.status([], number=9),
        good.replace("e", "f"),
        unreadable,
        "nonsense",
        peer.status([], number=9, at=datetime.now(UTC) + timedelta(days=30)),
    ):
        neighbour.serve(peer, status)
        fetched(app)
        assert client.get("/lists/peers.json").json == [peer.trust_text(), good]


def test_what_a_neighbour_revokes_counts_here_with_its_next_list(
    app: Flask, client: FlaskClient, ours: Office, peer: Office, neighbour: Neighbour
) -> None:
    after = peer.rotate()
    peer.revoke()
    known = after.known(peer.address(1), of=peer)
    neighbour.serve(peer, after.status([]), known=known)

    assert [one.said for one in fetched(app).values()] == ["taken over"] * 3
    assert peer.trust_text() in (client.get("/lists/peers.json").json or [])
    assert known in (client.get("/lists/peers.json").json or [])
    neighbour.serve(peer, peer.status([], number=99), known=known)
    assert fetched(app)["status"].is_wrong


def test_a_list_under_a_key_that_was_revoked_since_keeps_no_other_away(
    app: Flask, client: FlaskClient, ours: Office, peer: Office, neighbour: Neighbour
) -> None:
    neighbour.serve(peer, peer.status([], number=10**9))
    fetched(app)
    after = peer.rotate()
    peer.revoke()
    good = after.status([], number=2)
    neighbour.serve(peer, good)

    assert fetched(app)["status"].said == "taken over"
    assert client.get("/lists/peers.json").json == [peer.trust_text(), good]


def test_another_root_another_host_and_too_much_are_refused(
    app: Flask, ours: Office, peer: Office, neighbour: Neighbour, offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    neighbour.serve(offices.peer, peer.status([]))
    assert fetched(app)["trust"].is_wrong

    neighbour.serve(peer, peer.status([]))
    neighbour.moved = {"/lists/status.json": f"http://localhost:{neighbour.address.rpartition(':')[2]}/elsewhere"}
    assert "answers 302" in fetched(app)["status"].said
    assert "/elsewhere" not in neighbour.asked

    neighbour.moved = {}
    monkeypatch.setitem(MOST_BYTES, "status", 100)
    assert "more than 100 bytes" in fetched(app)["status"].said


def test_without_https_nothing_is_asked(
    app: Flask, ours: Office, peer: Office, neighbour: Neighbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "PEERS_OVER_HTTP", False)
    assert all("not on HTTPS" in one.said for one in fetched(app).values())
    assert neighbour.asked == []


def test_a_trial_may_ask_over_http_and_production_never(tmp_path: Path) -> None:
    asked_for = {"WAYMARK_PEERS_OVER_HTTP": "on", "WAYMARK_INSTANCE": str(tmp_path)}
    secrets = dict.fromkeys(SECRETS, "a secret that is long enough for production")
    real = {"WAYMARK_ENV": "production", "WAYMARK_ADDRESS": "https://verify.example.org", **secrets}
    assert settings(asked_for)["PEERS_OVER_HTTP"] is True
    assert settings({"WAYMARK_INSTANCE": str(tmp_path)})["PEERS_OVER_HTTP"] is False
    assert settings(asked_for | real)["PEERS_OVER_HTTP"] is False


def test_a_neighbour_that_is_gone_changes_nothing(
    app: Flask, client: FlaskClient, ours: Office, peer: Office, neighbour: Neighbour
) -> None:
    status = peer.status([])
    neighbour.serve(peer, status)
    fetched(app)
    neighbour.answers = {}
    code, said = run(app, "fetch")
    assert code == 1
    assert "there is none" in said
    assert client.get("/lists/peers.json").json == [peer.trust_text(), status]


def test_lists_may_be_carried_here_where_there_is_no_network(
    app: Flask, client: FlaskClient, ours: Office, peer: Office, tmp_path: Path
) -> None:
    status, file, many = peer.status([]), tmp_path / "status.json", tmp_path / "peers.json"
    file.write_text(status)
    assert run(app, "import", str(file)) == (0, "LA-MLSW status: taken over\n")
    assert f"status list of {TODAY}" in run(app, "list")[1]
    many.write_text(json.dumps([peer.trust_text(), peer.status([], number=2)]))
    assert run(app, "import", str(many)) == (0, "LA-MLSW trust: known already\nLA-MLSW status: taken over\n")

    for wrong, why in (("nonsense", "no list"), ("{}", "none of the lists"), (ours.status([]), "not known here")):
        file.write_text(wrong)
        code, said = run(app, "import", str(file))
        assert code == 1
        assert why in said


def test_nobody_becomes_a_peer_under_our_own_name(ours: Office, tmp_path: Path) -> None:
    with pytest.raises(BadTrustList):
        ours.know(an_office(tmp_path / "other", ours.issuer))


def test_the_worker_fetches_each_hour(app: Flask) -> None:
    names = [type(task).__name__ for task in queue_of(app)._registry.periodic_tasks]
    assert "app.verification.peers.fetch_peers" in names


@pytest.mark.parametrize("name", ["trust", "peers", "status", "checkpoints"])
def test_each_public_list_may_be_read_by_the_pages_of_others(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/lists/{name}.json")
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
