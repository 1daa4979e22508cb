"""Settings, read from the environment; no secret has a default.

``WAYMARK_ENV`` is ``development`` (the default), ``testing`` or ``production``. In development missing secrets are
generated once and kept in ``instance/``. In production each must be given, as ``NAME`` or as ``NAME_FILE`` (a file
only the service can read), and the application refuses to start without it.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parent
LOCAL_HOSTS = ("localhost", "127.0.0.1")
"""Names under which production answers beside its own: operators ask for its health from the same machine."""
SECRETS = ("SECRET_KEY", "PASSWORD_SALT", "TOTP_KEY", "RECORDS_KEY")
_SHORTEST_SECRET = 32
"""Characters; as many as ``openssl rand -hex 16`` writes."""


class BadSettings(Exception):
    """The environment lacks a setting or holds one that cannot be used; the message says what to do."""


def settings(env: Mapping[str, str] | None = None) -> dict[str, object]:
    """Give Flask's configuration for an environment; raise BadSettings where it cannot work."""
    env = os.environ if env is None else env
    stage = env.get("WAYMARK_ENV", "development")
    if stage not in ("development", "testing", "production"):
        raise BadSettings(f"WAYMARK_ENV is {stage!r}; use development, testing or production.")
    instance = Path(env.get("WAYMARK_INSTANCE", str(ROOT / "instance"))).absolute()
    # The database's own files may be readable by others; nobody else gets as far as to them.
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    address = _public_address(env, stage)
    held = {name: _secret(name, env, stage, instance) for name in SECRETS}
    https = env.get("WAYMARK_HTTPS", "on" if stage == "production" else "off") == "on"
    return {
        "STAGE": stage,
        "INSTANCE": instance,
        "CURRICULUM": Path(env.get("WAYMARK_CURRICULUM", str(ROOT / "curriculum"))),
        "STATIC_BUILD": Path(env.get("WAYMARK_STATIC", str(ROOT / "build" / "static"))),
        "KEYS": Path(env.get("WAYMARK_KEYS", str(instance / "keys"))),
        "KEY_PASSPHRASE_FILE": _passphrase_file(env, instance),
        "PUBLIC_ADDRESS": address,
        "PEERS_OVER_HTTP": stage != "production" and env.get("WAYMARK_PEERS_OVER_HTTP", "off") == "on",
        "WEBHOOKS_TO_PRIVATE": env.get("WAYMARK_WEBHOOKS_TO_PRIVATE", "off") == "on",
        "TRUSTED_HOSTS": [urlsplit(address).hostname, *LOCAL_HOSTS] if stage == "production" else None,
        "EXIT_ADDRESS": env.get("WAYMARK_EXIT_ADDRESS", "https://www.wikipedia.org/"),
        "SQLALCHEMY_DATABASE_URI": database_address(env, instance),
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},
        "JOBS_URL": env.get("JOBS_URL", f"sqlite:///{instance / 'jobs.db'}"),
        "JOBS_WORKERS": int(env.get("JOBS_WORKERS", "1")),
        "RATELIMIT_STORAGE_URI": "memory://" if stage == "testing" else "waymark://",
        "SECRET_KEY": held["SECRET_KEY"],
        "SECURITY_PASSWORD_SALT": held["PASSWORD_SALT"],
        "SECURITY_TOTP_SECRETS": {"1": held["TOTP_KEY"]},
        "RECORDS_KEY": held["RECORDS_KEY"],
        "RECORDS_KEY_OLD": _old_secret("RECORDS_KEY", env),
        "TRUSTED_PROXIES": int(env.get("WAYMARK_PROXIES", "0")),
        "COUNTRY_HEADER": _country_header(env),
        "HTTPS": https,
        "SESSION_COOKIE_NAME": "waymark",
        "SESSION_COOKIE_SECURE": https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(days=60),
        "SESSION_REFRESH_EACH_REQUEST": False,
        "LEARNER_IDLE": timedelta(minutes=30),
        "STAFF_IDLE": timedelta(hours=1),
        "STAFF_SECOND_FACTOR": env.get("WAYMARK_STAFF_SECOND_FACTOR", "on" if stage == "production" else "off") == "on",
        "WTF_CSRF_TIME_LIMIT": None,
        "MAX_CONTENT_LENGTH": 256 * 1024,
        "BABEL_DEFAULT_LOCALE": "en",
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "translations"),
        "TESTING": stage == "testing",
    }


def database_address(env: Mapping[str, str], instance: Path) -> str:
    """Give the database's address: ``DATABASE_URL``, or an SQLite file in the instance folder."""
    address = env.get("DATABASE_URL", f"sqlite:///{instance / 'waymark.db'}")
    for scheme in ("postgres://", "postgresql://"):
        if address.startswith(scheme):
            return "postgresql+psycopg://" + address.removeprefix(scheme)
    return address


def _passphrase_file(env: Mapping[str, str], instance: Path) -> Path:
    """Name the file with the passphrase of the keys: as told, or systemd's credential, or beside a demo's keys."""
    if env.get("WAYMARK_KEY_PASSPHRASE_FILE"):
        return Path(env["WAYMARK_KEY_PASSPHRASE_FILE"])
    if env.get("CREDENTIALS_DIRECTORY"):
        return Path(env["CREDENTIALS_DIRECTORY"]) / "waymark-keys"
    return instance / "test-keys-passphrase"


def _country_header(env: Mapping[str, str]) -> str | None:
    """Name the header in which the proxy says the country of a request; without it nobody's word is taken."""
    name = env.get("WAYMARK_COUNTRY_HEADER", "")
    if name and not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", name):
        raise BadSettings(f"WAYMARK_COUNTRY_HEADER is {name!r}; give the name of a header, such as X-Country.")
    return name or None


def _public_address(env: Mapping[str, str], stage: str) -> str:
    address = env.get("WAYMARK_ADDRESS", "").rstrip("/")
    if address:
        return address
    if stage == "production":
        raise BadSettings("WAYMARK_ADDRESS is missing: give the address people reach this service at (https://…).")
    return f"http://127.0.0.1:{env.get('PORT', '8000')}"


def _secret(name: str, env: Mapping[str, str], stage: str, instance: Path) -> str:
    given = env.get(name) or (_read_secret(Path(env[f"{name}_FILE"])) if env.get(f"{name}_FILE") else None)
    if given is not None:
        return _long_enough(name, given, stage)
    if stage == "production":
        raise BadSettings(
            f"{name} is missing: set {name}_FILE to a file that holds it and that only the service reads."
        )
    return _kept_secret(instance / name.lower())


def _old_secret(name: str, env: Mapping[str, str]) -> str | None:
    """Give the secret before the present one, while what it sealed is written anew."""
    path = env.get(f"{name}_OLD_FILE")
    return _read_secret(Path(path)) if path else None


def _long_enough(name: str, secret: str, stage: str) -> str:
    if stage == "production" and len(secret) < _SHORTEST_SECRET:
        raise BadSettings(f"{name} is too short: make one with 'openssl rand -hex 32'.")
    return secret


def _read_secret(path: Path) -> str:
    if not path.is_file():
        raise BadSettings(f"{path} is not there: write a secret into it, such as 'openssl rand -hex 32' gives.")
    if path.stat().st_mode & 0o077:
        raise BadSettings(f"{path} can be read by others: chmod 600 {path}")
    return path.read_text().strip()


def _kept_secret(path: Path) -> str:
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text().strip()
