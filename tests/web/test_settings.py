"""Production starts with everything it needs, or says by name what is missing."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.core.database import db
from config import SECRETS, BadSettings, database_address, settings


def secret_for(name: str) -> str:
    return f"what production was given as {name}"


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """Everything a production installation is given."""
    given = {"WAYMARK_ENV": "production", "WAYMARK_ADDRESS": "https://waymark.example/"}
    for name in SECRETS:
        file = tmp_path / name
        file.write_text(f"{secret_for(name)}\n")
        file.chmod(0o600)
        given[f"{name}_FILE"] = str(file)
    return given | {"WAYMARK_INSTANCE": str(tmp_path / "instance")}


def test_production_starts_with_what_it_was_given(env: dict[str, str]) -> None:
    given = settings(env)
    assert given["SECRET_KEY"] == secret_for("SECRET_KEY")
    assert given["SECURITY_PASSWORD_SALT"] == secret_for("PASSWORD_SALT")
    assert given["SECURITY_TOTP_SECRETS"] == {"1": secret_for("TOTP_KEY")}
    assert given["PUBLIC_ADDRESS"] == "https://waymark.example"


def test_production_answers_to_its_own_name_alone(env: dict[str, str]) -> None:
    """Another name in a request would come back in the links of the answer."""
    app = Flask("other")
    app.config.update(settings(env))
    app.add_url_rule("/", view_func=lambda: "here")
    client = app.test_client()
    status = {
        name: client.get("/", base_url=f"https://{name}").status_code for name in ("waymark.example", "localhost")
    }
    assert status == {"waymark.example": 200, "localhost": 200}
    assert client.get("/", base_url="https://elsewhere.example").status_code == 400


def test_production_is_strict_where_nobody_says_otherwise(env: dict[str, str]) -> None:
    given = settings(env)
    assert given["HTTPS"] is given["SESSION_COOKIE_SECURE"] is given["SESSION_COOKIE_HTTPONLY"] is True
    assert given["STAFF_SECOND_FACTOR"] is True
    assert given["RATELIMIT_STORAGE_URI"] == "waymark://"
    assert not given["TESTING"]
    assert given["LEARNER_IDLE"] == timedelta(minutes=30)


@pytest.mark.parametrize("name", SECRETS)
def test_production_refuses_to_start_without_a_secret_and_names_it(env: dict[str, str], name: str) -> None:
    del env[f"{name}_FILE"]
    with pytest.raises(BadSettings, match=f"^{name} is missing: set {name}_FILE"):
        settings(env)


@pytest.mark.parametrize("name", SECRETS)
def test_an_empty_secret_is_a_missing_one(env: dict[str, str], name: str) -> None:
    with pytest.raises(BadSettings, match=f"^{name} is missing"):
        settings(env | {f"{name}_FILE": "", name: ""})


@pytest.mark.parametrize("name", SECRETS)
@pytest.mark.parametrize("secret", ["", "changeme", "x" * 31])
def test_a_secret_that_could_be_guessed_is_refused(env: dict[str, str], name: str, secret: str) -> None:
    Path(env[f"{name}_FILE"]).write_text(f"{secret}\n")
    with pytest.raises(BadSettings, match=f"^{name} is too short: make one with 'openssl rand -hex 32'"):
        settings(env)


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_in_a_file_that_is_not_there_is_named(env: dict[str, str], name: str) -> None:
    file = Path(env[f"{name}_FILE"])
    file.unlink()
    with pytest.raises(BadSettings, match=f"{file} is not there"):
        settings(env)


@pytest.mark.parametrize("name", SECRETS)
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_secret_that_others_can_read_is_refused(env: dict[str, str], name: str, mode: int) -> None:
    file = Path(env[f"{name}_FILE"])
    file.chmod(mode)
    with pytest.raises(BadSettings, match=f"{file} can be read by others: chmod 600 {file}"):
        settings(env)


def test_production_needs_the_address_that_is_printed_on_certificates(env: dict[str, str]) -> None:
    del env["WAYMARK_ADDRESS"]
    with pytest.raises(BadSettings, match="WAYMARK_ADDRESS is missing"):
        settings(env)


def test_a_stage_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="'prod'; use development, testing or production"):
        settings({"WAYMARK_ENV": "prod", "WAYMARK_INSTANCE": str(tmp_path)})


def test_development_makes_its_own_secrets_once_for_its_owner_alone(tmp_path: Path) -> None:
    env = {"WAYMARK_INSTANCE": str(tmp_path)}
    first = settings(env)
    assert settings(env) == first
    assert len(str(first["SECRET_KEY"])) > 40
    assert first["SECRET_KEY"] != first["SECURITY_PASSWORD_SALT"]
    for name in SECRETS:
        assert stat.S_IMODE((tmp_path / name.lower()).stat().st_mode) == 0o600


def test_nobody_else_may_look_into_a_new_instance_folder(tmp_path: Path) -> None:
    settings({"WAYMARK_INSTANCE": str(tmp_path / "new")})
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_an_error_of_the_database_does_not_tell_what_was_written(app: Flask) -> None:
    with app.app_context(), pytest.raises(SQLAlchemyError) as error, db.engine.connect() as connection:
        connection.execute(text("SELECT :name FROM nothing"), {"name": "SOK CHANTHOU"})
    assert "SOK CHANTHOU" not in str(error.value)


def test_two_installations_have_different_secrets(tmp_path: Path) -> None:
    one, other = (settings({"WAYMARK_INSTANCE": str(tmp_path / name)}) for name in ("one", "other"))
    assert one["SECRET_KEY"] != other["SECRET_KEY"]


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_a_postgresql_address_names_its_driver(tmp_path: Path, scheme: str) -> None:
    address = database_address({"DATABASE_URL": f"{scheme}://waymark@db/waymark"}, tmp_path)
    assert address == "postgresql+psycopg://waymark@db/waymark"


def test_without_a_database_address_it_is_a_file_beside_the_secrets(tmp_path: Path) -> None:
    assert database_address({}, tmp_path) == f"sqlite:///{tmp_path}/waymark.db"


def test_no_header_tells_the_country_until_the_operator_names_one(env: dict[str, str]) -> None:
    assert settings(env)["COUNTRY_HEADER"] is None
    assert settings(env | {"WAYMARK_COUNTRY_HEADER": "X-Country"})["COUNTRY_HEADER"] == "X-Country"
    with pytest.raises(BadSettings, match="the name of a header"):
        settings(env | {"WAYMARK_COUNTRY_HEADER": "X Country:"})
