"""The real application as it is served, and beside it one route that does nothing: our own hello.

Ratios to this route say what a page costs, without what the machine, the server and the middlewares cost.
"""

from __future__ import annotations

from app import create_app
from app.web.access import public

app = create_app()


@app.get("/hello")
@public
def hello() -> str:
    """Answer with one word."""
    return "hello"
