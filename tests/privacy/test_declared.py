"""Everything the database keeps is declared; what is new and is not, fails here."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import Table

from app.core.database import Model
from app.privacy import declared_people, declared_rest
from app.privacy.declared import TABLES, rules_about_learners
from app.privacy.rules import FOR_GOOD, IN_USE, WITH_ACCOUNT, Either, Listed, Own, Sort, Then, Through, undeclared
from app.privacy.terms import TERMS
from app.privacy.words import KEPT_WORDS, TERM_WORDS, TOPICS

NOT_THEIRS: dict[str, str] = {}
"""Tables that point to a row about a learner and are not about that learner, each with the reason."""
LOOKS_LIKE_A_LINK = {"learner_id", "learner", "learners"}


def tables() -> dict[str, Table]:
    return dict(Model.metadata.tables)


def test_every_column_of_every_table_is_declared_once(app: Flask) -> None:
    found = {
        name: undeclared(TABLES.get(name), [column.name for column in table.columns])
        for name, table in tables().items()
    }
    faults = {name: fault for name, fault in found.items() if any(fault)}
    assert not faults, f"declare in app/privacy/declared_*.py (missing, in vain): {faults}"


def test_nothing_is_declared_twice_or_that_is_not_there(app: Flask) -> None:
    assert len(TABLES) == len(declared_people.TABLES) + len(declared_rest.TABLES)
    assert not TABLES.keys() - tables().keys()


def test_every_table_that_points_to_a_learner_says_how_their_rows_are_found(app: Flask) -> None:
    theirs = {rule.table for rule in rules_about_learners()}
    for name, table in tables().items():
        behind = {key.column.table.name for key in table.foreign_keys} & theirs
        if (behind - {name} or LOOKS_LIKE_A_LINK & set(table.columns.keys())) and name not in NOT_THEIRS:
            assert name in theirs, f"{name} points to {behind}: say in its rule how a learner's rows are found"


def test_what_finds_a_row_and_what_is_emptied_are_columns_of_the_table() -> None:
    for rule in TABLES.values():
        names = {name for name, _sort in rule.columns()}
        ways = rule.finds.ways if isinstance(rule.finds, Either) else (rule.finds,)
        for way in ways:
            if isinstance(way, Own | Listed | Through):
                assert way.column in names, rule.table
        assert set(rule.emptied.split()) <= names, rule.table
        assert set(rule.sooner) <= names, rule.table
        assert (rule.forgotten is Then.EMPTY) == bool(rule.emptied), rule.table


def test_every_length_has_words_and_every_term_is_within_its_bounds() -> None:
    for rule in TABLES.values():
        for column, _sort in rule.columns():
            kept = rule.term_of(column)
            assert kept in TERMS or kept in (FOR_GOOD, IN_USE, WITH_ACCOUNT), (rule.table, column)
    assert TERM_WORDS.keys() == TERMS.keys()
    assert KEPT_WORDS.keys() == {FOR_GOOD, IN_USE, WITH_ACCOUNT}
    assert all(term.within(term.days) for term in TERMS.values())


def test_whatever_says_something_about_learners_stands_under_a_topic_they_read() -> None:
    for rule in TABLES.values():
        says = {sort for _name, sort in rule.columns()} & {Sort.PERSONAL, Sort.LINK}
        assert (rule.topic is not None) == (rule.finds is not None), rule.table
        assert not says or rule.topic in TOPICS, f"{rule.table} holds {says} and stands under no topic"


@pytest.mark.parametrize("name", ["attempt", "learner_record", "learner_card", "lesson_progress", "roster_line"])
def test_what_only_the_account_needs_goes_with_it(name: str) -> None:
    assert TABLES[name].forgotten is Then.DELETE
