"""What officers search for, drawn from the people who are there: each kind of search as often as asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from sqlalchemy import select

from app.certificates.models import Certificate
from app.certificates.rules import Standing
from app.core.database import db
from app.register.models import RegisterEntry
from app.register.queries import How, Narrowing
from tests.bench.invented_names import a_name
from tests.bench.register_rows import A_CLASS, CENTRES, FIRST_DAY, class_code


@dataclass(frozen=True, slots=True)
class Search:
    """One search, as an officer sends it."""

    text: str = ""
    narrowing: Narrowing = field(default_factory=Narrowing)
    how: How = How.BEGINS


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is in the register."""

    place: int
    number: str
    code: str
    native: str
    latin: str


def searches(size: int, count: int) -> Iterator[tuple[str, list[Search]]]:
    """Give for each kind so many searches; the same ones every time."""
    for kind, make in KINDS.items():
        chance = Random(f"{kind} {size}")
        yield kind, [make(_somebody(size, chance), chance) for _ in range(count)]


def _somebody(size: int, chance: Random) -> Person:
    """Draw one of those who were loaded; some ids are nobody's."""
    entry = RegisterEntry
    query = select(entry.id, entry.number, Certificate.code, entry.name_native, entry.name_latin)
    query = query.join(Certificate, Certificate.id == entry.id)
    row = None
    while row is None:
        row = db.session.execute(query.where(entry.id == chance.randint(1, size))).one_or_none()
    return Person(row.id, row.number, row.code, row.name_native or "", row.name_latin or "")


def mistaken(text: str, chance: Random) -> str:
    """Make one mistake of typing: a sign too many, too few, another, or two that changed places."""
    place, letters = chance.randrange(1, len(text) - 1), list(text)
    kind = chance.randrange(4)
    if kind == 0:
        letters.insert(place, chance.choice(text))
    elif kind == 1:
        del letters[place]
    elif kind == 2:
        letters[place] = chance.choice("AEIOUNT") if text.isascii() else chance.choice(text)
    else:
        letters[place], letters[place - 1] = letters[place - 1], letters[place]
    return "".join(letters)


def _days(chance: Random, length: int) -> Narrowing:
    since = (timedelta(days=chance.randrange(1300)) + FIRST_DAY).date()
    return Narrowing(since=since, until=since + timedelta(days=length))


KINDS: Mapping[str, Callable[[Person, Random], Search]] = {
    "number": lambda who, _: Search(who.number.lower().replace("-", " ")),
    "number without its beginning": lambda who, _: Search(who.number[8:]),
    "last six digits": lambda who, _: Search(who.number[-8:-2]),
    "code": lambda who, _: Search(who.code),
    "whole name, Latin": lambda who, _: Search(who.latin, how=How.WHOLE),
    "whole name, own script": lambda who, _: Search(who.native),
    "four letters": lambda who, _: Search(who.latin[:4]),
    "one letter": lambda who, _: Search(who.native[:1]),
    "given name": lambda who, _: Search(who.latin.split()[-1]),
    "one mistake, Latin": lambda who, chance: Search(mistaken(who.latin, chance)),
    "one mistake, own script": lambda who, chance: Search(
        mistaken(who.native, chance) if len(who.native) > 2 else who.native
    ),
    "words turned, joined": lambda who, _: Search("".join(reversed(who.latin.split(" ", 1)))),
    "nobody": lambda _, chance: Search("Q" + a_name(chance)[1] + "X"),
    "document's last four": lambda _, chance: Search(narrowing=Narrowing(document=f"{chance.randrange(10_000):04}")),
    "class": lambda who, _: Search(narrowing=Narrowing(cohort_code=class_code((who.place - 1) // A_CLASS + 1))),
    "centre": lambda _, chance: Search(narrowing=Narrowing(centre_id=chance.randint(1, CENTRES))),
    "centre, taken back": lambda _, chance: Search(
        narrowing=Narrowing(centre_id=chance.randint(1, CENTRES), standing=Standing.REVOKED)
    ),
    "week": lambda _, chance: Search(narrowing=_days(chance, 7)),
    "time is over": lambda _, __: Search(narrowing=Narrowing(standing=Standing.EXPIRED)),
    "four letters, centre": lambda who, chance: Search(
        who.latin[:4], narrowing=Narrowing(centre_id=chance.randint(1, CENTRES))
    ),
    "four letters, month": lambda who, chance: Search(who.latin[:4], narrowing=_days(chance, 30)),
    "four letters, taken back": lambda who, _: Search(who.latin[:4], narrowing=Narrowing(standing=Standing.REVOKED)),
}
