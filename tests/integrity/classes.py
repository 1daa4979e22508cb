"""Classes made by a seed: honest ones of several kinds, and ones in which certificates are sold.

Honest learners know each thing or do not, fall for the popular wrong option more often than for the other, answer on
their own phones, in class or on paper, some quickly. Frauds do what was seen elsewhere: one hand fills in all answers,
names are ticked for people who are not there, one trainer holds two classes, names come after the exam.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random

from app.integrity import rules, whereabouts
from app.integrity.happenings import Joined, Kind, Meeting, Seen, Try
from app.quizzes.rules import Taken

BEGIN = datetime(2026, 3, 9, 1, 0, tzinfo=UTC)
MODULES = {f"M{number:02}": 35 for number in range(1, 13)}
"""Design minutes by module."""
QUESTIONS = 16
ASKED = 8
SIGNS = 1_500
"""Letters of a quiz with its options."""
TRAINER = 7
COHORT, OTHER = 1, 2


@dataclass(frozen=True)
class Class:
    """What happened in a class."""

    meetings: list[Meeting] = field(default_factory=list)
    tries: list[Try] = field(default_factory=list)
    marks: list[Seen] = field(default_factory=list)
    joined: list[Joined] = field(default_factory=list)


def honest(seed: int, people: int = 30, knows: float = 0.88, seconds: tuple[int, int] = (110, 420)) -> Class:
    """A class that learns over three weeks, meets twice a week, and answers on phones of their own."""
    random = Random(seed)
    meetings = _meetings(COHORT)
    marks = [
        Seen(person, meeting, meeting.starts_at + timedelta(minutes=random.randint(-10, 40)), TRAINER)
        for person in range(people)
        for meeting in meetings
        if random.random() < 0.9
    ]
    joined = [Joined(person, BEGIN - timedelta(days=random.randint(0, 5))) for person in range(people)]
    tries = [one for person in range(people) for one in _learns(person, random, knows, seconds)]
    return Class(meetings, _numbered(tries), marks, joined)


def honest_and_quick(seed: int) -> Class:
    """A class of people who know nearly everything and read fast."""
    return honest(seed, knows=0.96, seconds=(60, 140))


def honest_in_one_room(seed: int) -> Class:
    """A class that takes each quiz together before one device, and sometimes shares a mistake because it is popular.

    One session runs over, and one quiz of it is ended an hour after the planned hours.
    """
    random = Random(seed)
    found = honest(seed)
    tries = []
    for place, module in enumerate(MODULES):
        at = found.meetings[place // 2].starts_at + timedelta(minutes=70 + 60 * (place % 2) + 100 * (place == 5))
        asked = random.sample(range(QUESTIONS), ASKED)
        for person in range(30):
            mistakes = _mistakes(module, asked, random, 0.88)
            tries.append(_try(person, module, at, at + timedelta(minutes=14), mistakes, Taken.CLASS))
    return replace(found, tries=_numbered(tries))


def honest_on_paper(seed: int) -> Class:
    """A class on paper: printed the evening before, filled in at the session, read at home up to three days later."""
    random = Random(seed)
    found = honest(seed)
    tries = []
    for place, module in enumerate(MODULES):
        meeting = found.meetings[place // 2]
        printed, read = (
            meeting.starts_at - timedelta(hours=14),
            meeting.ends_at + timedelta(hours=random.uniform(1, 70)),
        )
        for person in range(30):
            mistakes = _mistakes(module, random.sample(range(QUESTIONS), ASKED), random, 0.88)
            tries.append(_try(person, module, printed, read, mistakes, Taken.PAPER))
    return replace(found, tries=_numbered(tries))


def honest_in_two_classes(seed: int) -> Class:
    """A class of whom six go to another class as well, on other days, and take quizzes there too."""
    found = honest_in_one_room(seed)
    others = [replace(one, starts_at=one.starts_at + timedelta(days=1), cohort=OTHER) for one in _meetings(OTHER)]
    others = [replace(one, ends_at=one.starts_at + timedelta(hours=3)) for one in others]
    there = [Seen(person, one, one.starts_at, TRAINER + 1) for person in range(6) for one in others]
    at = others[1].starts_at + timedelta(hours=1)
    more = [_try(person, "M02", at, at + timedelta(minutes=9), {}, Taken.CLASS, OTHER) for person in range(6)]
    return replace(found, marks=[*found.marks, *there], tries=_numbered([*found.tries, *more]))


def filled_in_by_one_hand(seed: int) -> Class:
    """All papers of three quizzes are filled in alike, one question wrong so that it looks real."""
    random = Random(seed)
    found = honest(seed)
    tries = [one for one in found.tries if one.module not in ("M01", "M02", "M03")]
    for place, module in enumerate(("M01", "M02", "M03")):
        at = BEGIN + timedelta(days=place)
        mistakes = {f"{module}-{random.randrange(QUESTIONS)}": frozenset("b")}
        tries += [_try(person, module, at, at + timedelta(minutes=20), mistakes, Taken.CLASS) for person in range(26)]
    return replace(found, tries=_numbered(tries))


def clicked_through(seed: int) -> Class:
    """Somebody with a list of answers clicks through the quizzes of five people."""
    found = honest(seed)
    fast = [
        replace(one, submitted_at=one.started_at + timedelta(seconds=18), passed=True, mistakes={})
        if one.learner < 5
        else one
        for one in found.tries
    ]
    return replace(found, tries=fast)


def copied_failures(seed: int) -> Class:
    """Two people answer everything from the same paper, wrong answers included."""
    random = Random(seed)
    found = honest(seed)
    tries = [one for one in found.tries if one.learner not in (3, 4)]
    for module in MODULES:
        mistakes = {f"{module}-{question}": frozenset(random.choice("bc")) for question in random.sample(range(16), 4)}
        for person in (3, 4):
            at = BEGIN + timedelta(days=3, minutes=person)
            tries.append(_try(person, module, at, at + timedelta(minutes=9), mistakes))
    return replace(found, tries=_numbered(tries))


def sold_in_an_hour(seed: int) -> Class:
    """Thirty people pass all quizzes at the first try within an hour, before one device."""
    random = Random(seed)
    tries = []
    for place, module in enumerate(MODULES):
        at = BEGIN + timedelta(minutes=5 * place)
        for person in range(30):
            wrong = {f"{module}-{random.randrange(QUESTIONS)}": frozenset(random.choice("bc"))}
            mistakes = wrong if random.random() < 0.4 else {}
            tries.append(_try(person, module, at, at + timedelta(minutes=4), mistakes, Taken.CLASS))
    return replace(honest(seed), tries=_numbered(tries))


def ticked_at_night(seed: int) -> Class:
    """A session nobody held is ticked off at night."""
    found = honest(seed)
    night = found.marks[0].meeting.ends_at + timedelta(hours=10)
    meeting = found.marks[0].meeting
    return replace(found, marks=[replace(mark, at=night) if mark.meeting == meeting else mark for mark in found.marks])


def in_two_places(seed: int) -> Class:
    """Eight people are ticked here and in another class at the same time, by the same trainer."""
    found = honest(seed)
    meeting = found.marks[0].meeting
    other = Meeting(99, OTHER, meeting.starts_at + timedelta(minutes=30), meeting.ends_at)
    there = [Seen(person, other, other.starts_at + timedelta(minutes=5), TRAINER) for person in range(8)]
    return replace(found, marks=[*found.marks, *there])


def answered_at_night(seed: int) -> Class:
    """The trainer taps in the answers of everybody on an evening when nobody meets."""
    found = honest_in_one_room(seed)
    night = found.meetings[1].starts_at + timedelta(days=1, hours=12)
    moved = [
        replace(one, started_at=night, submitted_at=night + timedelta(minutes=9)) if one.module == "M05" else one
        for one in found.tries
    ]
    return replace(found, tries=moved)


def filled_in_at_the_office(seed: int) -> Class:
    """Papers of one quiz are printed, filled in and read on one day between two sessions."""
    found = honest_on_paper(seed)
    noon = found.meetings[2].starts_at + timedelta(days=1, hours=3)
    moved = [
        replace(one, started_at=noon, submitted_at=noon + timedelta(hours=2)) if one.module == "M07" else one
        for one in found.tries
    ]
    return replace(found, tries=moved)


def answered_in_two_classes(seed: int) -> Class:
    """Five people have answers in the quizzes of two classes at one time."""
    found = honest_in_one_room(seed)
    here = [one for one in found.tries if one.module == "M03" and one.learner < 5]
    twice = [replace(one, module="M04", cohort=OTHER, started_at=one.started_at + timedelta(minutes=5)) for one in here]
    return replace(found, tries=_numbered([*found.tries, *twice]))


def answered_while_elsewhere(seed: int) -> Class:
    """Five people have answers in a quiz here and are ticked in another class at that time."""
    found = honest_in_one_room(seed)
    meeting = replace(found.meetings[0], id=99, cohort=OTHER)
    there = [Seen(person, meeting, meeting.starts_at, TRAINER + 1) for person in range(5)]
    return replace(found, marks=[*found.marks, *there])


def listed_afterwards(seed: int) -> Class:
    """Eight names are put on the list after their quizzes were brought in."""
    found = honest_in_one_room(seed)
    late = BEGIN + timedelta(days=30)
    return replace(found, joined=[replace(one, at=late) if one.learner < 8 else one for one in found.joined])


HONEST: dict[str, Callable[[int], Class]] = {
    "honest": honest,
    "honest and quick": honest_and_quick,
    "honest, in one room": honest_in_one_room,
    "honest, on paper": honest_on_paper,
    "honest, in two classes": honest_in_two_classes,
}


FRAUDS: tuple[tuple[Callable[[int], Class], Kind], ...] = (
    (clicked_through, Kind.TOO_FAST),
    (copied_failures, Kind.SAME_MISTAKES),
    (filled_in_by_one_hand, Kind.ALL_ALIKE),
    (sold_in_an_hour, Kind.ALL_AT_ONCE),
    (ticked_at_night, Kind.OUTSIDE_SESSION),
    (in_two_places, Kind.TWO_PLACES),
    (in_two_places, Kind.TRAINER_TWICE),
    (answered_at_night, Kind.QUIZ_OUTSIDE),
    (filled_in_at_the_office, Kind.QUIZ_OUTSIDE),
    (answered_in_two_classes, Kind.QUIZ_TWO_PLACES),
    (answered_while_elsewhere, Kind.QUIZ_TWO_PLACES),
    (listed_afterwards, Kind.ROSTER_AFTER_EXAM),
)
"""Each with the signal that it must raise."""


def kinds_in(found: Class) -> set[Kind]:
    """Tell what the rules find in a class."""
    signals = (
        *rules.too_fast(found.tries),
        *rules.same_mistakes(found.tries),
        *rules.all_alike(found.tries),
        *whereabouts.outside_sessions(found.marks),
        *whereabouts.two_places(found.marks),
        *whereabouts.trainers_twice(found.marks),
        *whereabouts.quizzes_outside(found.tries, found.meetings, COHORT),
        *whereabouts.quizzes_in_two_places(found.tries, found.marks, COHORT),
        *rules.all_at_once(found.tries, MODULES),
        *rules.roster_after_exam(found.joined, found.tries, None),
    )
    return {signal.kind for signal in signals}


def _meetings(cohort: int) -> list[Meeting]:
    days = (0, 3, 7, 10, 14, 17)
    starts = [BEGIN + timedelta(days=day) for day in days]
    return [Meeting(place, cohort, at, at + timedelta(hours=3)) for place, at in enumerate(starts, 1)]


def _learns(person: int, random: Random, knows: float, seconds: tuple[int, int]) -> list[Try]:
    """Go from module to module, and try each quiz until it is passed."""
    tries, at = [], BEGIN + timedelta(hours=random.uniform(2, 30))
    for module in MODULES:
        for number in range(6):
            took = timedelta(seconds=random.randint(*seconds))
            mistakes = _mistakes(module, random.sample(range(QUESTIONS), ASKED), random, knows + 0.03 * number)
            tries.append(_try(person, module, at, at + took, mistakes, is_first=number == 0))
            at += timedelta(hours=random.uniform(1, 30))
            if tries[-1].passed:
                break
    return tries


def _mistakes(module: str, asked: list[int], random: Random, knows: float) -> dict[str, frozenset[str]]:
    """Answer: what is not known is guessed among three, and of the wrong ones one is popular."""
    wrong = {}
    for question in asked:
        if random.random() > knows and random.random() > 1 / 3:
            wrong[f"{module}-{question}"] = frozenset("b" if random.random() < 0.75 else "c")
    return wrong


def _try(
    person: int,
    module: str,
    started_at: datetime,
    submitted_at: datetime,
    mistakes: dict[str, frozenset[str]],
    taken: Taken = Taken.OWN,
    cohort: int = COHORT,
    *,
    is_first: bool = True,
) -> Try:
    passed = len(mistakes) <= 1
    brought = None if taken is Taken.OWN else cohort
    return Try(
        0, person, module, started_at, submitted_at, passed, is_first, taken, SIGNS, mistakes=mistakes, cohort=brought
    )


def _numbered(tries: list[Try]) -> list[Try]:
    return [replace(one, id=place) for place, one in enumerate(tries, 1)]
