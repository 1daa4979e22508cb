"""What a web process knows of the migrations is what Alembic knows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from app.core.migrations import FOLDER, newest_revision

HEAVY = [
    "alembic",
    "weasyprint",
    "fontTools",
    "pyld",
    "pyhanko",
    "cv2",
    "numpy",
    "openpyxl",
    "xlsxwriter",
    "pypdfium2",
    "zxingcpp",
    "matplotlib",
    "pyrage",
]


def test_the_newest_migration_is_alembics_head() -> None:
    assert newest_revision() == ScriptDirectory(str(FOLDER)).get_current_head()


def test_two_heads_are_no_newest(tmp_path: Path) -> None:
    (tmp_path / "versions").mkdir()
    for name in ("a", "b"):
        (tmp_path / "versions" / f"{name}.py").write_text(f'revision = "{name}"\ndown_revision = "first"\n')
    with pytest.raises(ValueError, match="unpack"):
        newest_revision(tmp_path)


def test_a_web_process_loads_neither_alembic_nor_the_pdf_engine() -> None:
    """Both are heavy, and neither is needed to serve a page."""
    asked = f"import sys; import app; print([name for name in {HEAVY} if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=FOLDER.parent)
    assert said.stdout.strip() == "[]"
