"""First page, course page and module page: where somebody is, and the way on."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from app.core.i18n import LOCALES


def test_the_first_page_offers_each_language_by_its_own_name(client: FlaskClient) -> None:
    page = client.get("/").text
    for locale in LOCALES:
        assert f'lang="{locale.tag}"' in page
        assert locale.own_name in re.sub("<wbr>", "", page)


@pytest.mark.parametrize(("header", "tag"), [("km-KH,en;q=0.5", "km"), ("zh-CN", "zh-Hans"), ("fr", "en"), ("", "en")])
def test_the_browser_proposes_and_the_proposal_stands_first(client: FlaskClient, header: str, tag: str) -> None:
    page = client.get("/", headers={"Accept-Language": header}).text
    first = re.search(r'class="choice proposed"[^>]*lang="([\w-]+)"', page)
    assert first is not None
    assert first[1] == tag


def test_the_person_decides_and_is_not_asked_again(client: FlaskClient) -> None:
    client.get("/my/")
    answer = client.get("/", headers={"Accept-Language": "th"})
    assert answer.status_code == 302
    assert answer.location.endswith("/my/")
    assert client.get("/languages").status_code == 200


def test_the_core_modules_come_first_and_the_first_is_here(client: FlaskClient) -> None:
    page = client.get("/en/course").text
    slugs = re.findall(r'href="/en/course/(\w+)"', page)
    assert slugs[:4] == ["contract", "rights", "danger", "remittance"]
    assert len(slugs) == 12
    assert page.count('aria-current="step"') == 1


def test_a_module_shows_its_lessons_and_then_its_questions(client: FlaskClient) -> None:
    page = client.get("/en/course/contract").text
    assert re.findall(r'href="/en/course/contract/(\d|quiz)"', page) == ["1", "2", "3", "4", "5", "quiz", "1"]


def test_leaving_forgets_what_was_read_and_shows_something_else(client: FlaskClient) -> None:
    client.get("/en/course/danger/1/1")
    answer = client.get("/leave")
    assert answer.status_code == 303
    assert "waymark" not in answer.location.lower()
    assert "storage" in answer.headers["Clear-Site-Data"]
    assert "1 of 9 cards" not in client.get("/en/course/danger").text
