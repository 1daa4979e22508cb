"""Counts of invented people without a database."""

from __future__ import annotations

import random

from app.figures.counting import ALL, Counted, Months, Pairs, dimension_pairs
from app.figures.people import GROUPS
from tests.figures.generated import CENTRES, JOURNEYS, LOCALES, PROVINCES, SECTORS, SEXES

_CHOICES = {
    "province": [one or "" for one in PROVINCES],
    "centre": ["", *CENTRES],
    "sex": [one or "" for one in SEXES],
    "corridor": ["-".join(one or "" for one in pair) for pair in JOURNEYS],
    "language": list(LOCALES),
    "sector": [one or "" for one in SECTORS],
}


def of_people(people: int, *, seed: int) -> tuple[Months, Pairs]:
    """Count people who joined in 2025, as ``app.figures.counting`` would."""
    chance = random.Random(seed)
    months: Months = {"joined": {}}
    pairs: Pairs = {"joined": {"2025": {pair: {} for pair in dimension_pairs()}}}
    for _person in range(people):
        month = f"2025-{chance.randint(1, 12):02}"
        person = {
            one: chance.choices(_CHOICES[one], range(len(_CHOICES[one]) ** 2, 0, -len(_CHOICES[one])))[0]
            for one in GROUPS
        }
        groups = months["joined"].setdefault(month, {})
        for dimension, group in ((ALL, ALL), *person.items()):
            groups.setdefault(dimension, {}).setdefault(group, Counted()).add(Counted(1))
        for pair, table in pairs["joined"]["2025"].items():
            cell = (person[pair[0]], person[pair[1]])
            table[cell] = table.get(cell, 0) + 1
    return months, pairs
