"""The sign-in library, set up for our staff: which pages it has, who may enter them, what it may do."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import wraps
from typing import Any

from flask import Flask, current_app, g, request
from flask_security import Security, SQLAlchemyUserDatastore, Totp
from werkzeug.wrappers import Response

from app.accounts import forms, guessing
from app.accounts.errors import NetworkMustWait
from app.accounts.models import Staff, StaffRole
from app.accounts.rules import read_username
from app.accounts.second_factor import init_second_factor
from app.accounts.session import current_staff, init_gate
from app.accounts.sessions import end_all
from app.accounts.signals import staff_changed
from app.accounts.words import MESSAGES
from app.core.database import db, unit_of_work
from app.core.permissions import Permission
from app.web.access import public, requires
from app.web.errors import problem_page

SIGNS: dict[str, Permission | None] = {
    "security.login": None,
    "security.logout": None,
    # These five know by the session whose password was right a moment ago; that person is not yet signed in.
    "security.two_factor_setup": None,
    "security.two_factor_token_validation": None,
    "security.two_factor_rescue": None,
    "security.mf_recovery": None,
    "security.tf_select": None,
    "security.two_factor_setup_validate": Permission.USE_STAFF_PAGES,
    "security.mf_recovery_codes": Permission.USE_STAFF_PAGES,
    "security.verify": Permission.USE_STAFF_PAGES,
    "security.change_password": Permission.USE_STAFF_PAGES,
}
"""Who may enter each of the library's pages; one that is missing here lets nobody in."""

FORMS: dict[str, Any] = {
    "login_form": forms.SignInForm,
    "verify_form": forms.PasswordAgainForm,
    "change_password_form": forms.OwnPasswordForm,
    "two_factor_setup_form": forms.SecondFactorForm,
    "two_factor_verify_code_form": forms.CodeForm,
    "two_factor_rescue_form": forms.LostPhoneForm,
    "mf_recovery_form": forms.RecoveryForm,
    "mf_recovery_codes_form": forms.RecoveryCodesForm,
}

ADDRESSES = {
    "URL_PREFIX": "/<locale:locale>/staff",
    "LOGIN_URL": "/sign-in",
    "LOGOUT_URL": "/sign-out",
    "VERIFY_URL": "/password-again",
    "CHANGE_URL": "/password",
    "TWO_FACTOR_SETUP_URL": "/second-factor",
    "TWO_FACTOR_TOKEN_VALIDATION_URL": "/code",
    "TWO_FACTOR_RESCUE_URL": "/code/lost-phone",
    "MULTI_FACTOR_RECOVERY_URL": "/code/recovery",
    "MULTI_FACTOR_RECOVERY_CODES_URL": "/recovery-codes",
    "POST_LOGIN_VIEW": "staff.home",
    "POST_VERIFY_VIEW": "staff.home",
    "POST_CHANGE_VIEW": "staff.home",
    "POST_LOGOUT_VIEW": "dashboard.home",
    "TWO_FACTOR_POST_SETUP_VIEW": "security.mf_recovery_codes",
}

TEMPLATES = {
    "LOGIN_USER_TEMPLATE": "security/sign-in.html",
    "VERIFY_TEMPLATE": "security/password-again.html",
    "CHANGE_PASSWORD_TEMPLATE": "security/password.html",
    "TWO_FACTOR_SETUP_TEMPLATE": "security/second-factor.html",
    "TWO_FACTOR_VERIFY_CODE_TEMPLATE": "security/code.html",
    "MULTI_FACTOR_RECOVERY_TEMPLATE": "security/recovery.html",
    "MULTI_FACTOR_RECOVERY_CODES_TEMPLATE": "security/recovery-codes.html",
}

ABILITIES = {
    "STATIC_FOLDER": None,
    "CLI_USERS_NAME": "",
    "CLI_ROLES_NAME": "",
    "API_ENABLED_METHODS": ["session"],
    "PASSWORD_HASH": "argon2",
    "PASSWORD_SCHEMES": ["argon2"],
    "PASSWORD_LENGTH_MIN": 12,
    "USER_IDENTITY_ATTRIBUTES": [{"username": {"mapper": read_username}}],
    "CHANGEABLE": True,
    "SEND_PASSWORD_CHANGE_EMAIL": False,
    "TWO_FACTOR": True,
    "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
    "TWO_FACTOR_IMPLEMENTATIONS": {"code": "flask_security.twofactor.CodeTfPlugin"},
    "TWO_FACTOR_RESCUE_EMAIL": False,
    "TWO_FACTOR_AUTHENTICATOR_VALIDITY": 60,
    "TOTP_ISSUER": "Waymark",
    "MULTI_FACTOR_RECOVERY_CODES": True,
    "MULTI_FACTOR_RECOVERY_CODES_N": 8,
    "FRESHNESS": timedelta(minutes=30),
    "FRESHNESS_GRACE_PERIOD": timedelta(minutes=10),
}

View = Callable[..., Any]


class StaffStore(SQLAlchemyUserDatastore):
    """Where the library finds staff; the unit of work around each of its pages commits what it changes."""

    def commit(self) -> None:
        """Leave the end of the transaction to the unit of work."""

    def set_uniquifier(self, user: Any, uniquifier: str | None = None) -> None:
        """Give somebody another key of sessions, and end those of before."""
        super().set_uniquifier(user, uniquifier)
        end_all(user)

    def tf_set(self, user: Any, primary_method: str, totp_secret: str | None = None, phone: str | None = None) -> None:
        """Keep a second factor, and tell when it is a new one."""
        is_new = totp_secret is not None and totp_secret != user.tf_totp_secret
        super().tf_set(user, primary_method, totp_secret, phone)
        if is_new:
            app = current_app._get_current_object()  # type: ignore[attr-defined]
            staff_changed.send(app, staff=user, change="second-factor-set", by=user, roles=None)


class OneTimeTotp(Totp):
    """Codes that are taken once: whoever reads one over a shoulder cannot use it again."""

    def get_last_counter(self, user: Any) -> int | None:
        """Give the time step of the last code taken."""
        counter: int | None = user.tf_counter
        return counter

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        """Keep the time step of the code just taken."""
        user.tf_counter = tmatch.counter


def init_accounts(app: Flask) -> None:
    """Set the library up, give its pages their signs, and let staff in."""
    app.config.update({f"SECURITY_{key}": value for key, value in _settings(app.config).items()})
    store = StaffStore(db, Staff, StaffRole)  # type: ignore[arg-type]  # see models: the mixin's types contradict Mapped.
    security = Security(app, store, totp_cls=OneTimeTotp, **FORMS)
    security.want_json(lambda _request: False)
    app.login_manager.request_loader(lambda _request: None)  # type: ignore[attr-defined]  # No sign-in by tokens.
    for endpoint, permission in SIGNS.items():
        view = _guarded(app.view_functions[endpoint])
        app.view_functions[endpoint] = public(view) if permission is None else requires(permission)(view)
    init_gate(app)
    init_second_factor(app)


def _settings(config: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **ADDRESSES,
        **TEMPLATES,
        **ABILITIES,
        **{f"MSG_{key}": (message, "error") for key, message in MESSAGES.items()},
        "I18N_DOMAIN": "messages",
        "I18N_DIRNAME": [config["BABEL_TRANSLATION_DIRECTORIES"]],
        "TWO_FACTOR_REQUIRED": config["STAFF_SECOND_FACTOR"],
        "MULTI_FACTOR_RECOVERY_CODES_KEYS": [_recovery_key(config["SECURITY_TOTP_SECRETS"]["1"])],
    }


def _recovery_key(secret: str) -> bytes:
    """Derive the key under which recovery codes are kept from the secret of the second factor."""
    return base64.urlsafe_b64encode(hashlib.sha256(b"recovery-codes:" + secret.encode()).digest())


def _guarded(view: View) -> View:
    """Put a page of the library into one transaction, behind the lock after a pause and the limit by network."""

    @wraps(view)
    def guarded(**values: Any) -> Response | str:
        current_staff()
        if request.method != "POST":
            return view(**values)  # type: ignore[no-any-return]
        address = request.remote_addr or ""
        try:
            guessing.check_network(address)
        except NetworkMustWait as wait:
            return problem_page(429, wait.message)
        with unit_of_work():
            answer = view(**values)
        if g.pop("guess_failed", False):
            guessing.count_network_failure(address)
        return answer  # type: ignore[no-any-return]

    return guarded
