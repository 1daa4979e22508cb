"""What can go wrong when people join, sign in or change what is kept of them."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.errors import NotFound, Refused


class WrongNumberOrPin(Refused):
    """The two do not belong together; which of them is wrong is not told, nor whether the number exists."""

    message = _l("The number or the PIN is not right. Look at both again.")


class WrongPin(Refused):
    """Somebody who is signed in and wants to change the PIN did not know the old one."""

    message = _l("This is not your PIN. Write the PIN you sign in with.")


class CardOfNobody(NotFound):
    """A card has ended, or there never was one; which of the two is not told."""

    message = _l("This card does not work. Look at it again, or ask your trainer for a new one.")
