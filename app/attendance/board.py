"""The code on the board: five digits that change every minute, made from a secret of the session.

Whoever sits in the room can read it, and it is of no use two minutes later. It is built as one-time passwords are
(RFC 6238): HMAC over the count of minutes, cut to digits. The code of the minute before is taken too, because people
type slowly.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime

from app.accounts import guessing
from app.attendance.errors import NoSessionNow, WrongCode
from app.attendance.queries import sessions_now
from app.attendance.rules import OPENS_BEFORE, Choice, How, Status, minutes_late
from app.attendance.services import add_mark, check_open, here_and_now
from app.cohorts.models import Cohort, CohortSession
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.digits import latin_digits
from app.learners.models import Learner

DIGITS = 5
PERIOD_SECONDS = 60


def code_at(session: CohortSession, moment: datetime) -> str:
    """Give the code of a session at a moment."""
    return _code(session, _minute(moment))


def seconds_left(moment: datetime) -> int:
    """Tell how long the code of a moment still stands."""
    return PERIOD_SECONDS - int(moment.timestamp()) % PERIOD_SECONDS


def is_showing(session: CohortSession, moment: datetime) -> bool:
    """Tell whether the board of a session shows a code."""
    open_from = session.starts_at - OPENS_BEFORE
    return session.cancelled_at is None and open_from <= moment <= session.ends_at


def own_sessions(learner: Learner) -> list[CohortSession]:
    """List the sessions at which a learner may be at this moment."""
    now = clock.now()
    return sessions_now(learner, until=now + OPENS_BEFORE, since=now)


def mark_here(*, learner: Learner, typed: str, address: str) -> CohortSession:
    """Mark a learner who types the code on the board of their own class.

    Tries are counted before the code is looked at, as those of a PIN. Raises NoSessionNow, MustWait or WrongCode.
    """
    sessions = own_sessions(learner)
    if not sessions:
        raise NoSessionNow
    account = f"board/{learner.id}"
    guessing.count_try(account, address)
    session = _whose_code(sessions, read_board_code(typed))
    with unit_of_work():
        guessing.welcome(account, address)
        check_open(db.session.get_one(Cohort, session.cohort_id), session)
        late = minutes_late(clock.now(), session.starts_at)
        choice = Choice(Status.LATE, late) if late else Choice(Status.PRESENT)
        hand = here_and_now(None, How.CODE)
        add_mark(session=session, learner_id=learner.id, choice=choice, hand=hand)
    return session


def read_board_code(typed: str) -> str:
    """Read a code as people type it, in the digits of any script and with spaces or without."""
    return "".join(sign for sign in latin_digits(typed[:40]) if sign.isascii() and sign.isdigit())


def _whose_code(sessions: list[CohortSession], code: str) -> CohortSession:
    minute = _minute(clock.now())
    for session in sessions:
        for known in (_code(session, minute), _code(session, minute - 1)):
            if hmac.compare_digest(known, code):
                return session
    raise WrongCode


def _minute(moment: datetime) -> int:
    return int(moment.timestamp()) // PERIOD_SECONDS


def _code(session: CohortSession, minute: int) -> str:
    digest = hmac.new(bytes.fromhex(session.board_secret), minute.to_bytes(8, "big"), hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 10**DIGITS:0{DIGITS}}"
