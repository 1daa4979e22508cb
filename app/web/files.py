"""Files that a browser is given to keep."""

from __future__ import annotations

from werkzeug.wrappers import Response


def handed(content: bytes | str, kind: str, name: str) -> Response:
    """Give a file under a name; the kind is its media type, with the charset where it is text."""
    answer = Response(content, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def handed_pdf(content: bytes, name: str) -> Response:
    """Give a PDF under a name without ending."""
    return handed(content, "application/pdf", f"{name}.pdf")
