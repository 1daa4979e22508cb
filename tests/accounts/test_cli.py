"""The operator's commands."""

from __future__ import annotations

import re

import pytest
from click.testing import Result
from flask import Flask
from flask_security import verify_password

from app.accounts.queries import staff_by_username

pytestmark = pytest.mark.usefixtures("session")


def run(app: Flask, *words: str, typed: str | None = None) -> Result:
    return app.test_cli_runner().invoke(args=["staff", *words], input=typed)


def test_somebody_is_added_with_a_password_that_is_shown_once(app: Flask) -> None:
    shown = run(app, "add", "Dara", "--role", "trainer", "--role", "officer")
    password = re.search("Password: (.+)", shown.output)
    assert password is not None
    staff = staff_by_username("dara")
    assert verify_password(password[1], staff.password or "")
    listed = run(app, "list").output
    assert listed == "dara (officer, trainer)\n"


def test_a_typed_password_is_not_shown(app: Flask) -> None:
    typed = "a password of my own"
    shown = run(app, "add", "dara", "--role", "trainer", "--type-password", typed=f"{typed}\n{typed}\n")
    assert shown.exit_code == 0
    assert typed not in shown.output
    assert verify_password(typed, staff_by_username("dara").password or "")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("add", "d a", "--role", "trainer"), "A sign-in name has two letters or more"),
        (("add", "dara"), "Missing option '--role'"),
        (("add", "dara", "--role", "king"), "'king' is not one of"),
        (("disable", "nobody"), "Nobody on the staff has this sign-in name."),
        (("role", "nobody", "trainer"), "'flask staff list' shows who there is."),
    ],
)
def test_what_cannot_be_done_is_said_in_words(app: Flask, words: tuple[str, ...], message: str) -> None:
    result = run(app, *words)
    assert result.exit_code != 0
    assert message in result.output


def test_a_short_password_is_refused(app: Flask) -> None:
    result = run(app, "add", "dara", "--role", "trainer", "--type-password", typed="short\nshort\n")
    assert result.exit_code == 1
    assert "A password has 12 letters or digits, or more." in result.output


def test_a_name_is_given_once(app: Flask) -> None:
    run(app, "add", "dara", "--role", "trainer")
    assert "Somebody else has this sign-in name." in run(app, "add", "DARA", "--role", "trainer").output


def test_roles_are_set_exactly(app: Flask) -> None:
    run(app, "add", "dara", "--role", "trainer")
    assert run(app, "role", "dara", "officer", "administrator").output == "dara (administrator, officer)\n"
    assert run(app, "role", "dara", "officer").output == "dara (officer)\n"
    assert run(app, "role", "dara").output == "dara (no role)\n"


def test_somebody_is_let_in_no_more_and_again(app: Flask) -> None:
    run(app, "add", "dara", "--role", "trainer")
    assert run(app, "disable", "dara").output == "dara (trainer; disabled)\n"
    assert run(app, "enable", "dara").output == "dara (trainer)\n"


def test_a_new_password_takes_the_lost_second_factor_away(app: Flask) -> None:
    run(app, "add", "dara", "--role", "trainer")
    before = staff_by_username("dara").fs_uniquifier
    shown = run(app, "password", "dara")
    password = re.search("Password: (.+)", shown.output)
    staff = staff_by_username("dara")
    assert password is not None
    assert verify_password(password[1], staff.password or "")
    assert staff.fs_uniquifier != before
    assert staff.tf_totp_secret is None
