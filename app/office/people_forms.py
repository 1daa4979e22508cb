"""The shape of what is decided about people, and of what an invited person writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # The stubs are older than the library.
from wtforms.validators import DataRequired, EqualTo, InputRequired, Length, ValidationError

from app.accounts.errors import BadUsername
from app.accounts.rules import is_username, read_username
from app.cohorts import fields
from app.core.i18n import LOCALES, SOURCE
from app.core.permissions import Role
from app.web.forms import Form

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

ROLES: dict[Role, LazyString] = {
    Role.TRAINER: _l("Trainer: own classes, attendance, PINs of learners"),
    Role.OFFICER: _l("Officer: approves and prints certificates, sees signals and figures"),
    Role.ADMINISTRATOR: _l("Administrator: settings, people, audit"),
    Role.REVIEWER: _l("Reviewer: signs translations"),
    Role.EDITOR: _l("Editor: facts, wages, numbers to call"),
    Role.AGENCY: _l("Agency: sees who is certified in its classes, nothing else"),
}
ROLE_NAMES: dict[Role, LazyString] = {
    # NOTE: one word for what a member of staff is.
    Role.TRAINER: _l("Trainer"),
    Role.OFFICER: _l("Officer"),
    Role.ADMINISTRATOR: _l("Administrator"),
    Role.REVIEWER: _l("Reviewer"),
    Role.EDITOR: _l("Editor"),
    Role.AGENCY: _l("Agency"),
}
LONGEST_PASSWORD = 128
_FILL_IN = _l("Fill this in.")


class RolesForm(Form):
    """What somebody is, and which languages a reviewer reviews."""

    roles = fields.some_of(_l("Roles"), choices=[SelectChoice(role.value, words) for role, words in ROLES.items()])
    languages = fields.some_of(
        _l("Languages of a reviewer"),
        choices=[SelectChoice(locale.tag, locale.own_name) for locale in LOCALES if locale is not SOURCE],
    )

    @property
    def chosen(self) -> list[Role]:
        """Give the roles."""
        return [Role(value) for value in self.roles.data or ()]


class LostCodeForm(Form):
    """How somebody without their phone was known."""

    how = RadioField(
        _l("How do you know that it is this person?"),
        choices=[
            SelectChoice("in-person", _l("They stand before me")),
            SelectChoice("known-voice", _l("I know their voice and called them myself")),
            SelectChoice("papers", _l("I saw their papers")),
        ],
        validators=[InputRequired(_l("Choose one from the list."))],
    )
    witness = StringField(
        _l("Sign-in name of a colleague who knows it too"),
        validators=[DataRequired(_FILL_IN)],
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )


class NewPasswordForm(Form):
    """A password of one's own, written twice because it cannot be read while it is written."""

    new_password = PasswordField(
        _l("Your new password"),
        validators=[
            DataRequired(_l("Write your password.")),
            Length(12, LONGEST_PASSWORD, _l("A password has 12 letters or digits, or more.")),
        ],
        render_kw={"autocomplete": "new-password"},
    )
    new_password_confirm = PasswordField(
        _l("The same password again"),
        validators=[EqualTo("new_password", _l("The two passwords are not the same. Write both again."))],
        render_kw={"autocomplete": "new-password"},
    )


class InvitedForm(NewPasswordForm):
    """A sign-in name and a password of one's own."""

    username = StringField(
        _l("Your sign-in name"),
        filters=[lambda typed: read_username(typed or "")],
        validators=[DataRequired(_l("Write your sign-in name."))],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "maxlength": "64"},
    )

    def validate_username(self, field: Any) -> None:
        """Refuse what is hard to type, in words."""
        if not is_username(field.data):
            raise ValidationError(BadUsername.message)
