"""The administrator's pages: other systems, their tokens and webhooks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.accounts.session import signed_in_staff
from app.api import services, webhooks
from app.api.errors import NameTaken, UnsafeAddress
from app.api.forms import EVENTS, SCOPES, ClientForm, TokenForm, WebhookForm
from app.api.models import ApiClient
from app.api.queries import all_clients, client_by_id, delivery_of, token_of, webhook_of, whole_client
from app.api.rules import DeliveryState
from app.core import clock
from app.core.permissions import Permission
from app.web.access import requires
from app.web.forms import ButtonForm

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

api_desk = Blueprint("api_desk", __name__, url_prefix="/<locale:locale>/staff/systems")
Page = Response | str | tuple[str, int]
STATES: Mapping[DeliveryState, LazyString] = {
    # NOTE: How far a message to another system has come.
    DeliveryState.WAITING: _l("On its way"),
    # NOTE: How far a message to another system has come.
    DeliveryState.DELIVERED: _l("Arrived"),
    # NOTE: How far a message to another system has come.
    DeliveryState.DEAD: _l("Given up"),
}


@api_desk.route("", methods=["GET", "POST"])
@requires(Permission.MANAGE_API)
def clients() -> Page:
    """List the systems, and add one."""
    form = ClientForm()
    if not form.is_submitted():
        return _list(form)
    if not form.validate():
        return _list(form), 422
    try:
        client = services.add_client(name=form.typed_name, contact=form.contact.data or None, by=signed_in_staff())
    except NameTaken as taken:
        form.name.errors = [taken.message]
        return _list(form), 422
    return redirect(url_for("api_desk.client", client_id=client.id), 303)


@api_desk.get("/<int:client_id>")
@requires(Permission.MANAGE_API)
def client(client_id: int) -> str:
    """Show one system."""
    return _page(client_by_id(client_id))


@api_desk.post("/<int:client_id>/tokens")
@requires(Permission.MANAGE_API)
def token(client_id: int) -> Page:
    """Make a token and show it, this once."""
    client, form = client_by_id(client_id), TokenForm()
    if not form.validate():
        return _page(client, token_form=form), 422
    made = services.make_token(
        client=client,
        scopes=form.chosen,
        days=form.days.data or 0,
        per_minute=form.per_minute.data or 0,
        by=signed_in_staff(),
    )
    return _shown_once(client, made, is_token=True)


@api_desk.post("/<int:client_id>/tokens/<int:token_id>/revoke")
@requires(Permission.MANAGE_API)
def revoke(client_id: int, token_id: int) -> Page:
    """Let a token open nothing any more."""
    client = client_by_id(client_id)
    services.revoke_token(token=token_of(client, token_id), by=signed_in_staff())
    return _back(client)


@api_desk.post("/<int:client_id>/webhooks")
@requires(Permission.MANAGE_API)
def add_webhook(client_id: int) -> Page:
    """Add a webhook and show its secret, this once."""
    client, form = client_by_id(client_id), WebhookForm()
    if not form.validate():
        return _page(client, webhook_form=form), 422
    address = (form.address.data or "").strip()
    try:
        _made, secret = webhooks.add_webhook(client=client, address=address, events=form.chosen, by=signed_in_staff())
    except UnsafeAddress as unsafe:
        form.address.errors = [unsafe.message]
        return _page(client, webhook_form=form), 422
    return _shown_once(client, secret)


@api_desk.post("/<int:client_id>/webhooks/<int:webhook_id>/secret")
@requires(Permission.MANAGE_API)
def secret(client_id: int, webhook_id: int) -> Page:
    """Change the secret of a webhook and show the new one, this once."""
    client = client_by_id(client_id)
    return _shown_once(client, webhooks.change_secret(webhook=webhook_of(client, webhook_id), by=signed_in_staff()))


@api_desk.post("/<int:client_id>/webhooks/<int:webhook_id>/stop")
@requires(Permission.MANAGE_API)
def stop(client_id: int, webhook_id: int) -> Page:
    """Send nothing more to a webhook."""
    client = client_by_id(client_id)
    webhooks.stop_webhook(webhook=webhook_of(client, webhook_id), by=signed_in_staff())
    return _back(client)


@api_desk.post("/<int:client_id>/deliveries/<int:delivery_id>/again")
@requires(Permission.MANAGE_API)
def again(client_id: int, delivery_id: int) -> Page:
    """Try a delivery again that was given up."""
    client = client_by_id(client_id)
    webhooks.send_again(delivery=delivery_of(client, delivery_id), by=signed_in_staff())
    return _back(client)


def _list(form: ClientForm) -> str:
    return render_template("api/clients.html", form=form, listed=all_clients())


def _page(client: ApiClient, **filled: Any) -> str:
    return render_template(
        "api/client.html",
        whole=whole_client(client),
        token_form=filled.get("token_form") or TokenForm(formdata=None),
        webhook_form=filled.get("webhook_form") or WebhookForm(formdata=None),
        open_form=next(iter(filled), None),
        form=ButtonForm(),
        now=clock.now(),
        scopes=SCOPES,
        events=EVENTS,
        states=STATES,
    )


def _shown_once(client: ApiClient, words: str, *, is_token: bool = False) -> Response:
    """Show what is kept nowhere in clear, on a page that nobody keeps."""
    page = render_template("api/once.html", client=client, words=words, is_token=is_token)
    return Response(page, 200, {"Cache-Control": "no-store"}, mimetype="text/html")


def _back(client: ApiClient) -> Response:
    return redirect(url_for("api_desk.client", client_id=client.id), 303)
