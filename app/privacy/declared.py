"""Every table and what it keeps; a test walks the database's own list, so that none can be left out."""

from __future__ import annotations

from collections.abc import Mapping

from app.privacy import declared_people, declared_rest
from app.privacy.rules import Either, TableRule, Through, Topic

TABLES: Mapping[str, TableRule] = {rule.table: rule for rule in (*declared_people.TABLES, *declared_rest.TABLES)}


def rules_about_learners() -> tuple[TableRule, ...]:
    """List the tables in which rows of a learner can be found."""
    return tuple(rule for rule in TABLES.values() if rule.finds is not None)


def rules_of_topic(topic: Topic) -> tuple[TableRule, ...]:
    """List the tables that a learner reads of under one heading."""
    return tuple(rule for rule in TABLES.values() if rule.topic is topic)


def steps_to_learner(table: str) -> int:
    """Count over how many other tables a row is found to be a learner's."""
    finds = TABLES[table].finds
    ways = finds.ways if isinstance(finds, Either) else (finds,)
    return max((1 + steps_to_learner(way.table) for way in ways if isinstance(way, Through)), default=0)
