"""What happens to accounts of staff, told to whoever keeps the audit."""

from blinker import Namespace

_signals = Namespace()

staff_changed = _signals.signal("staff-changed")
"""Sent inside the unit of work with ``staff``, ``change``, ``by`` (None for a command) and ``roles``."""
