"""Waits, networks, sign-in names and roles."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.accounts.rules import is_username, network_of, permissions_of, read_username, wait_after
from app.core.permissions import Permission, Role


def test_the_first_five_tries_are_free_and_no_wait_is_longer_than_a_quarter_of_an_hour() -> None:
    waits = [wait_after(tries) // timedelta(minutes=1) for tries in range(14)]
    assert waits == [0, 0, 0, 0, 0, 0, 1, 2, 4, 8, 15, 15, 15, 15]
    assert wait_after(10**9) == timedelta(minutes=15)


def test_a_guesser_gets_fewer_than_a_hundred_tries_a_day() -> None:
    day, passed, tries = timedelta(days=1), timedelta(0), 0
    while passed < day:
        tries += 1
        passed += wait_after(tries)
    assert tries <= 106


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("", "unknown"),
        ("unix:", "unknown"),
    ],
)
def test_a_network_is_an_ipv4_address_or_what_one_ipv6_customer_holds(address: str, network: str) -> None:
    assert network_of(address) == network


def test_roles_add_up() -> None:
    both = permissions_of([Role.TRAINER, Role.ADMINISTRATOR])
    assert {Permission.RESET_PIN, Permission.MANAGE_PEOPLE, Permission.USE_STAFF_PAGES} <= both
    assert permissions_of([]) == frozenset()


def test_a_sign_in_name_is_read_however_it_is_typed() -> None:
    assert {read_username(typed) for typed in (" Dara ", "DARA", "ｄａｒａ")} == {"dara"}


@pytest.mark.parametrize("name", ["dara", "dara.sok", "dara@centre.example", "t1", "a_b-c"])
def test_plain_sign_in_names_are_taken(name: str) -> None:
    assert is_username(name)


@pytest.mark.parametrize("name", ["", "a", "Dara", ".dara", "da ra", "ដារ៉ា", "dara\n", "a" * 65])
def test_others_are_not(name: str) -> None:
    assert not is_username(name)
