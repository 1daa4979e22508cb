"""Headers that keep a page to itself: strict content policy, no framing, no sniffing, no referrer to others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, request
from flask_talisman import Talisman
from werkzeug.wrappers import Response

ViewT = TypeVar("ViewT", bound=Callable[..., Any])
CONTENT_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": ["'self'", "data:"],
    "font-src": "'self'",
    "media-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
_WASM_POLICY = {**CONTENT_POLICY, "script-src": ["'self'", "'wasm-unsafe-eval'"]}
ALLOWED_FEATURES = {"camera": "(self)", "geolocation": "()", "microphone": "()", "browsing-topics": "()"}


def init_headers(app: Flask) -> None:
    """Send the security headers with every answer.

    No page holds an inline script or style, so the policy needs no nonces, and a page can be cached as it is. No other
    site learns where a reader came from; our own must, because over HTTPS a form counts as ours only with a referrer.
    """
    Talisman(
        app,
        force_https=False,
        strict_transport_security=app.config["HTTPS"],
        session_cookie_secure=app.config["HTTPS"],
        content_security_policy=CONTENT_POLICY,
        content_security_policy_nonce_in=[],
        permissions_policy=ALLOWED_FEATURES,
        referrer_policy="same-origin",
        frame_options="DENY",
    )
    app.after_request(_keep_private)


def may_run_wasm(view: ViewT) -> ViewT:
    """Let the page of a view run WebAssembly of our own; text is never run as script, here or elsewhere."""
    view.talisman_view_options = {"content_security_policy": _WASM_POLICY}  # type: ignore[attr-defined]
    return view


def _keep_private(response: Response) -> Response:
    """Keep answers out of shared caches unless the view said otherwise.

    ``no-cache`` rather than ``no-store``: the browser may show the page again on *back*, and a filled-in form with
    it, which matters on a network that comes and goes.
    """
    if "Cache-Control" not in response.headers and request.endpoint != "static":
        response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
