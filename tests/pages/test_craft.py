"""The craft of every page in every language: what a screen reader, a slow phone and a stranger's thumb rely on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from app.core.i18n import LOCALES, locale_by_tag
from tests.browser import Live
from tests.pages.markup import CONTROLS, Element
from tests.pages.stations import NATIVE, Stations

TAGS = [locale.tag for locale in LOCALES]
SCRIPTS = {
    "km": re.compile("[\u1780-\u17ff]"),
    "lo": re.compile("[\u0e80-\u0eff]"),
    "my": re.compile("[\u1000-\u109f]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "zh-Hans": re.compile("[\u4e00-\u9fff]"),
}
ENGLISH = re.compile(r"(?:[A-Za-z][a-z']+ ){4}")
"""Four words in a row that can only be a sentence."""
IN_SHORT = ("en", "km", "my")
every_locale = pytest.mark.parametrize(
    "locale", [tag if tag in IN_SHORT else pytest.param(tag, marks=pytest.mark.long) for tag in TAGS]
)


@pytest.fixture
def pages(stations: Callable[[str], Stations], locale: str) -> dict[str, Element]:
    return {name: answer.page for name, answer in stations(locale).items()}


@every_locale
def test_every_page_has_one_heading_a_title_and_its_language(pages: dict[str, Element], locale: str) -> None:
    for name, page in pages.items():
        headings = [one.text for one in page.every("h1")]
        assert len(headings) == 1 and headings[0], f"{name}: {headings}"
        assert next(page.every("html")).get("lang") == locale, name
        title = next(page.every("title")).text
        assert re.fullmatch(r"\S.* · Waymark", title), f"{name}: {title}"


@every_locale
def test_every_page_has_help_and_a_way_out_in_the_same_place(pages: dict[str, Element], locale: str) -> None:
    for name, page in pages.items():
        top = [link.get("href") for link in next(page.every("nav")).every("a")]
        assert top == ["/languages", f"/{locale}/help", "/leave"], name
        assert next(page.every("a")).get("href") == "#main", name


@every_locale
def test_every_id_stands_once_and_every_reference_leads_to_one(pages: dict[str, Element]) -> None:
    for name, page in pages.items():
        ids = Counter(one.get("id") for one in page.every() if one.get("id"))
        assert set(ids.values()) <= {1}, f"{name}: {ids.most_common(3)}"
        wanted = [
            reference
            for one in page.every()
            for attribute in ("for", "form", "aria-describedby", "aria-labelledby", "aria-controls", "list")
            for reference in one.get(attribute).split()
        ]
        assert set(wanted) <= set(ids), f"{name}: {set(wanted) - set(ids)}"


@every_locale
def test_every_control_has_a_label_and_every_choice_a_question(pages: dict[str, Element]) -> None:
    for name, page in pages.items():
        named = {label.get("for") for label in page.every("label") if label.text}
        for control in page.every(*CONTROLS):
            if control.get("type") == "hidden":
                continue
            around = any(one.tag == "label" and one.text for one in control.parents())
            assert control.get("id") in named or around, f"{name}: {control.attributes}"
            if control.get("type") == "radio":
                group = next(one for one in control.parents() if one.tag == "fieldset")
                assert next(group.every("legend")).text, name


@every_locale
def test_every_link_button_and_picture_says_what_it_is(pages: dict[str, Element]) -> None:
    for name, page in pages.items():
        for one in page.every("a", "button", "summary"):
            assert one.text or one.get("aria-label"), f"{name}: {one.attributes}"
        for image in page.every("img"):
            assert "alt" in image.attributes, f"{name}: {image.attributes}"


@every_locale
def test_every_form_that_is_sent_carries_a_token(pages: dict[str, Element]) -> None:
    for name, page in pages.items():
        for form in page.every("form"):
            assert form.get("method") in ("get", "post"), name
            if form.get("method") == "get":
                assert not [one for one in form.every("input") if one.get("name") == "csrf_token"], name
                continue
            tokens = [one.get("value") for one in form.every("input") if one.get("name") == "csrf_token"]
            assert len(tokens) == 1 and tokens[0], f"{name}: {form.attributes}"


@every_locale
def test_every_link_and_form_leads_somewhere(live: Live, stations: Callable[[str], Stations], locale: str) -> None:
    for name, answer in stations(locale).items():
        ids = {one.get("id") for one in answer.page.every()}
        for link in answer.page.every("a"):
            assert _leads_somewhere(live.app, link.get("href"), ids), f"{name}: {link.get('href')}"
        for form in answer.page.every("form"):
            action = form.get("action") or answer.address
            assert _resolves(live.app, action, form.get("method").upper()), f"{name}: {action}"


@every_locale
def test_every_file_a_page_asks_for_is_ours_and_there(live: Live, pages: dict[str, Element]) -> None:
    built: Path = live.app.config["STATIC_BUILD"]
    for name, page in pages.items():
        for address in _files(page):
            file, _, symbol = address.removeprefix("/static/").partition("#")
            assert address.startswith("/static/"), f"{name}: {address}"
            assert (built / file).is_file(), f"{name}: {address}"
            assert not symbol or f'id="{symbol}"' in (built / file).read_text(), f"{name}: {address}"


@every_locale
def test_no_page_holds_a_style_or_script_of_its_own(pages: dict[str, Element]) -> None:
    for name, page in pages.items():
        assert not list(page.every("style")), name
        assert all(script.get("src") for script in page.every("script")), name
        for one in page.every():
            assert not one.get("style"), f"{name}: {one.attributes}"
            assert not [key for key in one.attributes if key.startswith("on")], f"{name}: {one.attributes}"


@every_locale
def test_every_text_says_which_language_it_is_in(pages: dict[str, Element]) -> None:
    """Except a person's own name, and what a certificate states, which speaks its own language."""
    wrong = [
        f"{name}: {text!r} is said to be {lang}"
        for name, page in pages.items()
        for element, text in _texts(next(page.every("body")))
        if name != "checked" and element.tag != "option" and text not in NATIVE
        for lang in [next(one.get("lang") for one in (element, *element.parents()) if one.get("lang"))]
        if not _may_be(text, lang)
    ]
    assert not wrong, "\n".join(wrong)


def _may_be(text: str, lang: str) -> bool:
    """Tell whether a text can be in a language, by its script; a sentence in English is no other."""
    foreign = any(tag != lang and script.search(text) for tag, script in SCRIPTS.items())
    english = lang not in ("en", "vi") and ENGLISH.search(text)
    return locale_by_tag(lang) is not None and not foreign and not english


def _leads_somewhere(app: Flask, href: str, ids: set[str]) -> bool:
    address = urlsplit(href)
    if address.scheme in ("http", "https"):
        return bool(address.netloc)
    if address.scheme == "tel":
        return bool(re.fullmatch(r"[+*#0-9]+", address.path))
    if not address.path:
        return address.fragment in ids
    return _resolves(app, address.path, "GET")


def _resolves(app: Flask, path: str, method: str) -> bool:
    """Tell whether an address is a page's own, not one from which the reader is sent on."""
    try:
        app.url_map.bind("localhost").match(path, method)
    except RequestRedirect:
        return False
    except HTTPException:
        return False
    return True


def _files(page: Element) -> Iterator[str]:
    asked = (one.get("src") for one in page.every("img", "script", "audio", "source"))
    yield from (address for address in asked if not address.startswith("data:"))  # A crop of a sheet is in the page.
    yield from (one.get("href") for one in page.every("use"))
    yield from (one.get("href") for one in page.every("link") if one.get("rel") not in ("next", "prev"))


def _texts(element: Element) -> Iterator[tuple[Element, str]]:
    for child in element.children:
        if isinstance(child, Element):
            yield from _texts(child)
        elif child.strip():
            yield element, child.strip()
