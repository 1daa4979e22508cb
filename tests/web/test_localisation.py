"""The address says the language; a choice is kept; the browser's wish only proposes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask, render_template_string, url_for
from flask.testing import FlaskClient
from flask_babel import lazy_gettext

from app import create_app
from app.core.i18n import LOCALES, Locale, negotiate
from app.web.localisation import UncompiledLocale

PROPOSALS = [
    ("", "en"),
    ("km-KH", "km"),
    ("km-KH,en;q=0.5", "km"),
    ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
    ("zh-TW", "zh-Hans"),
    ("ZH-hans-cn", "zh-Hans"),
    ("fr-FR,fr;q=0.9", "en"),
    ("fr, th;q=0.3, lo;q=0.7", "lo"),
    ("vi;q=0, my;q=0.1", "my"),
    ("th;q=much, lo;q=0.1", "lo"),
    ("*", "en"),
    (";;;,,q=", "en"),
]


def lang_of(page: str) -> str:
    found = re.search(r'<html lang="([^"]+)"', page)
    assert found
    return found[1]


def proposed(client: FlaskClient, header: str) -> str:
    """Tell the language of a page whose address names none, as a browser new to us gets it."""
    return lang_of(client.get("/languages", headers={"Accept-Language": header}).text)


@pytest.mark.parametrize(("header", "tag"), PROPOSALS)
def test_the_browsers_wish_proposes_a_language(client: FlaskClient, header: str, tag: str) -> None:
    assert negotiate(header).tag == tag
    assert proposed(client, header) == tag


@pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: locale.tag)
def test_the_address_wins_over_wish_and_choice(client: FlaskClient, locale: Locale) -> None:
    with client.session_transaction() as session:
        session["locale"] = "vi"
    assert lang_of(client.get(f"/{locale.tag}/course", headers={"Accept-Language": "th"}).text) == locale.tag


def test_a_choice_wins_over_the_wish_where_the_address_says_nothing(client: FlaskClient) -> None:
    with client.session_transaction() as session:
        session["locale"] = "lo"
    assert proposed(client, "km-KH") == "lo"
    assert client.get("/").location == "/lo/"


def test_a_choice_that_is_none_of_ours_is_as_good_as_no_choice(client: FlaskClient) -> None:
    with client.session_transaction() as session:
        session["locale"] = "../../etc"
    assert proposed(client, "km-KH") == "km"


@pytest.mark.parametrize("tag", ["xx", "EN", "zh", "zh_Hans", "zh-hans", "en-GB"])
def test_an_unknown_language_is_not_found_and_said_so_in_the_readers_own(client: FlaskClient, tag: str) -> None:
    page = client.get(f"/{tag}/course", headers={"Accept-Language": "km-KH"})
    assert page.status_code == 404
    assert lang_of(page.text) == "km"
    assert 'href="/km/course"' in page.text


def test_links_stay_in_the_language_of_the_page(client: FlaskClient) -> None:
    page = client.get("/th/course", headers={"Accept-Language": "km"}).text
    addresses = re.findall(r'href="/([a-z-]+)/', page)
    assert set(addresses) - {"static"} == {"th"}


def test_addresses_are_written_by_locale_or_by_tag(app: Flask) -> None:
    with app.test_request_context("/my/"):
        assert url_for("dashboard.course_page") == "/my/course"
        assert url_for("dashboard.course_page", locale="vi") == "/vi/course"
        assert url_for("dashboard.course_page", locale=LOCALES[6]) == "/zh-Hans/course"


def test_a_catalogue_that_was_not_compiled_stops_the_start(app: Flask, tmp_path: Path) -> None:
    folder = tmp_path / "km" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").write_text("")
    with pytest.raises(UncompiledLocale, match=r"km/LC_MESSAGES/messages\.po is not compiled: run 'make catalogues'"):
        create_app({**app.config, "BABEL_TRANSLATION_DIRECTORIES": str(tmp_path)})


def test_what_is_put_into_lazy_words_is_escaped_on_a_page(app: Flask) -> None:
    words = lazy_gettext("Not this: %(what)s", what="<script>")
    with app.test_request_context("/en/"):
        for template in ("{{ words }}", "{{ words ~ '' }}", "{{ words|trim }}", "{{ [words]|join }}"):
            assert "<script>" not in render_template_string(template, words=words)
            assert "&lt;script&gt;" in render_template_string(template, words=words)
