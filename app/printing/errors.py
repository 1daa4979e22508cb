"""What cannot be printed."""


class CannotPrint(ValueError):
    """What cannot be drawn right is not drawn at all; the message says why."""
