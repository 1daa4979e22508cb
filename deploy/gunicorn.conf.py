"""How gunicorn serves Waymark: the settings of deploy/serve and of the measurements alike."""

import os

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = 4
preload_app = True
keepalive = 75  # Longer than the proxy keeps a connection (deploy/nginx.conf), so that no form meets a closed one.
loglevel = "warning"
