"""The pages of reviewers, as a browser without scripts sees them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.core import clock
from app.core.database import unit_of_work
from app.core.i18n import Locale
from app.reviewing import services
from app.reviewing.queries import entries_on
from app.reviewing.rules import Act, Seen
from app.reviewing.texts import TRANSLATED, Texts, findings_in, texts_in
from tests.learners.people import sign_in_staff, text_of
from tests.pages.markup import read, sent_by
from tests.reviewing.people import BURMESE, CARD, FACT_CARD, KHMER, OTHER_CARD, QUESTION, a_reviewer, seen_of, unit_of

HEAVIEST = 60_000
STALE = Seen("0" * 64, "1" * 64)
NEW_TITLE = "ពាក្យសន្យាលើក្រដាស"


@pytest.fixture
def reviewer(client: FlaskClient) -> FlaskClient:
    """The browser of somebody who may sign Khmer."""
    sign_in_staff(client, a_reviewer("km"))
    return client


def address(act: str, path: str = CARD, tag: str = "km") -> str:
    return f"/en/staff/review/{tag}/{act}/{path}"


def sent(client: FlaskClient, act: str, path: str = CARD, **fields: str) -> TestResponse:
    """Send a form as the page of the text gives it."""
    return sent_on(client, act, path, seen_of(path), fields)


def sent_on(client: FlaskClient, act: str, path: str, seen: Seen, fields: dict[str, str]) -> TestResponse:
    return client.post(address(act, path), data={"source": seen.source, "own": seen.own, **fields})


def test_the_staff_page_leads_to_the_texts(reviewer: FlaskClient) -> None:
    assert 'href="/en/staff/review/"' in reviewer.get("/en/staff/").text
    languages = reviewer.get("/en/staff/review/")
    assert re.findall(r'href="/en/staff/review/([\w-]+)"', languages.text)[0] == "km"
    assert "You may review this language." in languages.text


def test_every_part_is_listed_with_how_far_it_is(reviewer: FlaskClient) -> None:
    page = text_of(reviewer.get("/en/staff/review/km"))
    assert "My work contract" in page and "What the pictures show" in page
    count = len(texts_in(KHMER).in_part("contract"))
    assert f"0 of {count} accepted" in page
    sent(reviewer, "accept")
    assert f"1 of {count} accepted" in text_of(reviewer.get("/en/staff/review/km"))


def test_a_filter_in_the_address_keeps_what_needs_something(reviewer: FlaskClient) -> None:
    sent(reviewer, "accept")
    services.suggest(
        locale=KHMER, path=OTHER_CARD, seen=seen_of(OTHER_CARD), typed={"title": NEW_TITLE}, by=a_reviewer()
    )
    waiting = reviewer.get("/en/staff/review/km/contract?show=to-review").text
    suggested = reviewer.get("/en/staff/review/km/contract?show=suggestions").text
    assert address("text") not in waiting and address("text", OTHER_CARD) not in waiting
    assert address("text", OTHER_CARD) in suggested and address("text", QUESTION) not in suggested
    assert reviewer.get("/en/staff/review/km/contract?show=nonsense&page=9999").status_code == 200


@pytest.mark.usefixtures("session")
def test_the_checks_see_facts_and_pictures_too() -> None:
    seen = {unit.partition("/")[0] for locale in TRANSLATED for unit in findings_in(texts_in(locale))}
    assert {"contract", "facts"} <= seen
    assert all(unit in texts_in(KHMER).units for unit in findings_in(texts_in(KHMER)))


def test_a_text_stands_beside_its_english_in_its_own_language(reviewer: FlaskClient) -> None:
    page = reviewer.get(address("text", FACT_CARD)).text
    own = unit_of(FACT_CARD).own or {}
    assert f'<div lang="km"><p>{own["title"]}</p></div>' in page
    assert "origin.contract_check_service" in page
    assert page.count('lang="en"') > 2


def test_a_question_shows_its_right_answer(reviewer: FlaskClient) -> None:
    page = text_of(reviewer.get(address("text", QUESTION)))
    assert page.count("right answer") == 1
    assert "Terms of the glossary" in page


def test_an_accept_goes_on_to_the_next_text_that_waits(reviewer: FlaskClient) -> None:
    answer = sent(reviewer, "accept")
    assert (answer.status_code, answer.location) == (303, f"{address('text', OTHER_CARD)}#words")
    assert f"Accepted: {CARD}" in reviewer.get(answer.location).text
    assert "accepted the words" in reviewer.get(address("text")).text


def test_an_accept_of_words_that_changed_shows_the_new_ones(reviewer: FlaskClient) -> None:
    answer = sent_on(reviewer, "accept", CARD, STALE, {})
    assert answer.status_code == 422
    assert "The words have changed since you opened this page." in answer.text
    assert seen_of().own in answer.text and not entries_on(KHMER, CARD)


def test_a_suggestion_of_words_that_changed_keeps_what_was_typed(reviewer: FlaskClient) -> None:
    fields = {"passage-title": NEW_TITLE, "words": "Shorter & plainer"}
    answer = sent_on(reviewer, "suggest", CARD, STALE, fields)
    assert answer.status_code == 422
    assert typed_in(answer) >= {NEW_TITLE, "Shorter & plainer"}
    own = unit_of().own or {}
    assert own["title"] in answer.text
    assert sent(reviewer, "suggest", **fields).status_code == 303
    assert entries_on(KHMER, CARD)[-1].words == "Shorter & plainer"


def test_damaged_words_come_back_with_what_is_wrong_beside_them(reviewer: FlaskClient) -> None:
    answer = sent(reviewer, "suggest", FACT_CARD, **{"passage-text": "ពាក្យថ្មី"})
    assert answer.status_code == 422
    assert "Keep each line with {{ }}" in answer.text
    assert "ពាក្យថ្មី" in typed_in(answer)


@pytest.mark.parametrize(("act", "words"), [("comment", " "), ("comment", "x" * 5000), ("back-translate", "")])
def test_words_that_cannot_be_kept_come_back(reviewer: FlaskClient, act: str, words: str) -> None:
    answer = sent(reviewer, act, words=words)
    assert answer.status_code == 422
    assert words.strip() in typed_in(answer)


@pytest.mark.parametrize("fields", [{}, {"source": "x", "own": "y"}, {"source": "0" * 64}])
def test_a_page_that_does_not_say_what_was_seen_signs_nothing(reviewer: FlaskClient, fields: dict[str, str]) -> None:
    assert reviewer.post(address("accept"), data=fields).status_code == 422
    assert not entries_on(KHMER, CARD)


def test_who_was_signed_out_while_writing_loses_nothing(client: FlaskClient) -> None:
    reviewer = a_reviewer("km")
    sign_in_staff(client, reviewer)
    seen, words = seen_of(), "A <long> thought,\nof an hour & more"
    fields = {"source": seen.source, "own": seen.own, "words": words}
    clock.move(timedelta(minutes=61))
    away = client.post(address("comment"), data=fields, headers={"Sec-Fetch-Site": "same-origin"})
    assert away.status_code == 403 and "Sign in again" in away.text
    page = read(away.text)
    form = next(page.every("form"))
    kept = {name: values[0] for name, values in sent_by(page, form).items()}
    assert kept["words"] == words
    sign_in_staff(client, reviewer)
    assert client.post(form.get("action"), data=kept).status_code == 303
    assert [entry.words for entry in entries_on(KHMER, CARD)] == [words]


def test_a_suggestion_waits_for_another_reviewer(reviewer: FlaskClient) -> None:
    sent(reviewer, "suggest", **{"passage-title": NEW_TITLE})
    page = text_of(reviewer.get(address("text")))
    assert "a suggestion is open" in page and "Take my suggestion back" in page and "Use these words" not in page
    made = entries_on(KHMER, CARD)[0].id
    refused = reviewer.post(address(f"take/{made}"))
    assert refused.status_code == 422 and "This is your own suggestion." in refused.text
    sign_in_again(reviewer)
    assert "Use these words" in reviewer.get(address("text")).text
    assert reviewer.post(address(f"take/{made}")).status_code == 303
    assert "new words are agreed, not written yet" in reviewer.get(address("text")).text
    assert "Somebody else has decided on this already." in reviewer.post(address(f"decline/{made}")).text


def test_comments_and_readings_are_shown_as_they_were_written(reviewer: FlaskClient) -> None:
    sent(reviewer, "comment", words="<b>Good</b> & plain")
    sent(reviewer, "back-translate", words="A promise on paper.")
    page = reviewer.get(address("text")).text
    assert "&lt;b&gt;Good&lt;/b&gt; &amp; plain" in page
    assert "What the translation says, read back in English" in page


def test_a_sheet_signs_what_is_ticked(reviewer: FlaskClient) -> None:
    sheet = "/en/staff/review/km/contract/2"
    assert reviewer.get(sheet).text.count('type="checkbox"') == len(texts_in(KHMER).sheets("contract")[1].paths)
    ticked = [f"{path}|{seen_of(path).source}|{seen_of(path).own}" for path in (CARD, OTHER_CARD)]
    answer = reviewer.post(sheet, data={"right": ticked})
    assert (answer.status_code, answer.location) == (303, "/en/staff/review/km/contract/3")
    assert "2 texts are accepted." in reviewer.get(answer.location).text
    assert [entry.act for path in (CARD, OTHER_CARD) for entry in entries_on(KHMER, path)] == [Act.ACCEPT] * 2
    assert reviewer.post(sheet).location == sheet


def test_a_sheet_says_which_words_changed_and_signs_the_others(reviewer: FlaskClient) -> None:
    good, stale = seen_of(CARD), f"{OTHER_CARD}|{STALE.source}|{STALE.own}"
    answer = reviewer.post(
        "/en/staff/review/km/contract/2", data={"right": [f"{CARD}|{good.source}|{good.own}", stale]}
    )
    assert answer.status_code == 422 and "These words are new." in answer.text
    assert entries_on(KHMER, CARD) and not entries_on(KHMER, OTHER_CARD)


def test_a_sheet_with_nonsense_ticked_signs_nothing(reviewer: FlaskClient) -> None:
    assert reviewer.post("/en/staff/review/km/contract/2", data={"right": ["nonsense", "a|b|c"]}).status_code == 422
    unknown = f"contract/nothing|{STALE.source}|{STALE.own}"
    assert reviewer.post("/en/staff/review/km/contract/2", data={"right": [unknown]}).status_code == 404


def test_who_may_not_sign_a_language_reads_it_and_nothing_else(reviewer: FlaskClient) -> None:
    page = reviewer.get(address("text", tag="my"))
    assert "You may not review them." in page.text
    assert not list(read(page.text).every("form"))
    seen = seen_of(CARD, BURMESE)
    fields = {"source": seen.source, "own": seen.own, "words": "x", "passage-title": "က"}
    for act in ("accept", "suggest", "comment", "back-translate", "take/1", "decline/1", "withdraw/1"):
        refused = reviewer.post(address(act, tag="my"), data=fields)
        assert refused.status_code == 403 and "You may not review them." in refused.text, act
    ticked = {"right": f"{CARD}|{seen.source}|{seen.own}"}
    assert reviewer.post("/en/staff/review/my/contract/2", data=ticked).status_code == 403


@pytest.mark.parametrize(
    "path",
    ["en", "xx", "km/nothing", "km/contract/0", "km/contract/99", "km/text/contract/nothing", "km/text/nothing"],
)
def test_what_is_not_there_is_not_found(reviewer: FlaskClient, path: str) -> None:
    assert reviewer.get(f"/en/staff/review/{path}").status_code == 404


def test_an_act_that_is_not_there_is_not_found(reviewer: FlaskClient) -> None:
    assert reviewer.post(address("take/99999")).status_code == 404
    assert reviewer.post(address("nonsense/1")).status_code == 404


def test_when_all_is_accepted_there_is_nothing_next(reviewer: FlaskClient) -> None:
    translated = [path for path, unit in texts_in(KHMER).units.items() if unit.own]
    me = a_reviewer("km")
    with unit_of_work():
        for path in translated[:-1]:
            services.accept(locale=KHMER, path=path, seen=seen_of(path), by=me)
    assert sent(reviewer, "accept", translated[-1]).location == "/en/staff/review/km"
    assert f"{len(translated)} of" in text_of(reviewer.get("/en/staff/review/km"))


@pytest.mark.parametrize("language", TRANSLATED, ids=lambda language: language.tag)
def test_no_page_is_heavy(client: FlaskClient, language: Locale) -> None:
    sign_in_staff(client, a_reviewer(language.tag))
    base, texts = f"/{language.tag}/staff/review", texts_in(language)
    pages = [f"{base}/", f"{base}/{language.tag}"]
    pages += [f"{base}/{language.tag}/{part}" for part in texts.parts]
    sheets = sorted(
        (sheet for part in texts.parts.values() for sheet in part), key=lambda one: length(texts, one.paths)
    )
    pages += [f"{base}/{language.tag}/{sheet.part}/{sheet.number}" for sheet in sheets[-5:]]
    pages += [
        f"{base}/{language.tag}/text/{path}" for path in sorted(texts.units, key=lambda one: length(texts, [one]))[-5:]
    ]
    weights = {page: len(client.get(page).data) for page in pages}
    assert {page: weight for page, weight in weights.items() if weight > HEAVIEST} == {}


def length(texts: Texts, paths: Iterable[str]) -> int:
    units = [texts.units[path] for path in paths]
    return sum(len(words) for unit in units for words in (*unit.source.values(), *(unit.own or {}).values()))


def sign_in_again(client: FlaskClient) -> None:
    client.delete_cookie("waymark")
    sign_in_staff(client, a_reviewer("km"))


def typed_in(page: TestResponse) -> set[str]:
    """Give what stands in the boxes of a page."""
    return {unescape(words).strip() for words in re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", page.text, re.S)}
