"""Imports run downhill: a package may use only those to its left; rules know no framework, clock or language."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

APP = Path(__file__).parents[2] / "app"
ORDER = (
    "core",
    "web",
    "printing",
    "accounts",
    "audit",
    "programme",
    "course",
    "reviewing",
    "editing",
    "learners",
    "learning",
    "quizzes",
    "cohorts",
    "rosters",
    "attendance",
    "classroom",
    "answersheets",
    "progress",
    "integrity",
    "signing",
    "certificates",
    "verification",
    "register",
    "printroom",
    "figures",
    "privacy",
    "api",
    "backup",
    "office",
    "guidance",
    "handouts",
    "dashboard",
)
BANNED_IN_RULES = ("flask", "flask_babel", "sqlalchemy", "app.core.database", "app.core.clock")
MODULES = [path for path in sorted(APP.rglob("*.py")) if path != APP / "__init__.py"]


def imported_names(path: Path) -> set[str]:
    """Name everything a module imports, in full; refuse imports inside functions, which hide cycles."""
    tree = ast.parse(path.read_text())
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def hidden_imports(path: Path) -> list[int]:
    tree = ast.parse(path.read_text())
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [
        inner.lineno
        for function in functions
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]


def shown(path: Path) -> str:
    return str(path.relative_to(APP))


def test_every_package_has_its_place_in_the_order() -> None:
    packages = {path.name for path in APP.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert packages <= set(ORDER)


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_imports_run_downhill(path: Path) -> None:
    own_rank = ORDER.index(path.relative_to(APP).parts[0])
    used = {name.split(".")[1] for name in imported_names(path) if name.startswith("app.")}
    uphill = {package for package in used if ORDER.index(package) > own_rank}
    assert not uphill, f"{path} imports uphill: {sorted(uphill)}"


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_no_import_hides_inside_a_function(path: Path) -> None:
    assert not hidden_imports(path), f"{path}: import at the head of the module, lines {hidden_imports(path)}"


@pytest.mark.parametrize("path", [path for path in MODULES if path.name == "rules.py"], ids=shown)
def test_rules_are_pure(path: Path) -> None:
    assert not [name for name in imported_names(path) if name.startswith(BANNED_IN_RULES)]


@pytest.mark.parametrize("path", [path for path in MODULES if path.name == "__init__.py"], ids=shown)
def test_a_package_says_what_it_owns_and_runs_nothing(path: Path) -> None:
    body = ast.parse(path.read_text()).body
    assert len(body) == 1 and isinstance(body[0], ast.Expr), f"{path} holds code; it should be a docstring alone"


def test_only_the_unit_of_work_commits() -> None:
    allowed = {APP / "core" / "database.py"}
    guilty = [shown(path) for path in MODULES if path not in allowed and "session.commit()" in path.read_text()]
    assert not guilty
