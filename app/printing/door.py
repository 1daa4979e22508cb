"""The door to the PDF engine.

Importing WeasyPrint takes 1.5 seconds and forty megabytes, and a web process may never need it. So this is the one
place that imports a module of ours by its name, when the first paper is drawn, and not when the application starts.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType


def behind(name: str) -> ModuleType:
    """Give a module that uses the engine; the first time, this loads the engine."""
    return import_module(name)
