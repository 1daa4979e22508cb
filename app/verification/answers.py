"""Answers that are the same for everybody and may be kept for some minutes, by a browser or by anybody between."""

from __future__ import annotations

from flask import Response, request


def kept_by_any_page(content: str | bytes) -> Response:
    """Answer with JSON that anybody may keep, and that the pages of other services may read as well.

    Its tag lets them ask whether there is a newer one.
    """
    response = Response(content, headers={"Cache-Control": "public, max-age=300"}, mimetype="application/json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.add_etag()
    response.make_conditional(request)
    return response
