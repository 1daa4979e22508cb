"""The craft of the reviewers' pages: what a screen reader and a narrow phone rely on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from app.reviewing import services
from app.reviewing.queries import entries_on
from app.reviewing.rules import Act
from tests.browser import Live, Visits, press
from tests.learners.people import PASSWORD, sign_in_staff
from tests.pages import test_craft as craft
from tests.pages.markup import Element, read
from tests.pages.test_accessibility import NARROW, TOO_WIDE, _axe, _violations
from tests.reviewing.people import CARD, FACT_CARD, KHMER, QUESTION, a_reviewer, seen_of

PAGES = ("/", "/km", "/km/contract", "/km/contract/3", "/km/contract/8", "/km/facts?show=warnings", "/my/contract/2")
TEXTS = (CARD, FACT_CARD, QUESTION, "contract/about", "facts/phrases/only-inside", "pictures/contract-what-for")


def work_on_it(path: str = CARD) -> None:
    """Leave every kind of act on a text."""
    maker, other = a_reviewer("km"), a_reviewer("km")
    seen = seen_of(path)
    services.accept(locale=KHMER, path=path, seen=seen, by=maker)
    services.comment(locale=KHMER, path=path, seen=seen, words="Good.", by=maker)
    services.back_translate(locale=KHMER, path=path, seen=seen, words="A promise.", by=maker)
    for number in range(2):
        typed = {"title": "ពាក្យសន្យា" + "ក" * number}
        services.suggest(locale=KHMER, path=path, seen=seen, typed=typed, reason="Plain.", by=maker)
    first = entries_on(KHMER, path)[-2]
    services.decide(locale=KHMER, path=path, suggestion=first.id, act=Act.TAKE, by=other)


@pytest.fixture
def pages(client: FlaskClient) -> dict[str, Element]:
    """The pages in English, and the page of a text after a refusal."""
    work_on_it()
    sign_in_staff(client, a_reviewer("km"))
    answers = {page: client.get(f"/en/staff/review{page}") for page in PAGES}
    answers |= {path: client.get(f"/en/staff/review/km/text/{path}") for path in TEXTS}
    seen = seen_of(FACT_CARD)
    fields = {"source": seen.source, "own": seen.own, "passage-text": "ក", "passage-title": "", "words": "ក្រ"}
    answers["refused"] = client.post(f"/en/staff/review/km/suggest/{FACT_CARD}", data=fields)
    assert {name: answer.status_code for name, answer in answers.items() if answer.status_code != 200} == {
        "refused": 422
    }
    return {name: read(answer.text) for name, answer in answers.items()}


def test_the_pages_are_made_as_all_others(pages: dict[str, Element]) -> None:
    craft.test_every_page_has_one_heading_a_title_and_its_language(pages, "en")
    craft.test_every_id_stands_once_and_every_reference_leads_to_one(pages)
    craft.test_every_control_has_a_label_and_every_choice_a_question(pages)
    craft.test_every_link_button_and_picture_says_what_it_is(pages)
    craft.test_every_form_that_is_sent_carries_a_token(pages)
    craft.test_no_page_holds_a_style_or_script_of_its_own(pages)


def test_every_text_says_which_language_it_is_in(pages: dict[str, Element]) -> None:
    del pages["refused"]  # What a reviewer typed may be in any language.
    craft.test_every_text_says_which_language_it_is_in(pages)


@pytest.fixture
def signed(live: Live) -> Iterator[str]:
    """The sign-in name of a reviewer on the live server, with something to look at."""
    with live.app.app_context():
        work_on_it("contract/ten-points/pay")
        yield a_reviewer("km").username


def test_axe_finds_nothing_and_nothing_leaves_a_narrow_screen(signed: str, visits: Visits) -> None:
    page = visits.phone(bypass_csp=True, viewport=NARROW)
    page.context.add_init_script(_axe())
    page.goto("/en/staff/sign-in")
    page.fill("[name=username]", signed)
    page.fill("[name=password]", PASSWORD)
    press(page, "main button")
    found = []
    for address in (*PAGES, "/km/text/contract/ten-points/pay", f"/km/text/{QUESTION}"):
        page.goto(f"/en/staff/review{address}")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        found += [f"{address}: {one['id']}: {node['html']}" for one in _violations(page) for node in one["nodes"]]
        found += [f"{address}: {what}" for what in page.evaluate(TOO_WIDE)]
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        found += [f"{address} at 200 %: {what}" for what in page.evaluate(TOO_WIDE)]
    assert not found, "\n".join(found)
