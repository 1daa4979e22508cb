"""What can go wrong in the office."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.errors import NotFound, Refused


class NoSuchPerson(NotFound):
    """No member of staff has this id."""


class LinkOfNobody(NotFound):
    """The link is not ours, was used, was taken back or has ended; which of them is told to nobody."""

    message = _l("This link does not work any more. Ask who gave it to you for a new one.")


class OwnRole(Refused):
    """An administrator would lose their own role."""

    message = _l("You cannot take your own administrator role away. Another administrator has to do it.")


class OwnAccount(Refused):
    """What somebody may only do to others."""

    message = _l("You cannot do this to your own account. Another administrator has to do it.")


class LastAdministrator(Refused):
    """Nobody would be left who can manage people."""

    message = _l("This is the last administrator. Make somebody else an administrator first.")


class NoRole(Refused):
    """Somebody would have no role at all."""

    message = _l("Choose one role or more. Whoever should work here no more is disabled instead.")


class AgencyAlone(Refused):
    """An agency would get another role, and with it see more than who is certified."""

    message = _l("An agency can have no other role: it sees who is certified, and nothing else.")


class NoLanguage(Refused):
    """A reviewer would have no language to review."""

    message = _l("Choose the languages that this person reviews.")


class AnotherPerson(Refused):
    """The same administrator would replace password and second factor of one person, and could become them."""

    message = _l(
        "You gave this person a new password or took their code away in the last seven days. Nobody does both: another "
        "administrator has to do this."
    )


class NoPhone(Refused):
    """There is no second factor to take away."""

    message = _l("This person has no code from a phone.")


class Disabled(Refused):
    """The account is disabled."""

    message = _l("This account is disabled. Enable it first.")


class NoSuchWitness(Refused):
    """The second person who knows somebody is not on the staff, or is one of the two."""

    message = _l("Write the sign-in name of a colleague who knows this person, and who is neither of you.")
