"""Static files carry their digest, in their names and inside the stylesheets."""

from __future__ import annotations

import gzip
import json
import multiprocessing
from pathlib import Path

import brotli
import pytest

from app import create_app
from app.web.assets import MANIFEST, StaticNotBuilt, collect
from config import SECRETS, settings


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    (folder / "css").mkdir(parents=True)
    (folder / "fonts").mkdir()
    (folder / "fonts" / "a.woff2").write_bytes(b"font")
    (folder / "css" / "page.css").write_text('@font-face { src: url("../fonts/a.woff2"); }')
    return folder


def test_names_and_addresses_carry_the_digest(source: Path, tmp_path: Path) -> None:
    names = collect(source, tmp_path / "target")
    css = (tmp_path / "target" / names["css/page.css"]).read_text()
    assert f'url("/static/{names["fonts/a.woff2"]}")' in css


def test_a_changed_font_changes_the_names_of_font_and_stylesheet(source: Path, tmp_path: Path) -> None:
    before = collect(source, tmp_path / "target")
    (source / "fonts" / "a.woff2").write_bytes(b"another")
    after = collect(source, tmp_path / "target")
    assert before["fonts/a.woff2"] != after["fonts/a.woff2"]
    assert before["css/page.css"] != after["css/page.css"]


def test_text_files_lie_there_packed(source: Path, tmp_path: Path) -> None:
    names = collect(source, tmp_path / "target")
    plain = tmp_path / "target" / names["css/page.css"]
    assert brotli.decompress(plain.with_name(plain.name + ".br").read_bytes()) == plain.read_bytes()
    assert gzip.decompress(plain.with_name(plain.name + ".gz").read_bytes()) == plain.read_bytes()


def test_a_stylesheet_that_names_a_missing_file_is_refused(source: Path, tmp_path: Path) -> None:
    (source / "css" / "bad.css").write_text('@font-face { src: url("../fonts/none.woff2"); }')
    with pytest.raises(KeyError):
        collect(source, tmp_path / "target")


def start(folder: Path) -> None:
    """Start an application on a folder without static files."""
    create_app(
        settings({"WAYMARK_ENV": "testing", "WAYMARK_INSTANCE": str(folder), "WAYMARK_STATIC": str(folder / "s")})
    )


def test_processes_that_start_at_once_do_not_tread_on_each_other(tmp_path: Path) -> None:
    """The worker and the web start together and find nothing collected yet."""
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=start, args=(tmp_path,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0, 0]
    names = json.loads((tmp_path / "s" / MANIFEST).read_text())["names"]
    assert all((tmp_path / "s" / name).exists() for name in names.values())


def test_production_does_not_start_without_its_static_files(tmp_path: Path) -> None:
    env = {"WAYMARK_ENV": "production", "WAYMARK_ADDRESS": "https://waymark.example"}
    folders = {"WAYMARK_INSTANCE": str(tmp_path), "WAYMARK_STATIC": str(tmp_path / "s")}
    with pytest.raises(StaticNotBuilt, match="run 'flask assets collect' first"):
        create_app(settings(env | folders | dict.fromkeys(SECRETS, "a secret" * 4)))
