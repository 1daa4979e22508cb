"""Waymark: a standard pre-departure course for people going abroad to work, and certificates anyone can check."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from app.core import jobs
from app.core.database import db, prepare_engine
from app.course import loader
from app.dashboard.views import dashboard
from app.guidance.views import guidance
from app.web import access, limits
from app.web.assets import init_assets
from app.web.errors import init_errors
from app.web.forms import csrf
from app.web.headers import init_headers
from app.web.limits import init_limits
from app.web.localisation import init_localisation
from app.web.logs import init_logs
from app.web.pages import init_pages
from app.web.views import web
from config import settings

BLUEPRINTS = (web, dashboard, guidance)
COMMANDS = ()


def create_app(config: Mapping[str, object] | None = None) -> Flask:
    """Build the application from settings; raise, in words, where something it needs is missing or broken."""
    app = Flask(__name__, static_folder=None)
    app.config.from_mapping(config or settings())
    _open_database(app)
    _dress(app)
    app.extensions["course"] = loader.load_course(app.config["CURRICULUM"])
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for command in COMMANDS:
        app.cli.add_command(command)
    jobs.init_jobs(app)
    jobs.register_periodic(app, limits.forget_ended_counts)
    return app


def _open_database(app: Flask) -> None:
    db.init_app(app)
    Migrate(app, db, compare_type=True, render_as_batch=True)
    with app.app_context():
        prepare_engine(db.engine)


def _dress(app: Flask) -> None:
    init_logs(app)
    init_localisation(app)
    init_errors(app)
    init_headers(app)
    init_pages(app)
    init_limits(app)
    init_assets(app)
    csrf.init_app(app)
    app.before_request(access.check_door)
    if app.config["TRUSTED_PROXIES"]:
        hops = app.config["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
