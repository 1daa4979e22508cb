"""The ledger: what became of every sheet that was taken, per box and per run, computed from the records each time.

It balances where sheets taken are as many as those printed, spoiled and returned blank, each once. Where it does not,
it names the sheets: those of which nobody has said anything, and those that stand in two places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.core.database import db
from app.printroom.models import PrintRun
from app.printroom.rules import Outcome, Range, ranges_of
from app.printroom.stock import blank_in, boxes
from app.printroom.stock_models import SheetBox, SheetOutcome, SheetTaking


@dataclass(frozen=True, slots=True)
class Account:
    """The sheets of a box or of a run. ``taken`` counts a sheet each time it left the box."""

    taken: int
    printed: int
    spoiled: int
    returned: int
    open: tuple[Range, ...]
    """Taken, and nobody has said what became of them."""
    twice: tuple[Range, ...]
    """In two places at once, or told of without having been taken."""

    @property
    def difference(self) -> int:
        """Tell by how many sheets what was taken and what became of it differ."""
        return self.taken - self.printed - self.spoiled - self.returned

    @property
    def balances(self) -> bool:
        """Tell whether every sheet is accounted for, once."""
        return not (self.difference or self.open or self.twice)


@dataclass(frozen=True, slots=True)
class BoxAccount:
    """A box in the ledger."""

    box: SheetBox
    account: Account
    blank: tuple[Range, ...]

    @property
    def sheets(self) -> int:
        """Count the sheets the box held at first."""
        return self.box.last - self.box.first + 1

    @property
    def left(self) -> int:
        """Count the blank sheets in the box."""
        return sum(map(len, self.blank))


@dataclass(frozen=True, slots=True)
class RunAccount:
    """A run in the ledger; ``box`` is None for plain paper."""

    run: PrintRun
    box: SheetBox | None
    account: Account


@dataclass(frozen=True, slots=True)
class Ledger:
    """All boxes and all runs that took sheets."""

    boxes: tuple[BoxAccount, ...]
    runs: tuple[RunAccount, ...]

    @property
    def balances(self) -> bool:
        """Tell whether everything does."""
        return all(one.account.balances for one in self.boxes) and all(one.account.balances for one in self.runs)


def ledger() -> Ledger:
    """Compute the whole ledger."""
    takings, outcomes = _records()
    shelf = {box.id: box for box in boxes()}
    by_box = [
        BoxAccount(
            box,
            account(
                [one for one in takings if one.box_id == box.id], [one for one in outcomes if one.box_id == box.id]
            ),
            tuple(blank_in(box)),
        )
        for box in shelf.values()
    ]
    keys = sorted({(one.run_id, one.box_id or 0) for one in takings}, reverse=True)
    by_run = [_run_account(run_id, shelf.get(box_id), takings, outcomes) for run_id, box_id in keys]
    return Ledger(tuple(by_box), tuple(by_run))


def ledger_of(run: PrintRun) -> list[RunAccount]:
    """Compute the ledger of one run, a line for each box it took from."""
    takings, outcomes = _records(run.id)
    return [
        _run_account(run.id, db.session.get(SheetBox, box_id) if box_id else None, takings, outcomes)
        for box_id in sorted({one.box_id or 0 for one in takings})
    ]


def account(takings: Sequence[SheetTaking], outcomes: Iterable[SheetOutcome]) -> Account:
    """Draw up an account of some sheets; one that was printed and then turned out spoiled is spoiled."""
    ends: dict[tuple[int, int], set[str]] = {}
    for one in outcomes:
        ends.setdefault((one.taking_id, one.serial), set()).add(one.outcome)
    net = {sheet: Outcome.SPOILED if Outcome.SPOILED in said else Outcome(min(said)) for sheet, said in ends.items()}
    taken = {(one.id, serial) for one in takings for serial in range(one.first, one.last + 1)}
    counts = Counter(net.values())
    strange = {serial for taking, serial in ends.keys() - taken}
    both = {serial for (_taking, serial), said in ends.items() if Outcome.RETURNED in said and len(said) > 1}
    kept = Counter(serial for taking, serial in taken if net.get((taking, serial)) is not Outcome.RETURNED)
    double = {serial for serial, times in kept.items() if times > 1}
    return Account(
        len(taken),
        counts[Outcome.PRINTED],
        counts[Outcome.SPOILED],
        counts[Outcome.RETURNED],
        tuple(ranges_of(serial for _taking, serial in taken - ends.keys())),
        tuple(ranges_of(strange | both | double)),
    )


def _records(run_id: int | None = None) -> tuple[Sequence[SheetTaking], Sequence[SheetOutcome]]:
    takings, outcomes = select(SheetTaking).order_by(SheetTaking.id), select(SheetOutcome).order_by(SheetOutcome.id)
    if run_id is not None:
        takings, outcomes = takings.where(SheetTaking.run_id == run_id), outcomes.where(SheetOutcome.run_id == run_id)
    return db.session.scalars(takings).all(), db.session.scalars(outcomes).all()


def _box_account(box: SheetBox, takings: Sequence[SheetTaking], outcomes: Sequence[SheetOutcome]) -> BoxAccount:
    mine = [one for one in takings if one.box_id == box.id]
    return BoxAccount(box, account(mine, [one for one in outcomes if one.box_id == box.id]), tuple(blank_in(box)))


def _run_account(
    run_id: int, box: SheetBox | None, takings: Sequence[SheetTaking], outcomes: Sequence[SheetOutcome]
) -> RunAccount:
    box_id = box.id if box else None
    account_of_run = account(
        [one for one in takings if one.run_id == run_id and one.box_id == box_id],
        [one for one in outcomes if one.run_id == run_id and one.box_id == box_id],
    )
    return RunAccount(db.session.get_one(PrintRun, run_id), box, account_of_run)
