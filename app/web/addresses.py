"""Numbers in addresses: one that no row can have names no page."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1
"""The largest number that a column holds; PostgreSQL refuses a larger one, and so does SQLite's driver further on."""


class NumberConverter(IntegerConverter):
    """A whole number as the database holds it, unless the route asks for less."""

    def __init__(self, url_map: Map, fixed_digits: int = 0, **bounds: Any) -> None:
        super().__init__(url_map, fixed_digits, **({"max": LARGEST} | bounds))


def init_addresses(app: Flask) -> None:
    """Read every ``<int:…>`` so."""
    app.url_map.converters["int"] = NumberConverter
