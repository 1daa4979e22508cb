"""Who may give whom a new PIN: whoever knows of classes has a say."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, current_app

from app.accounts.models import Staff
from app.learners.models import Learner

May = Callable[[Staff, Learner], bool]
_SAYS = "waymark-may-reset"


def guard_resets(app: Flask, may: May) -> None:
    """Ask somebody before a PIN is given."""
    app.extensions.setdefault(_SAYS, []).append(may)


def may_reset(staff: Staff, learner: Learner) -> bool:
    """Tell whether nobody objects."""
    guards: list[May] = current_app.extensions.get(_SAYS, [])
    return all(may(staff, learner) for may in guards)
