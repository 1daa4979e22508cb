"""Taking classes from a phone that is signed out or handed over."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response


def clear_phone(response: Response) -> None:
    """Have the browser forget its pages, and all that it keeps of this site unless its script has cleared the classes.

    A browser can only throw away everything of a site; that would take the checker of certificates too, which a
    trainer may need on the way.
    """
    is_cleared = request.form.get("cleared") == "yes"
    response.headers["Clear-Site-Data"] = '"cache"' if is_cleared else '"cache", "storage"'
