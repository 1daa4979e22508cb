"""Doors: every route carries a sign that names who may enter; a route without one lets nobody in.

A domain that knows people registers how it finds the present one (``admit``); this module then asks for a
permission and never for a person. Whether an object belongs to that person is checked in the domain's service.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from flask import Flask, current_app, g, request
from werkzeug.wrappers import Response

from app.core.errors import NotAllowed
from app.core.permissions import Permission

View = TypeVar("View", bound=Callable[..., Any])
_SIGN = "waymark_sign"
_GATES = "waymark-gates"


class Principal(Protocol):
    """Somebody who is signed in."""

    @property
    def permissions(self) -> frozenset[Permission]:
        """Tell what this person may do."""


@dataclass(frozen=True, slots=True)
class Gate:
    """How one kind of people is recognised, and where they are asked to sign in."""

    permissions: frozenset[Permission]
    load: Callable[[], Principal | None]
    ask_to_sign_in: Callable[[], Response]


def public(view: View) -> View:
    """Let everybody in."""
    setattr(view, _SIGN, None)
    return view


def requires(permission: Permission) -> Callable[[View], View]:
    """Let in who holds the permission; ask others to sign in, or refuse them."""

    def mark(view: View) -> View:
        setattr(view, _SIGN, permission)
        return view

    return mark


def sign_of(view: Callable[..., Any]) -> Permission | None:
    """Read a route's sign; None is public. Raises LookupError where there is none."""
    try:
        return getattr(view, _SIGN)  # type: ignore[no-any-return]
    except AttributeError:
        raise LookupError(f"{view} carries neither @public nor @requires") from None


def admit(app: Flask, gate: Gate) -> None:
    """Register how one kind of people is recognised."""
    app.extensions.setdefault(_GATES, []).append(gate)


def current_principal() -> Principal | None:
    """Find who is signed in, asked once a request."""
    if "principal" not in g:
        found = (gate.load() for gate in current_app.extensions.get(_GATES, []))
        g.principal = next((principal for principal in found if principal is not None), None)
    principal: Principal | None = g.principal
    return principal


def may(permission: Permission) -> bool:
    """Tell whether the present person holds a permission."""
    principal = current_principal()
    return principal is not None and permission in principal.permissions


def check_door() -> Response | None:
    """Stop a request that may not enter; runs before every view."""
    if request.endpoint is None:
        return None
    try:
        permission = sign_of(current_app.view_functions[request.endpoint])
    except LookupError:
        raise NotAllowed from None
    if permission is None or may(permission):
        return None
    gates: list[Gate] = current_app.extensions.get(_GATES, [])
    gate = next((gate for gate in gates if permission in gate.permissions), None)
    if gate is None or gate.load() is not None:
        raise NotAllowed
    return gate.ask_to_sign_in()
