"""The sign-in library's forms with our words, our sign-in names and our limits on guessing."""

from __future__ import annotations

from typing import Any

from flask import current_app, g, request
from flask_babel import lazy_gettext as _l
from flask_security import (
    ChangePasswordForm,
    LoginForm,
    MfRecoveryCodesForm,
    MfRecoveryForm,
    TwoFactorRescueForm,
    TwoFactorSetupForm,
    TwoFactorVerifyCodeForm,
    VerifyForm,
)
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, RadioField, StringField, SubmitField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # The stubs are older than the library.
from wtforms.validators import DataRequired, EqualTo

from app.accounts import guessing
from app.accounts.errors import MustWait
from app.accounts.models import Staff
from app.accounts.rules import read_username
from app.accounts.second_factor import is_demanded
from app.accounts.session import signed_in_staff
from app.core.digits import latin_digits

WRONG = _l("The sign-in name or the password is not right. Look at both again.")
_DEMANDED = _l("Everybody here signs in with a code from a phone. You can only set up another phone.")
_PLAIN = {"autocapitalize": "none", "spellcheck": "false"}


def _password(label: Any, autocomplete: str = "current-password", *more: Any) -> PasswordField:
    required = DataRequired(_l("Write your password."))
    return PasswordField(label, validators=[required, *more], render_kw={"autocomplete": autocomplete})


def _code(label: Any, clean: Any, **attributes: str) -> StringField:
    return StringField(
        label,
        filters=[lambda typed: clean(typed or "")],
        validators=[DataRequired(_l("Write the code."))],
        render_kw={"autocomplete": "one-time-code", **_PLAIN, **attributes},
    )


def _digits(typed: str) -> str:
    return "".join(latin_digits(typed).split())


def _word(typed: str) -> str:
    return latin_digits(typed).strip().lower()


def _may_try(form: FlaskForm, account: str) -> bool:
    """Count a try, or say in the form how long to wait."""
    try:
        guessing.count_try(account, request.remote_addr or "")
    except MustWait as wait:
        form.form_errors.append(str(wait.message))
        return False
    return True


def _judged(right: bool, account: str) -> bool:
    if right:
        guessing.welcome(account, request.remote_addr or "")
    else:
        g.guess_failed = True
    return right


class SignInForm(LoginForm):
    """Sign-in name and password; one answer, whichever of them is wrong."""

    email = None  # type: ignore[assignment]  # The way WTForms takes a field away.
    remember = None  # type: ignore[assignment]  # Nobody stays signed in on a screen of an office.
    username = StringField(
        _l("Sign-in name"),
        validators=[DataRequired(_l("Write your sign-in name."))],
        render_kw={"autocomplete": "username", **_PLAIN},
    )
    password = _password(_l("Password"))
    submit = SubmitField(_l("Sign in"))

    def validate(self, **kwargs: Any) -> bool:
        """Judge both, if this guesser may try."""
        name, password = read_username(self.username.data or ""), self.password.data
        if not (name and password):
            return super().validate(**kwargs) and False
        account = f"staff/{name}"
        if not _may_try(self, account):
            return False
        self.ifield = self.username
        self.user = current_app.extensions["security"].datastore.find_user(username=name)
        if _judged(super().validate(**kwargs), account):
            return True
        if not self.user_authenticated:
            self.username.errors, self.password.errors = [], []
            self.form_errors.append(str(WRONG))
        return False


class PasswordAgainForm(VerifyForm):
    """The password of somebody who signed in a while ago."""

    password = _password(_l("Password"))
    submit = SubmitField(_l("Go on"))

    def validate(self, **kwargs: Any) -> bool:
        """Judge the password, if this guesser may try."""
        account = f"staff/{self.user.username}"
        return _may_try(self, account) and _judged(super().validate(**kwargs), account)


class OwnPasswordForm(ChangePasswordForm):
    """The old password and a new one."""

    password = _password(_l("Your password until now"))
    new_password = _password(_l("Your new password"), "new-password")
    new_password_confirm = _password(
        _l("The same password again"),
        "new-password",
        EqualTo("new_password", _l("The two passwords are not the same. Write both again.")),
    )
    submit = SubmitField(_l("Change my password"))

    def validate(self, **kwargs: Any) -> bool:
        """Judge both, if this guesser may try; a fault of the new one alone is no wrong try and clears none."""
        account = f"staff/{signed_in_staff().username}"
        if not _may_try(self, account):
            return False
        is_right = super().validate(**kwargs)
        if is_right or self.password.errors:
            _judged(is_right, account)
        return is_right


class SecondFactorForm(TwoFactorSetupForm):
    """A code from an app, or no code any more; nothing is ever sent."""

    setup = RadioField(choices=[SelectChoice("authenticator"), SelectChoice("disable")])
    phone = HiddenField()  # type: ignore[assignment]  # The library asks for the field, and we for no number.
    submit = SubmitField(_l("Go on"))

    def validate(self, **kwargs: Any) -> bool:
        """Let nobody go without a code where one is demanded."""
        if self.setup.data == "disable" and is_demanded():
            self.form_errors.append(str(_DEMANDED))
            return False
        return super().validate(**kwargs)


class CodeForm(TwoFactorVerifyCodeForm):
    """Six digits from the app."""

    code = _code(_l("Code"), _digits, inputmode="numeric", maxlength="12")
    submit = SubmitField(_l("Go on"), id="submit-code")

    def validate(self, **kwargs: Any) -> bool:
        """Judge the code, if this guesser may try."""
        account = _code_account(self.user)
        return _may_try(self, account) and _judged(super().validate(**kwargs), account)


class LostPhoneForm(TwoFactorRescueForm):
    """The way on without the phone: a recovery code."""

    help_setup = RadioField(choices=[])
    submit = SubmitField(_l("Use a recovery code"), id="rescue")


class RecoveryForm(MfRecoveryForm):
    """One of the codes that were written down."""

    code = _code(_l("Recovery code"), _word)
    submit = SubmitField(_l("Go on"))

    def validate(self, **kwargs: Any) -> bool:
        """Judge the code, if this guesser may try."""
        account = _code_account(self.user)
        return _may_try(self, account) and _judged(super().validate(**kwargs), account)


class RecoveryCodesForm(MfRecoveryCodesForm):
    """Show the codes, or make new ones."""

    show_codes = SubmitField(_l("Show my codes"))
    generate_new_codes = SubmitField(_l("Make new codes. The old ones stop working."))


def _code_account(staff: Any) -> str:
    """Name the account at which codes are tried; both kinds of codes count together."""
    found: Staff = staff
    return f"staff-code/{found.id}"
