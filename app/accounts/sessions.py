"""Where somebody of the staff is signed in: one row a session, so that a copied cookie dies with its session."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Sequence
from datetime import timedelta

from flask import current_app, request, session
from sqlalchemy import delete, select, update
from sqlalchemy.exc import OperationalError

from app.accounts.models import Staff, StaffSession
from app.core import clock
from app.core.database import db, hurried_unit_of_work, unit_of_work

KEY = "staff_session"
KEPT = timedelta(days=30)
NOTED_EVERY = timedelta(minutes=5)
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"))
_MORE_BROWSERS = (("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"))
_MORE_SYSTEMS = (("Mac OS X", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux"))


def begin(staff: Staff) -> None:
    """Note that somebody signed in here; the key is in the cookie and only its digest kept."""
    session[KEY] = key = secrets.token_urlsafe(24)
    now = clock.now()
    row = StaffSession(staff_id=staff.id, digest=_digest(key), began_at=now, seen_at=now, device=_device())
    with unit_of_work():
        db.session.add(row)


def is_open(staff: Staff) -> bool:
    """Tell whether the session at hand is somebody's and was not ended; every few minutes, note that they are here."""
    row = _present()
    if row is None or row.staff_id != staff.id or row.ended_at is not None:
        return False
    if clock.now() - row.seen_at > NOTED_EVERY:
        _note_here(row.id)
    return True


def end_present() -> None:
    """End the session at hand."""
    if KEY not in session:
        return
    with unit_of_work():
        _end(StaffSession.digest == _digest(str(session[KEY])))


def end_all(staff: Staff) -> None:
    """End every session of somebody."""
    _end(StaffSession.staff_id == staff.id)


def end_others(staff: Staff) -> None:
    """End every session of somebody but the one at hand."""
    present = _present()
    _end(StaffSession.staff_id == staff.id, StaffSession.id != (present.id if present else 0))


def open_sessions(staff: Staff) -> Sequence[StaffSession]:
    """List where somebody is signed in, the newest first; one that was left alone has locked itself."""
    alive = clock.now() - current_app.config["STAFF_IDLE"] - NOTED_EVERY
    query = select(StaffSession).where(
        StaffSession.staff_id == staff.id, StaffSession.ended_at.is_(None), StaffSession.seen_at > alive
    )
    return db.session.scalars(query.order_by(StaffSession.seen_at.desc(), StaffSession.id.desc())).all()


def is_present(row: StaffSession) -> bool:
    """Tell whether a session is the one at hand."""
    return row.digest == _digest(str(session.get(KEY, "")))


@unit_of_work()
def forget_old_sessions() -> None:
    """Delete the sessions of which there was no sign for long."""
    db.session.execute(delete(StaffSession).where(StaffSession.seen_at < clock.now() - KEPT))


def _present() -> StaffSession | None:
    key = session.get(KEY)
    return db.session.scalar(select(StaffSession).where(StaffSession.digest == _digest(key))) if key else None


def _note_here(row_id: int) -> None:
    """Keep the moment, or leave it where the database is busy: nobody waits for it."""
    try:
        with hurried_unit_of_work():
            db.session.execute(update(StaffSession).where(StaffSession.id == row_id).values(seen_at=clock.now()))
    except OperationalError:
        db.session.rollback()


def _end(*which: object) -> None:
    ended = update(StaffSession).where(StaffSession.ended_at.is_(None), *which)  # type: ignore[arg-type]
    db.session.execute(ended.values(ended_at=clock.now()))


def _device() -> str:
    """Say in two words what a browser says of itself; nothing of it is believed for more than a list."""
    said = request.headers.get("User-Agent", "")
    found = (_first(said, (*_BROWSERS, *_MORE_BROWSERS)), _first(said, (*_SYSTEMS, *_MORE_SYSTEMS)))
    return ", ".join(word for word in found if word)


def _first(said: str, words: Sequence[tuple[str, str]]) -> str:
    return next((name for sign, name in words if re.search(rf"\b{sign}\b", said)), "")


def _digest(key: str) -> str:
    return hashlib.sha256(b"staff-session:" + key.encode()).hexdigest()
