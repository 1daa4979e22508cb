"""What an administrator fills in about other systems."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # The stubs are older than the library.
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from app.api.rules import (
    LONGEST_DAYS,
    MOST_PER_MINUTE,
    STANDARD_DAYS,
    STANDARD_PER_MINUTE,
    EventType,
    Scope,
)
from app.web.forms import Form, WholeNumber

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

_TYPED = {"autocomplete": "off", "spellcheck": "false"}
SCOPES: Mapping[Scope, LazyString] = {
    Scope.VERIFY: _l("Check papers by number and code"),
    Scope.STATUS: _l("Take the list of certificates that count no more"),
    Scope.CHANGES: _l("Follow what changes in the register, without names"),
    Scope.NAMES: _l("Follow what changes, with the names on the papers"),
    Scope.FIGURES: _l("Read the figures"),
}
EVENTS: Mapping[EventType, LazyString] = {
    EventType.ISSUED: _l("A certificate was given"),
    EventType.SUPERSEDED: _l("A certificate was replaced"),
    EventType.REVOKED: _l("A certificate was taken back"),
    EventType.REINSTATED: _l("A certificate counts again"),
}
_NEEDED = _l("Please fill this in.")


class _Ticks(SelectMultipleField):
    """Boxes to tick, one at least."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def _choices(words: Mapping[Any, LazyString]) -> list[SelectChoice]:
    return [SelectChoice(value.value, label) for value, label in words.items()]


class ClientForm(Form):
    """A new system."""

    name = StringField(
        _l("Name of the system"),
        validators=[InputRequired(_NEEDED), Length(max=80)],
        render_kw=_TYPED | {"maxlength": "80"},
    )
    contact = StringField(
        _l("Whom to ask about it"), validators=[Length(max=200)], render_kw=_TYPED | {"maxlength": "200"}
    )

    @property
    def typed_name(self) -> str:
        """Give the name without spaces around it."""
        return (self.name.data or "").strip()


class TokenForm(Form):
    """A new token."""

    scopes = _Ticks(_l("What it may be used for"), choices=_choices(SCOPES), validators=[])
    days = WholeNumber(
        _l("For how many days"),
        default=STANDARD_DAYS,
        validators=[NumberRange(1, LONGEST_DAYS, _l("Write a number from 1 to 730."))],
    )
    per_minute = WholeNumber(
        _l("Requests in a minute"),
        default=STANDARD_PER_MINUTE,
        validators=[NumberRange(1, MOST_PER_MINUTE, _l("Write a number from 1 to 6000."))],
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(prefix="token-", **kwargs)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for one scope at least; names come only with changes."""
        is_good = super().validate(extra_validators)
        if not self.scopes.data:
            self.scopes.errors = [_l("Tick at least one.")]
        elif Scope.NAMES in self.scopes.data and Scope.CHANGES not in self.scopes.data:
            self.scopes.errors = [_l("For the names, tick the changes without names as well.")]
        return is_good and not self.scopes.errors

    @property
    def chosen(self) -> list[Scope]:
        """Give the scopes that were ticked."""
        return [Scope(value) for value in self.scopes.data or ()]


class WebhookForm(Form):
    """A new webhook."""

    address = StringField(
        _l("Address that we call"), validators=[InputRequired(_NEEDED)], render_kw=_TYPED | {"inputmode": "url"}
    )
    events = _Ticks(_l("When we call it"), choices=_choices(EVENTS))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(prefix="webhook-", **kwargs)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for one event at least."""
        is_good = super().validate(extra_validators)
        if not self.events.data:
            self.events.errors = [_l("Tick at least one.")]
        return is_good and not self.events.errors

    @property
    def chosen(self) -> list[EventType]:
        """Give the events that were ticked."""
        return [EventType(value) for value in self.events.data or ()]
