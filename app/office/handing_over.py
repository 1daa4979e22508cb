"""The page that shows a one-time link once, to be handed over: as words, and as a square for the other's phone."""

from __future__ import annotations

from flask import current_app, render_template, url_for

from app.accounts.models import Staff
from app.office.links import link_by_secret
from app.printing.qr import square


def link_page(secret: str, *, back: str, whose: Staff | None = None) -> str:
    """Show a link in the language of this page; nothing keeps its secret, so nobody can show it again."""
    address = current_app.config["PUBLIC_ADDRESS"] + url_for("office_links.use", secret=secret)
    return render_template(
        "office/link.html",
        address=address,
        square=square(address),
        ends_at=link_by_secret(secret).ends_at,
        whose=whose,
        back=back,
    )
