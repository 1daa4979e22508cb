"""The single source of now.

Everything that asks for the time asks here, so that a test can move it and nothing else has to be replaced.
"""

from datetime import UTC, date, datetime, timedelta

_moved = timedelta(0)


def now() -> datetime:
    """Tell the present moment, aware and in UTC."""
    return datetime.now(UTC) + _moved


def today() -> date:
    """Tell the present day in UTC."""
    return now().date()


def move(by: timedelta) -> None:
    """Move the clock; only tests do."""
    global _moved  # noqa: PLW0603 - the one piece of state this module exists for.
    _moved += by


def reset() -> None:
    """Bring the clock back to the true time; only tests do."""
    global _moved  # noqa: PLW0603 - see move.
    _moved = timedelta(0)
