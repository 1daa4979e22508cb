"""A stranger checks a certificate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session
from werkzeug.test import TestResponse

from app.certificates.composing import Names
from app.certificates.life import Reason
from app.certificates.models import Certificate
from app.certificates.numbering import Number
from app.certificates.rules import Wish
from app.certificates.services import issue_certificate
from app.certificates.statement import Statement
from app.certificates.superseding import supersede
from app.core import clock
from app.core.digits import native_digits
from app.core.permissions import Role
from app.programme.rules import Award, Settings
from app.verification.guessing import MISSES_A_NETWORK
from tests.certificates.people import a_graduate, a_programme, take_back
from tests.learners.people import a_staff, text_of
from tests.signing.people import keys_of

REAL = Settings(issuer_code="KH-TEST", issuer_name={"en": "Real Office"}, contact="1 Real Road")


@pytest.fixture
def issued(app: Flask, session: scoped_session[Session], monkeypatch: pytest.MonkeyPatch) -> Certificate:
    monkeypatch.setitem(app.extensions, "signing", keys_of(REAL.issuer_code))
    a_programme(REAL)
    return issue_certificate(learner=a_graduate(), award=Award.CORE, wish=Wish("km"))


def check(client: FlaskClient, number: str, code: str, locale: str = "en") -> TestResponse:
    return client.post(f"/{locale}/verify", data={"number": number, "code": code})


def test_the_page_shows_everything_that_is_printed(client: FlaskClient, issued: Certificate) -> None:
    page = check(client, issued.number, issued.code)
    said = Statement.from_json(issued.statement)
    shown = re.sub(r"\s+", " ", unescape(text_of(page)))

    assert page.status_code == 200
    assert "This certificate is real and valid" in shown
    for value in printed(said):
        assert re.sub(r"\s+", " ", value) in shown


def printed(said: Statement) -> Iterator[str]:
    yield from (said.number, said.code, *said.names, *said.modules, *said.modules_english)
    yield from (said.course_version, said.design_hours, said.issuer_name, said.issuer_contact, said.short_address)
    yield from (str(day) for day in (said.started_on, said.completed_on, said.issued_on, said.valid_until))
    yield from (said.words[key] for key in ("heading", "has_completed", "disclaimer", "help_heading", "help_note"))
    yield from (said.english[key] for key in ("heading", "has_completed", "disclaimer"))
    yield from (text for _tag, text in said.further_disclaimers)
    for what, number in said.help_lines:
        yield from (what, number)


def test_a_certificate_of_an_older_version_stays_real_and_says_so(
    app: Flask, client: FlaskClient, issued: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "older version" not in check(client, issued.number, issued.code).text
    monkeypatch.setitem(app.extensions, "course", replace(app.extensions["course"], version="2031.10"))

    page = check(client, issued.number, issued.code)

    assert "This certificate is real and valid" in page.text
    assert "older version" in page.text


def test_number_and_code_may_be_typed_with_digits_of_any_script(client: FlaskClient, issued: Certificate) -> None:
    for tag in ("km", "lo", "my", "th"):
        page = check(client, native_digits(issued.number.lower(), tag), native_digits(issued.code, tag), "km")
        assert page.status_code == 200


def test_the_address_in_the_square_opens_the_checker_in_the_checkers_language(
    client: FlaskClient, issued: Certificate
) -> None:
    """What stands behind the number sign stays on the phone; old papers name number and code in their address."""
    said = Statement.from_json(issued.statement or "")
    path = said.check_address.partition("//")[2].partition("/")[2].partition("#")[0]

    page = client.get(f"/{path}", headers={"Accept-Language": "th-TH,en;q=0.5"})

    assert page.status_code == 200
    assert '<html lang="th"' in page.text
    assert said.number not in page.text
    assert client.get(f"/v/{issued.number.lower()}/{issued.code.lower()}").status_code == 200


def test_the_address_may_be_pasted_whole(client: FlaskClient, issued: Certificate) -> None:
    assert check(client, Statement.from_json(issued.statement).check_address, "").status_code == 200


def test_a_wrong_code_and_an_unknown_number_get_the_same_answer(client: FlaskClient, issued: Certificate) -> None:
    other = "00000000" if issued.code != "00000000" else "00000001"
    unknown = str(Number(issued.issuer, issued.year, 9_999))
    wrong_code, wrong_number = check(client, issued.number, other), check(client, unknown, issued.code)

    def bare(page: TestResponse) -> str:
        return re.sub(r'value="[^"]*"', "", page.text)

    assert wrong_code.status_code == wrong_number.status_code == 404
    assert bare(wrong_code) == bare(wrong_number)
    assert list(wrong_code.headers.keys()) == list(wrong_number.headers.keys())
    assert "SOK" not in wrong_code.text


def test_a_typing_mistake_is_told_beside_its_field_and_what_was_typed_stays(client: FlaskClient) -> None:
    page = check(client, "XX-TEST-26-0000001-9", "7Q4F")

    assert page.status_code == 422
    assert 'value="XX-TEST-26-0000001-9"' in page.text
    assert page.text.count('class="error"') == 2


def test_guessing_is_limited_and_nothing_typed_is_lost(client: FlaskClient, issued: Certificate) -> None:
    unknown = str(Number(issued.issuer, issued.year, 9_999))
    for _try in range(MISSES_A_NETWORK.amount):
        assert check(client, unknown, "00000000").status_code == 404

    page = check(client, issued.number, issued.code)

    assert page.status_code == 429
    assert f'value="{issued.number}"' in page.text
    assert f'value="{issued.code}"' in page.text
    assert "another connection" in page.text
    assert int(page.headers["Retry-After"]) <= 3600
    assert client.get(f"/v/{issued.number}/{issued.code}").status_code == 429


def test_right_answers_and_typing_mistakes_count_as_nothing(client: FlaskClient, issued: Certificate) -> None:
    for _try in range(40):
        assert check(client, issued.number, issued.code).status_code == 200
        assert check(client, "XX-TEST-26-0000001-9", issued.code).status_code == 422
    assert check(client, issued.number, issued.code).status_code == 200


def test_another_network_is_not_held_up(client: FlaskClient, issued: Certificate) -> None:
    unknown = str(Number(issued.issuer, issued.year, 9_999))
    for _try in range(MISSES_A_NETWORK.amount + 1):
        check(client, unknown, "00000000")
    elsewhere = client.post(
        "/en/verify",
        data={"number": issued.number, "code": issued.code},
        environ_overrides={"REMOTE_ADDR": "198.51.100.7"},
    )
    assert elsewhere.status_code == 200


def test_a_sample_is_called_a_sample_before_anything_else(
    client: FlaskClient, session: scoped_session[Session]
) -> None:
    a_programme()
    sample = issue_certificate(learner=a_graduate(), award=Award.CORE)

    page = check(client, sample.number, sample.code)

    assert "This is a sample. It is not a real certificate." in text_of(page)
    assert "real and valid" not in text_of(page)


def test_a_certificate_shows_as_expired_from_the_day_after_its_last(client: FlaskClient, issued: Certificate) -> None:
    assert issued.valid_until is not None
    clock.move(timedelta(days=(issued.valid_until - clock.today()).days))
    assert "real and valid" in text_of(check(client, issued.number, issued.code))

    clock.move(timedelta(days=1))
    assert "its time is over" in text_of(check(client, issued.number, issued.code))


def test_what_was_taken_back_says_so_before_anything_else(client: FlaskClient, issued: Certificate) -> None:
    take_back(issued)

    page = text_of(check(client, issued.number, issued.code))

    assert "was taken back" in page
    assert page.index("was taken back") < page.index("SOK CHANTHOU")


def test_what_was_replaced_names_the_number_that_counts_and_no_other_name(
    client: FlaskClient, issued: Certificate
) -> None:
    names = Names(None, "SOK CHANTHA")
    newer = supersede(certificate=issued, names=names, reason=Reason.NAME_CORRECTION, by=a_staff(Role.OFFICER))

    page = text_of(check(client, issued.number, issued.code))
    assert "replaced by a newer one" in page
    assert newer.number in page
    assert "SOK CHANTHA " not in page
    assert "real and valid" in text_of(check(client, newer.number, newer.code))


def test_no_answer_is_kept_by_a_browser(client: FlaskClient, issued: Certificate) -> None:
    assert check(client, issued.number, issued.code).headers["Cache-Control"] == "no-store"


def test_the_log_names_neither_number_nor_code_nor_person(
    client: FlaskClient, issued: Certificate, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO"):
        check(client, issued.number, issued.code)
        client.get(f"/v/{issued.number}/{issued.code}")
        check(client, issued.number, "00000000")

    assert caplog.text
    for secret in (issued.number, issued.code, "SOK", "សុខ", "0000000"):
        assert secret not in caplog.text


@pytest.mark.parametrize("locale", ["en", "km", "lo", "my", "th", "vi", "zh-Hans"])
def test_the_check_speaks_every_language(app: Flask, client: FlaskClient, issued: Certificate, locale: str) -> None:
    assert client.get(f"/{locale}/verify").status_code == 200
    assert check(client, issued.number, issued.code, locale).status_code == 200
