"""What raises a signal by how quizzes were answered and when names were listed, as pure functions.

The limits are set wide, so that an honest class that is quick or learns together raises nothing; the figures of both
are measured on seeded classes, see ``tests/integrity/classes.py``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import combinations

from app.integrity.happenings import Joined, Kind, Signal, Try

FASTEST_SIGNS = 45
"""Letters a second that nobody reads with understanding; a fast reader manages some twenty-five."""
FASTEST_HANZI = 15
"""The same for Chinese, where one sign is a word or half of one."""
FEWEST_BOTH_WRONG = 6
"""Questions that two people must both have got wrong before their mistakes are compared."""
CHANCE_OF_FALSE_ALARM = 0.01
"""For a whole class, however many pairs it has."""
FEWEST_ALIKE, SHARE_ALIKE, MODULES_ALIKE = 8, 0.6, 2
"""So many people, that share of all who took a quiz, and so many quizzes in which they answered everything alike."""
FEWEST_WHO_PASS_AT_ONCE = 10
FEWEST_MODULES_AT_ONCE = 3
SHARE_OF_DESIGN_TIME = 0.2
"""A course is made to take so long; whoever needs less than this share of it has not gone through it."""


def too_fast(tries: Iterable[Try]) -> Iterator[Signal]:
    """Find quizzes that were passed in less time than it takes to read them."""
    for one in tries:
        needed = one.signs / (FASTEST_HANZI if one.is_hanzi else FASTEST_SIGNS)
        took = (one.submitted_at - one.started_at).total_seconds()
        if one.is_own and one.passed and took < needed:
            yield Signal(
                Kind.TOO_FAST,
                f"attempt-{one.id}",
                (one.learner,),
                {"module": one.module, "seconds": round(took), "needed": round(needed)},
            )


def same_mistakes(tries: Iterable[Try]) -> Iterator[Signal]:
    """Find pairs who chose the same wrong options far beyond chance.

    How likely two people agree on a wrong option is taken from the whole class, so that a mistake that everybody makes
    says nothing. The limit is divided by the number of pairs (Bonferroni).
    """
    mistakes = _first_mistakes(tries)
    chances = _chances(mistakes)
    pairs = list(combinations(sorted(mistakes), 2))
    for one, other in pairs:
        both = sorted(mistakes[one].keys() & mistakes[other].keys())
        if len(both) < FEWEST_BOTH_WRONG:
            continue
        same = sum(mistakes[one][question] == mistakes[other][question] for question in both)
        if _at_least(same, [chances[question] for question in both]) * len(pairs) < CHANCE_OF_FALSE_ALARM:
            figures = {"both_wrong": len(both), "same": same}
            yield Signal(Kind.SAME_MISTAKES, f"pair-{one}-{other}", (one, other), figures)


def all_alike(tries: Iterable[Try]) -> Iterator[Signal]:
    """Find a class of whom most answered whole quizzes alike, down to the same mistakes.

    A quiz in which everybody is right says nothing, so only those with a mistake count.
    """
    by_module: defaultdict[str, list[Try]] = defaultdict(list)
    for one in tries:
        by_module[one.module].append(one)
    groups = {module: _largest_alike(found) for module, found in by_module.items()}
    alike = {module: group for module, group in groups.items() if group}
    if len(alike) >= MODULES_ALIKE:
        learners = tuple(sorted(frozenset().union(*alike.values())))
        yield Signal(Kind.ALL_ALIKE, "class", learners, {"people": len(learners), "modules": len(alike)})


def all_at_once(tries: Iterable[Try], design_minutes: Mapping[str, int]) -> Iterator[Signal]:
    """Find a class in which everybody passed everything at the first try, in a fraction of the time it takes.

    The time runs from the first quiz that anybody began to the last one sent; a class quiz on one device or on paper
    counts as well, from its first question.
    """
    found = list(tries)
    learners, modules = {one.learner for one in found}, {one.module for one in found}
    if len(learners) < FEWEST_WHO_PASS_AT_ONCE or len(modules) < FEWEST_MODULES_AT_ONCE:
        return
    if not all(one.passed and one.is_first for one in found):
        return
    took = (max(one.submitted_at for one in found) - min(one.started_at for one in found)).total_seconds() / 60
    designed = sum(design_minutes.get(module, 0) for module in modules)
    if took < SHARE_OF_DESIGN_TIME * designed:
        figures = {"people": len(learners), "modules": len(modules), "minutes": round(took), "designed": designed}
        yield Signal(Kind.ALL_AT_ONCE, "class", tuple(sorted(learners)), figures)


def roster_after_exam(
    joined: Iterable[Joined], tries: Iterable[Try], requested_at: datetime | None
) -> Iterator[Signal]:
    """Find people who were put on the list after the class's certificates were asked for, or after their own quizzes.

    Who passed by themselves before joining a class is nobody's signal; only quizzes brought by a trainer count.
    """
    brought: dict[int, datetime] = {}
    for one in tries:
        if not one.is_own:
            brought[one.learner] = min(brought.get(one.learner, one.submitted_at), one.submitted_at)
    late = sorted(
        {
            entry.learner
            for entry in joined
            if (requested_at is not None and entry.at > requested_at)
            or (entry.learner in brought and entry.at > brought[entry.learner])
        }
    )
    if late:
        key = "roster-" + "-".join(map(str, late[:20]))
        yield Signal(Kind.ROSTER_AFTER_EXAM, key[:120], tuple(late), {"people": len(late)})


def _first_mistakes(tries: Iterable[Try]) -> dict[int, dict[str, frozenset[str]]]:
    """Gather what each learner got wrong, by question; of two mistakes at one question the first counts."""
    found: dict[int, dict[str, frozenset[str]]] = {}
    for one in sorted(tries, key=lambda one: one.submitted_at):
        own = found.setdefault(one.learner, {})
        for question, chosen in one.mistakes.items():
            own.setdefault(question, chosen)
    return found


def _largest_alike(tries: Sequence[Try]) -> frozenset[int]:
    """Find the largest group with the same mistakes in one quiz; nobody where it is no striking part of all."""
    groups: defaultdict[tuple[tuple[str, tuple[str, ...]], ...], set[int]] = defaultdict(set)
    for one in tries:
        if one.mistakes:
            groups[tuple((question, tuple(sorted(chosen))) for question, chosen in sorted(one.mistakes.items()))].add(
                one.learner
            )
    largest = max(groups.values(), key=len, default=set())
    everybody = {one.learner for one in tries}
    striking = len(largest) >= FEWEST_ALIKE and len(largest) >= SHARE_ALIKE * len(everybody)
    return frozenset(largest) if striking else frozenset()


def _chances(mistakes: Mapping[int, Mapping[str, frozenset[str]]]) -> dict[str, float]:
    """Estimate for each question how likely two people with a mistake made the same one.

    One imagined vote for another mistake keeps a question that few got wrong from seeming certain, and half is the
    least that is believed, since two wrong options are all that most questions have.
    """
    votes: defaultdict[str, Counter[frozenset[str]]] = defaultdict(Counter)
    for own in mistakes.values():
        for question, chosen in own.items():
            votes[question][chosen] += 1
    return {question: max(0.5, _agreement(counted)) for question, counted in votes.items()}


def _agreement(votes: Counter[frozenset[str]]) -> float:
    total = votes.total() + 1
    return min(0.95, (sum(count * count for count in votes.values()) + 1) / (total * total))


def _at_least(same: int, chances: Sequence[float]) -> float:
    """Give the probability of so many agreements or more, each with its own chance (Poisson binomial, exactly)."""
    spread = [1.0]
    for chance in chances:
        missed = [value * (1 - chance) for value in spread] + [0.0]
        agreed = [0.0] + [value * chance for value in spread]
        spread = [miss + agree for miss, agree in zip(missed, agreed, strict=True)]
    return sum(spread[same:])
