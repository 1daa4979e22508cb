"""The engine: only our fonts, no address fetched, not loaded where the web starts, and papers that never change."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.certificates.drawing import draw
from app.printing.engine import NothingToFetch
from tests.certificates.papers import LOCALES, a_sample, a_statement

ROOT = Path(__file__).parents[2]
_KEPT = Path(__file__).with_name("certificates.sha256")
KEPT = dict(line.split() for line in _KEPT.read_text().splitlines())
"""Digests of certificates as they were first issued: what is in somebody's passport is drawn the same for ever."""


def test_no_address_is_ever_fetched() -> None:
    for address in ("https://example.org/x.png", "file:///etc/passwd", "data:,x"):
        with pytest.raises(ValueError, match="fetches nothing"):
            NothingToFetch().fetch(address)


def test_the_fonts_of_the_machine_stay_visible_to_other_programs() -> None:
    assert "FONTCONFIG_FILE" not in os.environ


def test_the_engine_is_not_loaded_where_the_web_starts() -> None:
    program = "import sys, app; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("locale", LOCALES)
def test_a_certificate_is_drawn_as_it_always_was(locale: str) -> None:
    """If this fails for a newer library or font, look at the papers; then write the digests anew, and say why."""
    for name, statement in (("sample", a_sample(locale)), ("plain", a_statement(locale))):
        assert hashlib.sha256(draw(statement)).hexdigest() == KEPT[f"{locale}/{name}"]
