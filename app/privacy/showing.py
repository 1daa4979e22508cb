"""The record of what is kept, as rows for a page, a table and a program."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass

from app.privacy.declared import TABLES
from app.privacy.rules import Purpose, Sort, TableRule, Then
from app.privacy.terms import TERMS
from app.rosters.exporting import defused


@dataclass(frozen=True, slots=True)
class Line:
    """One column of the record of processing."""

    table: str
    column: str
    holds: str
    personal: bool
    purpose: str
    legal_basis: str
    kept: str
    """The name of a term, or what ends it."""
    days: int | None
    """How many days, where it ends by itself."""
    when_forgotten: str


def lines(terms: Mapping[str, int], bases: Mapping[str, str]) -> Iterator[Line]:
    """Give every column of every table."""
    for rule in TABLES.values():
        for column, sort in rule.columns():
            kept = rule.term_of(column)
            yield Line(
                table=rule.table,
                column=column,
                holds=sort.value,
                personal=sort is not Sort.PLAIN,
                purpose=rule.purpose.value,
                legal_basis=bases.get(rule.purpose.value, ""),
                kept=kept,
                days=terms.get(kept),
                when_forgotten=_then(rule, column).value,
            )


def as_json(rows: Iterable[Line]) -> str:
    """Write the record for programs."""
    return json.dumps({"format": "waymark-record/1", "columns": [asdict(row) for row in rows]}, indent=1)


def as_csv(rows: Iterable[Line]) -> str:
    """Write the record as a table; nothing in it is a formula."""
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, [*Line.__dataclass_fields__])
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in asdict(row).items()} for row in rows)
    return target.getvalue()


def by_purpose() -> dict[Purpose, list[TableRule]]:
    """Sort the tables by what they are for."""
    return {purpose: [one for one in TABLES.values() if one.purpose is purpose] for purpose in Purpose}


def longest_terms(rules: Iterable[TableRule], terms: Mapping[str, int]) -> list[tuple[str, int]]:
    """List the terms that end something of some tables by themselves, with their days."""
    names = {rule.term_of(column) for rule in rules for column, _sort in rule.columns()}
    return [(name, terms[name]) for name in TERMS if name in names]


def _cell(value: object) -> object:
    return defused(value) if isinstance(value, str) else value


def _then(rule: TableRule, column: str) -> Then:
    """Tell what happens to a column when the learner is forgotten."""
    if rule.finds is None or rule.forgotten is not Then.EMPTY:
        return rule.forgotten
    return Then.EMPTY if column in rule.emptied.split() else Then.KEEP
