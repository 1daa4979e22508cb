"""Load what draws certificates in bulk, without the application around it.

Only the process loads this from which those that draw are forked (``app.certificates.bulk``). To import anything of
``app`` runs ``app/__init__``, which sees the whole application: two seconds and ninety megabytes that no paper needs.
So it is not run here, unless somebody asks for what it holds.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

_HOME = Path(__file__).parent / "app"


def _lay_out_bare() -> None:
    """Make ``app`` a package whose modules can be imported, and whose own code runs when a name in it is looked up."""
    spec = spec_from_file_location("app", _HOME / "__init__.py", submodule_search_locations=[str(_HOME)])
    if spec is None or spec.loader is None:
        raise ImportError(f"{_HOME} is no package.")
    bare, loader = module_from_spec(spec), spec.loader

    def run_first(name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        del bare.__dict__["__getattr__"]
        loader.exec_module(bare)
        return getattr(bare, name)

    bare.__dict__["__getattr__"] = run_first
    sys.modules["app"] = bare


if "app" not in sys.modules:
    _lay_out_bare()

import_module("app.certificates.bulk")
