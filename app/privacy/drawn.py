"""Throws away pages of print runs that were drawn: their time is over, or somebody on them was forgotten."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select, tuple_, update

from app.certificates.models import Certificate
from app.core.database import db
from app.printroom.models import PrintPart, PrintPlace, PrintRun
from app.printroom.rules import PartState, State
from app.printroom.single_models import SingleFile

_HOLDING = (State.DRAWN.value, State.DRAWING.value, State.FAILED.value)
"""The states in which something drawn may lie in the parts of a run."""


def forget_drawn(run_ids: Sequence[int]) -> None:
    """Empty what was drawn of some runs; order, sheets and ledger stay, and a run can be drawn again.

    The runs go first: a worker that is about to keep a part holds its run, and finds afterwards that it is forgotten.
    """
    db.session.execute(
        update(PrintRun)
        .where(PrintRun.id.in_(run_ids))
        .values(state=State.FORGOTTEN.value)
        .execution_options(synchronize_session=False)
    )
    db.session.execute(
        update(PrintPart)
        .where(PrintPart.run_id.in_(run_ids))
        .values(state=PartState.WAITING.value, lease_until=None, holder=None, content=None, objects=None, attempts=0)
        .execution_options(synchronize_session=False)
    )


def forget_drawn_of(_learner_id: int, numbers: Sequence[str]) -> None:
    """Empty the runs on which a certificate of somebody lies who is forgotten, and delete their single files."""
    # Whoever draws one of them now keeps it before this, or finds the certificate empty.
    db.session.execute(select(Certificate.id).where(Certificate.number.in_(numbers)).with_for_update())
    runs = select(PrintRun.id).join(PrintPlace, PrintPlace.run_id == PrintRun.id)
    places = select(PrintPlace.run_id, PrintPlace.place).where(PrintPlace.number.in_(numbers))
    singles = tuple_(SingleFile.run_id, SingleFile.place).in_(places)
    db.session.execute(delete(SingleFile).where(singles).execution_options(synchronize_session=False))
    drawn = runs.where(PrintPlace.number.in_(numbers), PrintRun.state.in_(_HOLDING)).distinct()
    forget_drawn(db.session.scalars(drawn).all())
