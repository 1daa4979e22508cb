"""Logs for operators: one JSON object a line, about requests and faults, never about persons.

A line holds the route's name and not the address, because an address may hold a number or a code.
"""

from __future__ import annotations

import logging
import sys
from time import perf_counter

import structlog
from flask import Flask, g, request
from werkzeug.wrappers import Response

log = structlog.stdlib.get_logger("waymark")

_SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


def init_logs(app: Flask) -> None:
    """Send every logger's lines to standard error as JSON, and log each request once."""
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    if app.config["STAGE"] != "testing":
        _write_to_standard_error()
    app.before_request(_start)
    app.after_request(_finish)


def _write_to_standard_error() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_SHARED,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    for chatty in ("alembic", "huey", "fontTools"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    logging.getLogger("weasyprint").setLevel(logging.ERROR)


def _start() -> None:
    g.started = perf_counter()


def _finish(response: Response) -> Response:
    if request.endpoint not in ("static", "web.healthz"):
        log.info(
            "request",
            method=request.method,
            route=request.endpoint or "none",
            status=response.status_code,
            ms=round((perf_counter() - g.get("started", perf_counter())) * 1000, 1),
        )
    return response
