"""The continuity kit: when database, keys and server are gone, papers are still named right, from a folder alone."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit.models import AuditEvent
from app.certificates.services import issue_certificate
from app.core.database import db
from app.core.i18n import LOCALES
from app.programme.rules import Award
from app.signing.keyring import fingerprint_of
from app.verification.acts import KIT_WRITTEN
from app.verification.kit import KitRefused
from app.verification.kit_check import KitWalk, check_kit
from app.verification.manifest import digests_of
from tests.browser import Visits
from tests.certificates.people import a_graduate, a_programme
from tests.sampling import sampled
from tests.signing.people import kept_keys
from tests.verification.kits import Lost, a_lost_service
from tests.verification.offices import SOK, THANDAR
from tests.verification.test_many import faults, picture
from tests.verification.visiting import altered, result_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RESULTS = {
    "genuine": "genuine",
    "burmese": "genuine",
    "newer": "genuine",
    "superseded": "superseded",
    "revoked": "revoked",
    "expired": "expired",
    "peer": "genuine",
    "peer-revoked": "revoked",
}


@pytest.fixture(scope="module")
def lost(tmp_path_factory: pytest.TempPathFactory) -> Lost:
    return a_lost_service(tmp_path_factory.mktemp("lost"))


@pytest.fixture
def kit(lost: Lost, tmp_path: Path) -> Path:
    """A copy of the kit that a test may change."""
    return shutil.copytree(lost.kit, tmp_path / "kit")


@pytest.fixture
def opened(chromium: Browser, lost: Lost) -> Iterator[Callable[..., Page]]:
    """Browsers without a network that open pages of the kit from its folder."""
    rooms: list[Visits] = []

    def open_page(name: str, locale: str = "en") -> Page:
        rooms.append(visits := Visits(chromium, "file://"))
        page = visits.phone(locale)
        page.context.set_offline(True)
        page.goto((lost.kit / name).as_uri())
        return page

    yield open_page
    for visits in rooms:
        visits.close()
    assert not [fault for visits in rooms for fault in visits.faults]


def scan(page: Page, folder: str, locale: str, square: str) -> str:
    page.goto("about:blank")
    page.goto(f"{folder}/{locale}.html#{square.partition('#')[2]}")
    return result_of(page)


@pytest.mark.parametrize("locale", sampled(["km", "en"], "km"))
def test_with_database_keys_and_server_gone_each_paper_is_named_right_from_the_folder(
    lost: Lost, opened: Callable[..., Page], locale: str
) -> None:
    page = opened("index.html", locale)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    folder = lost.kit.as_uri()
    for name, result in RESULTS.items():
        assert scan(page, folder, locale, lost.squares[name]) == result
        word = page.get_attribute(f"#say-{result}", "data-word")
        assert word == page.inner_text("#result h2")
        assert ("\u1780" <= (word or "")[0] <= "\u17ff") is (locale == "km")
        assert lost.numbers.get(name, "LA-MLSW") in page.inner_text("#result")
    assert scan(page, folder, locale, altered(lost.squares["genuine"], -9)) == "forged"
    assert not any(name in page.inner_text("main") for name in SOK + THANDAR)
    assert scan(page, folder, locale, lost.squares["superseded"]) == "superseded"
    assert lost.numbers["newer"] in page.inner_text("#result")
    assert all(address.startswith((folder, "data:", "about:")) for address in asked)


def test_after_a_key_was_lost_only_what_a_checkpoint_held_before_stays_as_it_was(
    lost: Lost, opened: Callable[..., Page]
) -> None:
    """The register's own lists, from the command to the browser: rotated, revoked, and known before or not."""
    page, folder = opened("index.html"), lost.after_loss.as_uri()
    assert scan(page, folder, "en", lost.squares["expired"]) == "expired"
    assert scan(page, folder, "en", lost.squares["fresh"]) == "genuine"
    for name in ("genuine", "burmese", "superseded"):
        assert scan(page, folder, "en", lost.squares[name]) == "unsafe"
        assert not any(printed in page.inner_text("main") for printed in SOK + THANDAR)
        assert "Cannot tell" in lost.online[name]
    assert "its time is over" in lost.online["expired"]


def test_the_first_page_leads_to_each_language_and_hands_on_what_a_camera_read(
    lost: Lost, opened: Callable[..., Page]
) -> None:
    page = opened("index.html")
    assert [link.get_attribute("lang") for link in page.query_selector_all("#languages a")] == [
        locale.tag for locale in LOCALES
    ]
    page.click("#languages a[lang=my]")
    page.wait_for_selector("html[lang=my][data-ready]")
    page.click("#languages a[lang=km]")
    page.wait_for_selector("html[lang=km][data-ready]")

    page = opened("index.html", "vi")
    page.goto("about:blank")
    page.goto(f"{lost.kit.as_uri()}/index.html#{lost.squares['genuine'].partition('#')[2]}")
    page.wait_for_selector("html[lang=vi][data-ready]")
    assert result_of(page) == "genuine"


def test_photos_and_many_at_once_are_checked_from_the_folder(
    lost: Lost, opened: Callable[..., Page], tmp_path: Path
) -> None:
    page = opened("en.html")
    photo = tmp_path / "photo.jpg"
    picture(lost.squares["burmese"]).save(photo, quality=70)
    page.set_input_files("#photo", photo)
    assert result_of(page) == "genuine"
    assert THANDAR[0] in page.inner_text("#result")

    page.click("text=Check many at once")
    page.fill("#lines", "\n".join([*(lost.squares[name] for name in RESULTS), "nonsense"]))
    page.click("#many button")
    page.wait_for_selector("#sum:not([hidden])")
    with page.expect_download() as download:
        page.click("#sheet")
    download.value.save_as(tmp_path / "results.csv")
    rows = list(csv.DictReader((tmp_path / "results.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [row["result"] for row in rows] == [*RESULTS.values(), "unreadable"]
    assert "in this folder" in page.inner_text("#age")


def test_any_host_of_files_serves_it(lost: Lost, chromium: Browser) -> None:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(lost.kit)))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    visits = Visits(chromium, f"http://127.0.0.1:{server.server_port}")
    page = visits.phone()
    found = [scan(page, visits.address, "en", lost.squares[name]) for name in RESULTS]
    visits.close()
    server.shutdown()
    thread.join()
    server.server_close()
    assert found == list(RESULTS.values())
    assert not visits.faults


def test_by_plain_http_the_page_says_what_to_do(lost: Lost, opened: Callable[..., Page]) -> None:
    page = opened("index.html")
    page.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    assert scan(page, lost.kit.as_uri(), "en", lost.squares["genuine"]) == "too-old"
    assert "from its folder" in page.inner_text("#result")
    assert page.is_hidden("#ways")


def test_axe_finds_nothing_and_nothing_leaves_a_narrow_screen(lost: Lost, chromium: Browser) -> None:
    from axe_playwright_python.base import AXE_SCRIPT

    visits = Visits(chromium, "file://")
    page = visits.phone("en", bypass_csp=True, viewport={"width": 320, "height": 640})
    page.context.add_init_script(str(AXE_SCRIPT))
    found = []
    for name in ("index.html", "km.html"):
        page.goto((lost.kit / name).as_uri())
        found += faults(page, name)
    scan(page, lost.kit.as_uri(), "my", lost.squares["burmese"])
    found += faults(page, "my")
    visits.close()
    assert not found, "\n".join(found)


def checked(folder: Path, lost: Lost) -> KitWalk:
    return check_kit(folder, lost.fingerprint)


def test_a_kit_as_it_was_signed_passes_without_any_key_of_ours(app: Flask, lost: Lost) -> None:
    with app.app_context():
        walk = checked(lost.kit, lost)
        assert walk.faults == []
        assert (walk.issuer, walk.checkpoints) == ("KH-MLVT", 2)
        assert walk.events > len(RESULTS)
        assert checked(lost.full_kit, lost).faults == []
    said = app.test_cli_runner().invoke(
        args=["register", "check-kit", str(lost.kit), "--fingerprint", lost.fingerprint]
    )
    assert said.exit_code == 0
    assert "is as it was signed" in said.output


def test_a_changed_byte_is_found_in_each_file(app: Flask, lost: Lost, kit: Path) -> None:
    with app.app_context():
        for name in digests_of(kit):
            content = bytearray((kit / name).read_bytes())
            content[len(content) // 2] ^= 1
            (kit / name).write_bytes(content)
            if name == "lists/trust.json":
                with pytest.raises(KitRefused):
                    checked(kit, lost)
            else:
                assert f"{name}: it was changed" in checked(kit, lost).faults
            shutil.copy(lost.kit / name, kit / name)
        assert checked(kit, lost).faults == []


def test_a_missing_an_added_and_a_forged_file_are_found(app: Flask, lost: Lost, kit: Path) -> None:
    with app.app_context():
        (kit / "km.html").unlink()
        (kit / "autorun.inf").write_text("x")
        assert checked(kit, lost).faults == ["autorun.inf: it was added", "km.html: it is missing"]
        manifest = json.loads((kit / "manifest.json").read_text())
        (kit / "manifest.json").write_text(json.dumps(manifest | {"payload": manifest["payload"][:-8] + "AAAAAAAA"}))
        with pytest.raises(KitRefused):
            checked(kit, lost)


def test_a_line_that_was_taken_out_of_the_register_is_found(app: Flask, lost: Lost, kit: Path) -> None:
    events = kit / "register" / "events.csv"
    lines = events.read_text().splitlines(keepends=True)
    for changed in (lines[:2] + lines[3:], lines[:-1], [*lines[:1], lines[2], lines[1], *lines[3:]]):
        events.write_text("".join(changed))
        with app.app_context():
            assert any(fault.startswith(("register", "checkpoint")) for fault in checked(kit, lost).faults[1:])


def test_a_root_nobody_knows_is_not_believed(app: Flask, lost: Lost) -> None:
    said = app.test_cli_runner().invoke(args=["register", "check-kit", str(lost.kit)])
    assert said.exit_code == 1
    assert lost.fingerprint in said.output
    wrong = app.test_cli_runner().invoke(args=["register", "check-kit", str(lost.kit), "--fingerprint", "00" * 16])
    assert wrong.exit_code == 1


def test_no_name_no_code_and_no_id_of_a_person_is_in_it_unless_asked_for(lost: Lost) -> None:
    everything = "".join(path.read_text("latin1") for path in lost.kit.rglob("*") if path.is_file())
    utf8 = "".join(path.read_text() for path in lost.kit.rglob("*") if path.suffix in (".csv", ".json", ".html", ".js"))
    assert not any(name in everything + utf8 for name in (*SOK, *THANDAR))
    assert "learner_id" not in everything
    assert "row_digest" not in everything
    credentials = {path.stem for path in (lost.full_kit / "credentials").glob("*.json")}
    assert credentials == {lost.numbers[name] for name in ("genuine", "burmese", "newer", "expired")}
    assert SOK[0] in (lost.full_kit / "credentials" / f"{lost.numbers['genuine']}.json").read_text()
    assert "personal data" in (lost.full_kit / "README.txt").read_text()
    assert "personal data" not in (lost.kit / "README.txt").read_text()


def test_the_same_register_gives_the_same_bytes(lost: Lost) -> None:
    assert digests_of(lost.kit) == digests_of(lost.again)
    assert (lost.kit / "manifest.json").read_bytes() == (lost.again / "manifest.json").read_bytes()


def test_the_readme_speaks_every_language_and_its_commands_work(lost: Lost) -> None:
    readme = (lost.kit / "README.txt").read_text(encoding="utf-8-sig")
    assert all(f"\n{locale.own_name}\n" in readme for locale in LOCALES)
    commands = re.findall(r"^  \d\. (.*)$", readme, re.MULTILINE)
    said = [
        subprocess.run(["bash", "-c", command], check=False, cwd=lost.kit, capture_output=True, text=True).stdout
        for command in commands
    ]
    assert said[0].startswith(lost.fingerprint)
    assert said[1] == said[3] == "Verified OK\n"
    assert '"state":"active"' in said[2]
    assert said[4] == ""


def test_a_folder_that_holds_something_is_left_alone_and_a_broken_write_leaves_nothing(
    app: Flask, lost: Lost, tmp_path: Path, session: object
) -> None:
    def export(out: Path) -> str:
        result = app.test_cli_runner().invoke(args=["register", "export-kit", str(out)])
        assert result.exit_code == 1
        return result.output

    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    assert "not empty" in export(tmp_path / "full")
    assert not db.session.scalars(select(AuditEvent).where(AuditEvent.act == KIT_WRITTEN)).all()
    (tmp_path / "new.part").mkdir()
    assert "another export" in export(tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_kit_is_written_by_the_command_and_noted(app: Flask, session: object, tmp_path: Path) -> None:
    a_programme()
    issue_certificate(learner=a_graduate(), award=Award.CORE)
    said = app.test_cli_runner().invoke(args=["register", "export-kit", str(tmp_path / "kit"), "--with-credentials"])
    assert said.exit_code == 0
    assert "personal data" in said.stderr
    assert fingerprint_of(kept_keys()[1].root) in said.output
    noted = db.session.scalars(select(AuditEvent).where(AuditEvent.act == KIT_WRITTEN)).one()
    assert noted.detail == {"events": 1, "credentials": True, "chain": False}
    assert app.test_cli_runner().invoke(args=["register", "check-kit", str(tmp_path / "kit")]).exit_code == 0
