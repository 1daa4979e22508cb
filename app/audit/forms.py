"""What of the audit to show, as people type it."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # The stubs are older than the library.
from wtforms.validators import Optional, ValidationError

from app.audit.acts import named_acts
from app.audit.queries import Wanted
from app.audit.subjects import actor_named, subjects_named
from app.web.forms import Form

_TYPED = {"autocomplete": "off", "spellcheck": "false", "maxlength": "120"}


class WantedForm(Form):
    """Who, what, to whom and when; looking changes nothing, so it needs no token."""

    class Meta:
        """Without a token the address can be kept and sent on."""

        csrf = False

    who = StringField(_l("Who"), render_kw=_TYPED)
    act = SelectField(_l("What"), validate_choice=False)
    about = StringField(_l("To whom or to what"), render_kw=_TYPED)
    since = DateField(_l("From (UTC)"), validators=[Optional()])
    until = DateField(_l("Until (UTC)"), validators=[Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = sorted(((act, str(label)) for act, label in named_acts().items()), key=lambda one: one[1].casefold())
        chosen = self.act.data or ""
        known = [("", _l("Everything")), *words]
        if chosen not in dict(known):
            known.append((chosen, chosen))  # An act of an older version keeps its bare name.
        self.act.choices = [SelectChoice(act, label) for act, label in known]

    def validate_who(self, field: StringField) -> None:
        """Refuse a name that nobody has."""
        if self._who and actor_named(self._who) is None:
            raise ValidationError(_l("Nobody has this name or number. Look at each sign again."))

    def validate_about(self, field: StringField) -> None:
        """Refuse what names nothing."""
        if self._about and not subjects_named(self._about):
            raise ValidationError(_l("Nothing has this name or number. Look at each sign again."))

    @property
    def wanted(self) -> Wanted:
        """Give what was chosen."""
        return Wanted(
            actor=actor_named(self._who) if self._who else None,
            act=self.act.data or "",
            subjects=subjects_named(self._about) if self._about else frozenset(),
            since=self.since.data,
            until=self.until.data,
        )

    @property
    def address(self) -> dict[str, str]:
        """Give what was chosen as it stands in an address."""
        told = {"who": self._who, "act": self.act.data, "about": self._about}
        days = {"since": self.since.data, "until": self.until.data}
        return {name: str(value) for name, value in {**told, **days}.items() if value}

    @property
    def _who(self) -> str:
        return (self.who.data or "").strip()

    @property
    def _about(self) -> str:
        return (self.about.data or "").strip()
