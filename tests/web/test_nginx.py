"""The example of deploy/nginx.conf does what it says, before the application as it is served."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import create_app
from app.core.database import Model, db
from config import settings
from tests.bench.pages import environment
from tests.bench.servers import gunicorn, nginx

Headers = dict[str, str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("nginx")


@pytest.fixture(scope="module")
def port(folder: Path) -> Iterator[int]:
    env = environment(folder)
    app = create_app(settings(env))
    with app.app_context():
        Model.metadata.create_all(db.engine)
        db.engine.dispose()
    with gunicorn(folder, env) as web, nginx(folder, web.port, folder / "static") as port:
        yield port


def asked(
    port: int, path: str, headers: Headers | None = None, body: bytes | None = None
) -> tuple[int, Headers, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST" if body else "GET", path, body, headers or {})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, content


def stylesheet(folder: Path) -> str:
    (file,) = (folder / "static" / "css").glob("waymark.*.css")
    return f"/static/css/{file.name}"


def test_a_static_file_is_sent_packed_and_kept_for_ever(port: int, folder: Path) -> None:
    status, headers, content = asked(port, stylesheet(folder), {"Accept-Encoding": "gzip"})
    assert status == 200
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert headers["content-type"] == "text/css"
    assert headers["content-encoding"] == "gzip"
    assert content == (folder / stylesheet(folder)[1:]).with_suffix(".css.gz").read_bytes()


def test_a_static_file_does_not_trouble_the_application(port: int, folder: Path) -> None:
    _, headers, _ = asked(port, stylesheet(folder))
    assert "content-security-policy" not in headers
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/static/../waymark.db", "/static/manifest.json/../../secret_key", "/static//etc/passwd"]
)
def test_nothing_beside_the_static_files_can_be_had(port: int, path: str) -> None:
    assert asked(port, path)[0] in (400, 404)


def test_a_page_keeps_its_packing_its_tag_and_its_headers(port: int) -> None:
    card = "/km/course/contract/1/1"
    status, headers, _ = asked(port, card, {"Accept-Encoding": "gzip"})
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "private, no-cache"
    assert asked(port, card, {"If-None-Match": headers["etag"]})[0] == 304
    assert headers["server"] == "nginx"  # And no version.


def test_a_form_that_is_too_big_is_refused_at_the_door(port: int) -> None:
    assert asked(port, "/en/join", body=b"x" * (256 * 1024 + 1))[0] == 413


def test_links_name_the_host_and_port_that_were_asked(port: int) -> None:
    status, headers, _ = asked(port, "/en/me", {"X-Forwarded-Host": "elsewhere.example"})
    assert status == 302
    assert "elsewhere" not in headers["location"]
