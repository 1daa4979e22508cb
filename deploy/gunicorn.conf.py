"""How gunicorn serves Waymark: the settings of deploy/serve and of the measurements alike."""

from __future__ import annotations

import gc
import os

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = 4
preload_app = True
keepalive = 75  # Longer than the proxy keeps a connection (deploy/nginx.conf), so that no form meets a closed one.
loglevel = "warning"

gc.disable()  # What is loaded at the start stays; looking through it for garbage is a fifth of the start.


def when_ready(_server: object) -> None:
    """Leave what was loaded out of every later search for garbage, so that the workers go on sharing its memory."""
    gc.freeze()
    gc.enable()
